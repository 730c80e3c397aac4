import type { Socket } from 'node:net';

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
