import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that no catalog knows, on the loopback interface. */
export interface OwnService {
  /** Where its balance is. */
  readonly url: string;
  readonly key: string;
  /** The requests so far. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly isAuthorized: boolean }[];
  dispose(): Promise<void>;
}

/** Starts it. Its answer says more than a balance: who asks, and with which key. */
export async function startOwnService(key = 'acme-4711-zulu-0815'): Promise<OwnService> {
  const requests: { method: string; path: string; isAuthorized: boolean }[] = [];
  const server = createServer((request, response) => {
    const isAuthorized = request.headers.authorization === `Bearer ${key}`;
    requests.push({ method: request.method ?? '', path: request.url ?? '', isAuthorized });
    const body = isAuthorized
      ? {
          account: { id: 4711, owner: 'ada@acme.example', token: key },
          wallet: { balance: '12.50', used_this_month: 3 },
        }
      : { error: 'unauthorized' };
    response.writeHead(isAuthorized ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/wallet`,
    key,
    requests,
    dispose: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
