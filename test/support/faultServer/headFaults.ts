import { answerRaw, rawHead } from './answerRaw.ts';
import type { Fault } from './fault.ts';

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
