import { answerRaw } from './answerRaw.ts';
import type { Fault } from './fault.ts';

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
