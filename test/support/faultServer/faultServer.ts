import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Fault, FaultSample } from './fault.ts';

/** One fault that waits for requests below a base URL of its own. */
export interface Visit {
  readonly base: string;
  /** How many requests have come. */
  readonly requests: number;
  /** Bytes handed to the connections so far. */
  readonly sent: number;
  /** Resolves when a request has come and nothing more will be answered in time. */
  readonly stalled: Promise<void>;
  /** Resolves when every connection that brought a request is closed. */
  closed(): Promise<void>;
}

export interface FaultServer {
  /** Makes an address at which every request meets this fault. */
  visit(fault: Fault, sample: FaultSample): Visit;
  /** The same behind a certificate that nobody trusts. */
  visitUntrusted(fault: Fault, sample: FaultSample): Visit;
  /** https where plain HTTP is spoken. */
  readonly plainTaken: string;
  /** Where nobody listens. */
  readonly nobody: string;
  /** How many connections have come to the other origin, which no redirect may lead to. */
  readonly elsewhere: number;
  close(): Promise<void>;
}

class OpenVisit implements Visit {
  readonly base: string;
  readonly fault: Fault;
  readonly sample: FaultSample;
  readonly sockets = new Set<Socket>();
  readonly stalled: Promise<void>;
  requests = 0;
  stall: () => void = () => {};

  constructor(base: string, fault: Fault, sample: FaultSample) {
    this.base = base;
    this.fault = fault;
    this.sample = sample;
    this.stalled = new Promise((resolve) => {
      this.stall = resolve;
    });
  }

  get sent(): number {
    return [...this.sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  }

  async closed(): Promise<void> {
    // Not by events.once, which rejects when a connection is reset before it closes.
    const ends = [...this.sockets].map((socket) => socket.closed || new Promise((end) => socket.once('close', end)));
    await Promise.all(ends);
  }
}

/** Starts servers on loopback that speak raw sockets, because a real HTTP server refuses to be as wrong as a network. */
export async function startFaultServer(): Promise<FaultServer> {
  const visits = new Map<string, OpenVisit>();
  const sockets = new Set<Socket>();
  let elsewhere = 0;

  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that has had enough resets the connection: that is no error of the server.
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (bytes) => {
      // A TLS handshake: answered as a plain HTTP server does.
      if (text === '' && bytes[0] === 0x16) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const name = /^GET \/(\d+)\//.exec(text)?.[1] ?? '';
        text = text.slice(end + 4);
        const visit = visits.get(name);
        if (!visit) {
          socket.destroy();
          return;
        }
        visit.requests += 1;
        visit.sockets.add(socket);
        const { fault, sample, requests: count, base: here } = visit;
        fault({ socket, sample, count, here, elsewhere: `http://127.0.0.1:${portOf(other)}`, stall: visit.stall });
      }
    });
  };

  const plain = await listening(createServer({ noDelay: true }, serve));
  const untrusted = await listening(
    createTlsServer(selfSignedCertificate(), serve).on('tlsClientError', (_, socket) => socket.destroy()),
  );
  const other = await listening(
    createServer((socket) => {
      elsewhere += 1;
      socket.destroy();
    }),
  );
  const gone = await listening(createServer());
  const nobody = `http://127.0.0.1:${portOf(gone)}`;
  await closing(gone);

  const open = (origin: string, fault: Fault, sample: FaultSample): Visit => {
    const name = `${visits.size + 1}`;
    const visit = new OpenVisit(`${origin}/${name}`, fault, sample);
    visits.set(name, visit);
    return visit;
  };

  return {
    visit: (fault, sample) => open(`http://127.0.0.1:${portOf(plain)}`, fault, sample),
    visitUntrusted: (fault, sample) => open(`https://127.0.0.1:${portOf(untrusted)}`, fault, sample),
    plainTaken: `https://127.0.0.1:${portOf(plain)}`,
    nobody,
    get elsewhere() {
      return elsewhere;
    },
    async close() {
      const ended = Promise.all([plain, untrusted, other].map(closing));
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}

async function listening<T extends Server>(server: T): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A certificate that nobody trusts, with its key, both in PEM. */
interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

const ecdsaWithSha256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
const commonName = Buffer.from('0603550403', 'hex');

/** Makes a new key and signs a certificate for it (RFC 5280, version 1): no key stands in the repository, none expires. */
function selfSignedCertificate(): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(0x30, der(0x31, der(0x30, commonName, der(0x0c, Buffer.from('fault server')))));
  const validity = der(0x30, utcTime('200101000000Z'), utcTime('491231235959Z'));
  const content = der(
    0x30,
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.of(0), sign('sha256', content, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(der(0x30, content, ecdsaWithSha256, signature)),
  };
}

/** One value of ASN.1 in its distinguished encoding: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
