import { gzipSync } from 'node:zlib';
import { answerRaw, rawHead } from './answerRaw.ts';
import type { Fault, FaultRequest } from './fault.ts';

const megabyte = 1 << 20;
const megabytes = 400;

const json = ({ sample }: FaultRequest) => JSON.stringify(sample.body);
const blanks = Buffer.alloc(megabyte, ' ');
const squeezedBlanks = gzipSync(blanks);

/** 400 MB in some 400 KB: gzip may go on after its end, with the next part of the same text. */
const bomb = (request: FaultRequest) =>
  Buffer.concat([gzipSync(json(request)), ...Array<Buffer>(megabytes).fill(squeezedBlanks)]);

/** Answers that are too large, or that unpack to something too large or to nothing. */
export const sizeFaults = {
  'a gzip that unpacks to more than the cap': (request) =>
    answerRaw(request.socket, 200, gzipSync(json(request) + ' '.repeat(300 * 1024)), { 'content-encoding': 'gzip' }),
  'a gzip that unpacks to 400 MB': (request) =>
    answerRaw(request.socket, 200, bomb(request), { 'content-encoding': 'gzip' }),
  'a gzip within a gzip that unpacks to 400 MB': (request) =>
    answerRaw(request.socket, 200, gzipSync(bomb(request)), { 'content-encoding': 'gzip, gzip' }),
  'a body of 400 MB': (request) => {
    const { socket } = request;
    socket.write(rawHead(200, { 'content-length': `${megabytes * megabyte}` }));
    socket.write(json(request));
    let left = megabytes;
    const pump = () => {
      while (left > 0 && !socket.destroyed) {
        left -= 1;
        if (!socket.write(blanks)) {
          socket.once('drain', pump);
          return;
        }
      }
    };
    pump();
  },
  'a refusal of 400 KB': ({ socket }) => answerRaw(socket, 401, ' '.repeat(400 * 1024)),
  'a good answer squeezed with gzip': (request) =>
    answerRaw(request.socket, 200, gzipSync(json(request)), { 'content-encoding': 'gzip' }),
  'a gzip that is none': ({ socket }) => answerRaw(socket, 200, '{"balance":1}', { 'content-encoding': 'gzip' }),
  'a gzip that is cut': (request) =>
    answerRaw(request.socket, 200, gzipSync(json(request)).subarray(0, 24), { 'content-encoding': 'gzip' }),
  'a gzip with a wrong checksum': (request) => {
    const squeezed = gzipSync(json(request));
    squeezed.writeUInt32LE(7, squeezed.length - 8);
    answerRaw(request.socket, 200, squeezed, { 'content-encoding': 'gzip' });
  },
  'a deflate that is none': ({ socket }) => answerRaw(socket, 200, 'xyz', { 'content-encoding': 'deflate' }),
  'a brotli that is none': ({ socket }) => answerRaw(socket, 200, 'Z{"a":1}', { 'content-encoding': 'br' }),
  'a brotli that is broken': ({ socket }) =>
    answerRaw(socket, 200, Buffer.alloc(64, 0xff), { 'content-encoding': 'br' }),
  'a zstd that is none': ({ socket }) => answerRaw(socket, 200, '{"balance":1', { 'content-encoding': 'zstd' }),
  'an encoding that nobody knows': (request) =>
    answerRaw(request.socket, 200, Buffer.from(json(request)).reverse(), { 'content-encoding': 'backwards' }),
  'a thousand encodings': ({ socket }) =>
    answerRaw(socket, 200, '{}', { 'content-encoding': Array<string>(1000).fill('gzip').join(', ') }),
} satisfies Readonly<Record<string, Fault>>;
