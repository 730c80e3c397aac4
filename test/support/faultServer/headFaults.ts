import { answerRaw, type Fault, type FaultRequest, rawHead } from './fault.ts';

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

/** Heads that are no HTTP, or too much of it. */
export const headFaults = {
  'a header of a megabyte': ({ socket }) => answerRaw(socket, 200, '{}', { 'x-long': 'z'.repeat(1 << 20) }),
  'ten thousand headers': ({ socket }) => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, 'z']));
    answerRaw(socket, 200, '{}', many);
  },
  'an answer that is no HTTP': ({ socket }) => socket.end('220 mail.example ESMTP ready\r\n\r\n'),
  'an answer of HTTP/0.9': ({ socket, sample }) => socket.end(JSON.stringify(sample.body)),
  'random bytes': ({ socket }) => socket.end(Buffer.from(Array.from({ length: 512 }, (_, at) => (at * 89 + 7) % 256))),
  'a version that HTTP does not have': ({ socket }) => socket.end('HTTP/7.5 200 OK\r\n\r\n{}'),
  'a status that is no number': ({ socket }) => socket.end('HTTP/1.1 OK 200\r\n\r\n{}'),
  'a header without a name': ({ socket }) => socket.end('HTTP/1.1 200 OK\r\n: nothing\r\n\r\n{}'),
  'two lengths that differ': ({ socket }) => socket.end(`${rawHead(200, { 'content-length': ['2', '3'] })}{}`),
  'a length and chunks': ({ socket }) => {
    socket.end(`${rawHead(200, { 'content-length': '2', 'transfer-encoding': 'chunked' })}2\r\n{}\r\n0\r\n\r\n`);
  },
  'a chunk of no size': ({ socket }) => {
    socket.end(`${rawHead(200, { 'transfer-encoding': 'chunked' })}no\r\n{}\r\n0\r\n\r\n`);
  },
  'the key in a header of the answer': ({ socket, sample: { key } }) => {
    answerRaw(socket, 500, '', { 'x-echo': key, 'retry-after': key });
  },
  'the key where the status should be': ({ socket, sample: { key } }) => socket.end(`HTTP/1.1 ${key}\r\n\r\n`),
} satisfies Readonly<Record<string, Fault>>;

const page = '<!doctype html><html><title>Sorry</title><body>Something went wrong.</body></html>';

const bare =
  (status: number): Fault =>
  ({ socket }) =>
    answerRaw(socket, status, '{}');

const tooMany =
  (retryAfter: string | readonly string[]): Fault =>
  ({ socket }) =>
    answerRaw(socket, 429, '{}', { 'retry-after': retryAfter });

const redirect =
  (status: number, to: 'here' | 'elsewhere'): Fault =>
  ({ socket, ...bases }) =>
    answerRaw(socket, status, page, { location: `${bases[to]}/taken`, 'content-type': 'text/html' });

/** Answers that are whole and say something else than a balance. Dates are by the clock of the fakes. */
export const statusFaults = {
  '200 without a body': ({ socket }) => answerRaw(socket, 200),
  '204': ({ socket }) => socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'),
  '206': ({ socket, sample }) => answerRaw(socket, 206, JSON.stringify(sample.body)),
  'a web page with 200': ({ socket }) => answerRaw(socket, 200, page, { 'content-type': 'text/html' }),
  '300': ({ socket, elsewhere }) => answerRaw(socket, 300, page, { location: `${elsewhere}/taken` }),
  '301 to the same origin': redirect(301, 'here'),
  '302 to the same origin': redirect(302, 'here'),
  '303 to the same origin': redirect(303, 'here'),
  '307 to the same origin': redirect(307, 'here'),
  '308 to the same origin': redirect(308, 'here'),
  '301 to another origin': redirect(301, 'elsewhere'),
  '302 to another origin': redirect(302, 'elsewhere'),
  '303 to another origin': redirect(303, 'elsewhere'),
  '307 to another origin': redirect(307, 'elsewhere'),
  '308 to another origin': redirect(308, 'elsewhere'),
  '302 without a location': ({ socket }) => answerRaw(socket, 302),
  '302 to no address': ({ socket }) => answerRaw(socket, 302, '', { location: 'http://[' }),
  '302 to a file': ({ socket }) => answerRaw(socket, 302, '', { location: 'file:///etc/hosts' }),
  '304': ({ socket }) => socket.end('HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n'),
  '400': bare(400),
  '401': bare(401),
  '401 with a challenge': ({ socket }) => answerRaw(socket, 401, '', { 'www-authenticate': 'Basic realm="all"' }),
  '402': bare(402),
  '403': bare(403),
  '404': bare(404),
  '407': ({ socket }) => answerRaw(socket, 407, '', { 'proxy-authenticate': 'Basic realm="proxy"' }),
  '418': bare(418),
  '421': bare(421),
  '429 alone': bare(429),
  '429 with seconds': tooMany('120'),
  '429 with no seconds': tooMany('0'),
  '429 with a date': tooMany('Fri, 20 Nov 2026 12:05:00 GMT'),
  '429 with a date that is over': tooMany('Fri, 20 Nov 2020 12:05:00 GMT'),
  '429 with a date years away': tooMany('Fri, 20 Nov 2099 12:05:00 GMT'),
  '429 with garbage': tooMany('soon, maybe'),
  '429 with a negative wait': tooMany('-5'),
  '429 with a broken number of seconds': tooMany('1.5'),
  '429 with an absurd wait': tooMany('9'.repeat(400)),
  '429 with an empty wait': tooMany(''),
  '429 with two waits': tooMany(['10', '20']),
  '500': bare(500),
  '502 with a web page': ({ socket }) => answerRaw(socket, 502, page, { 'content-type': 'text/html' }),
  '503': bare(503),
  '503 with seconds': ({ socket }) => answerRaw(socket, 503, '', { 'retry-after': '60' }),
  '504': bare(504),
  '529': bare(529),
  '599': bare(599),
  '999': bare(999),
} satisfies Readonly<Record<string, Fault>>;
