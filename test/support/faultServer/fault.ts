import type { Socket } from 'node:net';

/** What a healthy service would say, and to whom. */
export interface FaultSample {
  /** A good answer, as a value. */
  readonly body: unknown;
  /** The key that is asked with, for faults that echo it. */
  readonly key: string;
}

/** One request that has arrived whole, and all that is needed to answer it badly. */
export interface FaultRequest {
  readonly socket: Socket;
  readonly sample: FaultSample;
  /** 1 for the first request of a visit. */
  readonly count: number;
  /** Our own base URL. */
  readonly here: string;
  /** The base URL of another origin, which counts who comes. */
  readonly elsewhere: string;
  /** Says that nothing more will come in time: now the clock may be put forward. */
  stall(): void;
}

/** Answers a request in one wrong way. */
export type Fault = (request: FaultRequest) => void;

/** Headers by name; a name may come more than once. */
type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The head of an answer as it goes over the wire. */
export function rawHead(status: number, headers: Headers): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`));
  return `HTTP/1.1 ${status} Status ${status}\r\n${lines.join('')}\r\n`;
}

/** A whole answer as HTTP wants it, after which the connection ends. */
export function answerRaw(socket: Socket, status: number, body: string | Buffer = '', headers: Headers = {}): void {
  const bytes = Buffer.from(body);
  const usual = { 'content-type': 'application/json', 'content-length': `${bytes.length}`, connection: 'close' };
  socket.write(rawHead(status, { ...usual, ...headers }));
  socket.end(bytes);
}
