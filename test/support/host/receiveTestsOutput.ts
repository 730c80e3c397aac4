import { once } from 'node:events';
import { createServer } from 'node:net';
import { suitePassed } from './suitePassed.ts';

/** Where the suite in the extension host sends what it prints. */
export interface TestsOutput {
  readonly port: number;
  /** Resolves once all that was sent has been written, with whether the suite has passed. */
  close(): Promise<boolean>;
}

/** Listens on a free port of this machine and writes what arrives to our standard output, as it arrives. */
export async function receiveTestsOutput(): Promise<TestsOutput> {
  const connections: Promise<unknown>[] = [];
  let success = false;
  const server = createServer((socket) => {
    connections.push(once(socket, 'close'));
    socket.setEncoding('utf8').on('data', (text: string) => {
      success ||= text.endsWith(suitePassed);
      process.stdout.write(text.replace(suitePassed, ''));
    });
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('There is no port to receive the output of the tests on.');
  }
  return {
    port: address.port,
    async close() {
      server.close();
      await Promise.allSettled(connections);
      return success;
    },
  };
}
