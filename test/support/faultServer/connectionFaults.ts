import { answerRaw, rawHead } from './answerRaw.ts';
import type { Fault, FaultRequest } from './fault.ts';

const json = ({ sample }: FaultRequest) => JSON.stringify(sample.body);
const headOf = (length: number) => rawHead(200, { 'content-type': 'application/json', 'content-length': `${length}` });

/** Writes piece after piece, one a turn of the event loop, until the other side has had enough. */
function trickle({ socket, stall }: FaultRequest, piece: (index: number) => string): void {
  const step = (index: number) => {
    if (socket.destroyed) return;
    socket.write(piece(index));
    if (index === 20) stall();
    setImmediate(() => step(index + 1));
  };
  step(0);
}

/** The connection, its time and its end: nothing here is a whole answer of HTTP. */
export const connectionFaults = {
  'a connection reset before the headers': ({ socket }) => socket.resetAndDestroy(),
  'a connection reset within the headers': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-ty', () => socket.resetAndDestroy());
  },
  'a connection reset after the headers': (request) => {
    request.socket.write(headOf(json(request).length), () => request.socket.resetAndDestroy());
  },
  'a connection closed without a word': ({ socket }) => socket.end(),
  'a connection that dies once': (request) => {
    if (request.count === 1) request.socket.resetAndDestroy();
    else answerRaw(request.socket, 200, json(request));
  },
  'a connection that dies once and is then overloaded': ({ socket, count }) => {
    if (count === 1) socket.resetAndDestroy();
    else answerRaw(socket, 503);
  },
  'a connection that accepts and says nothing': ({ stall }) => stall(),
  'headers that trickle': (request) => {
    request.socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
    trickle(request, () => 'z');
  },
  'headers that stop halfway': ({ socket, stall }) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: applic', stall);
  },
  'a body that trickles': (request) => {
    request.socket.write(rawHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }));
    trickle(request, () => '1\r\n \r\n');
  },
  'a body that stops halfway': (request) => {
    const text = json(request);
    request.socket.write(headOf(text.length) + text.slice(0, 10), request.stall);
  },
  'a body that is cut': (request) => {
    const text = json(request);
    request.socket.end(headOf(text.length) + text.slice(0, -4));
  },
  'a chunked body that is cut': ({ socket }) => {
    socket.end(`${rawHead(200, { 'transfer-encoding': 'chunked' })}8\r\n{"balan`);
  },
  'a content-length that is too long': (request) => {
    const text = json(request);
    request.socket.end(headOf(text.length + 1) + text);
  },
  'a content-length that is too short': (request) => {
    const text = json(request);
    request.socket.end(headOf(text.length - 1) + text);
  },
  'a redirect whose body never comes': ({ socket, elsewhere }) => {
    socket.write(rawHead(302, { location: `${elsewhere}/taken`, 'content-length': '100' }));
  },
  'early hints before a good answer': (request) => {
    request.socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n');
    answerRaw(request.socket, 200, json(request));
  },
  'another protocol than was asked for': ({ socket }) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
  },
} satisfies Readonly<Record<string, Fault>>;
