import { createServer, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { Server } from '../host/server.ts';

/** A proxy of a VS Code server for a person's own browser. */
export interface StorageLender {
  /** Opens the workbench with the secrets of another browser. */
  readonly address: string;
  dispose(): void;
}

/**
 * Stands before a server and lends a browser what it has to have before the workbench starts: the local storage of
 * the window that the keys were typed into, and the key that seals it (the bare server has none; the window driver
 * answers with the same bytes). All else is passed on.
 */
export function lendStorage(server: Server, localStorage: Readonly<Record<string, string>>): Promise<StorageLender> {
  const start = '/start-credits';
  const door = createServer((incoming, answer) => {
    if (incoming.url === start) {
      const stored = JSON.stringify(localStorage).replaceAll('<', '\\u003c');
      const target = JSON.stringify(new URL(server.url({ ew: 'true' })).search);
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      answer.end(`<!doctype html><title>Credits</title><script>
        for (const [name, value] of Object.entries(${stored})) localStorage.setItem(name, value);
        location.replace('/' + ${target});
      </script>`);
    } else if (incoming.method === 'POST' && incoming.url?.endsWith('/mint-key')) {
      answer.end(Buffer.alloc(32, 1));
    } else {
      passOn(incoming).on('response', (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      });
    }
  });
  door.on('upgrade', (incoming: IncomingMessage, socket, head) => {
    const behind = connect(server.port, '127.0.0.1', () => {
      const headers = incoming.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
      );
      behind.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      socket.pipe(behind).pipe(socket);
    });
    behind.on('error', () => socket.destroy());
    socket.on('error', () => behind.destroy());
  });
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen(0, '127.0.0.1', () => {
      const bound = door.address();
      const port = typeof bound === 'object' ? bound?.port : undefined;
      resolve({
        address: `http://127.0.0.1:${port}${start}`,
        dispose() {
          door.close();
          door.closeAllConnections();
        },
      });
    });
  });

  function passOn(incoming: IncomingMessage) {
    const { method, url: path, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port: server.port, method, path, headers });
    outgoing.on('error', () => incoming.destroy());
    return incoming.pipe(outgoing);
  }
}
