import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** One request of a process for the balance of one key. Times are milliseconds since 1970. */
export interface Counted {
  readonly key: string;
  readonly pid: number;
  readonly begun: number;
  /** The requests of the same key that had not been answered when it came. */
  readonly beside: readonly Counted[];
  /** What it was told: one more for each request of its key. */
  readonly amount: number;
  ended: number | undefined;
}

/**
 * A service on loopback that counts. It calls `onRequest` with each request before it is answered, which takes it some
 * milliseconds.
 */
export async function startCountingServer(onRequest: (request: Counted) => void) {
  const requests: Counted[] = [];
  const server = createServer(async (request, response) => {
    const counted = count(request, requests);
    requests.push(counted);
    // A killed process closes its connection.
    response.once('close', () => {
      counted.ended ??= Date.now();
    });
    onRequest(counted);
    await wait(25);
    counted.ended ??= Date.now();
    response.end(JSON.stringify({ current_balance: counted.amount }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function count({ headers }: IncomingMessage, requests: readonly Counted[]): Counted {
  const key = `${headers['x-api-key']}`;
  const same = requests.filter((one) => one.key === key);
  return {
    key,
    pid: Number(headers['x-pid']),
    begun: Date.now(),
    beside: same.filter(({ ended }) => ended === undefined),
    amount: same.length + 1,
    ended: undefined,
  };
}
