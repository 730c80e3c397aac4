import { once } from 'node:events';
import { createServer } from 'node:http';

/** What a proxy was asked for. */
export interface ProxyRequest {
  /** Of a CONNECT `host:port`, else the URL. */
  readonly target: string;
  readonly method: string;
  /** All that came in the clear. */
  readonly headers: string;
}

/** An HTTP proxy on the loopback interface that lets nothing through. */
export interface DeafProxy {
  readonly url: string;
  readonly requests: readonly ProxyRequest[];
  dispose(): Promise<void>;
}

/** Starts a proxy that answers every request with this status. */
export async function startProxy(status = 502): Promise<DeafProxy> {
  const requests: ProxyRequest[] = [];
  const server = createServer((request, response) => {
    const { url: target = '', method = '', headers } = request;
    requests.push({ target, method, headers: JSON.stringify(headers) });
    response.writeHead(status).end();
  });
  server.on('connect', ({ url: target = '', method = '', headers }, socket) => {
    requests.push({ target, method, headers: JSON.stringify(headers) });
    socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy does not listen on a TCP port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async dispose() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
