import { gzipSync } from 'node:zlib';
import { answerRaw, type Fault, type FaultRequest, type FaultSample, rawHead } from './fault.ts';

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

const as =
  (write: (json: string, sample: FaultSample) => string | Buffer): Fault =>
  ({ socket, sample }) =>
    answerRaw(socket, 200, write(JSON.stringify(sample.body), sample));

const withNumbers = (number: string) => as((json) => json.replace(/(?<=:)-?\d+(\.\d+)?/g, number));

/** The sample with more texts than any one service has, each of them written anew. */
const withTexts = (write: (key: string) => string): Fault =>
  as((_, { body, key }) => {
    const text = write(key);
    const more = {
      topups: [{ topup_id: '', amount: 5, status: '', created_at: '' }],
      breakdown: [{ purchase_kind: '', allocated_units: 10, remaining_units: 5 }],
      active_subscription: { id: '', display_name: '' },
      message: '',
      [text]: '',
    };
    return JSON.stringify({ ...(body as object), ...more }, (_, value) => (typeof value === 'string' ? text : value));
  });

/** Bodies with 200 that are JSON and hostile, or almost JSON. */
export const jsonFaults = {
  'NaN for the numbers': withNumbers('NaN'),
  'Infinity for the numbers': withNumbers('Infinity'),
  '1e999 for the numbers': withNumbers('1e999'),
  '-1e999 for the numbers': withNumbers('-1e999'),
  'texts for the numbers': withNumbers('"7"'),
  'lists for the numbers': withNumbers('[7]'),
  'numbers of 100,000 digits': withNumbers('9'.repeat(100_000)),
  'a number of 10 MB': as(() => '9'.repeat(10 << 20)),
  'null for the numbers': withNumbers('null'),
  'null for everything': as((_, { body }) => JSON.stringify(body, (name, value) => (name === '' ? value : null))),
  'null alone': as(() => 'null'),
  'an empty list': as(() => '[]'),
  'an empty object': as(() => '{}'),
  'a number alone': as(() => '7'),
  'JSON that is cut': as((json) => json.slice(0, -1)),
  'JSON with a tail': as((json) => `${json} {}`),
  'names that come twice': as((json) =>
    json.replace('{', '{"data":1,"balance":"x","balance_millicredits":"x","current_balance":"x","credits":"x",'),
  ),
  'a byte order mark': as((json) => `\uFEFF${json}`),
  'UTF-16': as((json) => Buffer.from(`\uFEFF${json}`, 'utf16le')),
  'bytes that are no UTF-8': as(() => Buffer.from([0x22, 0xc3, 0x28, 0xff, 0xfe, 0xf8, 0x22])),
  'bytes that are no UTF-8 beside the balance': as((json) =>
    Buffer.concat([Buffer.from('{"note":"'), Buffer.of(0xc3, 0x28, 0xff), Buffer.from(`",${json.slice(1)}`)]),
  ),
  '100,000 brackets that are never closed': as(() => '['.repeat(100_000)),
  '100,000 brackets that are closed': as(() => '['.repeat(100_000) + ']'.repeat(100_000)),
  '20,000 objects within each other beside the balance': as(
    (json) => `{"note":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},${json.slice(1)}`,
  ),
  'names that belong to every object': as((json) =>
    json.replace('{', '{"__proto__":{"balance":9,"polluted":true},"constructor":{"prototype":{"polluted":true}},'),
  ),
  'names that belong to every object, and nothing else': as(
    () => '{"__proto__":{"data":{"balance":9},"balance":9,"credits":9,"current_balance":9},"constructor":null}',
  ),
  'the key in every text': withTexts((key) => key),
  'the key twice in every text': withTexts((key) => `for ${key}, ${key}`),
  'the first half of the key in every text': withTexts((key) => `Key ${key.slice(0, key.length / 2)}…`),
  'the last half of the key in every text': withTexts((key) => `…${key.slice(key.length / 2)}`),
  'the middle of the key in every text': withTexts((key) => `***${key.slice(6, 14)}***`),
  'the key in capitals in every text': withTexts((key) => key.toUpperCase()),
  'the key cut by the length of a text': withTexts((key) => `${'z'.repeat(70)}${key}`),
  'the key as the whole answer': as((_, { key }) => JSON.stringify(key)),
  'the key as no JSON': as((_, { key }) => `Bearer ${key}`),
} satisfies Readonly<Record<string, Fault>>;
