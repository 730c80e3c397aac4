import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { stories } from '../stories/stories.ts';
import { type AccountChange, balanceAt, type ProviderId, providerIds } from './account.ts';
import { type Answer, send } from './answer.ts';
import { answerWith, type Failure } from './failures.ts';
import { type RequestEntry, RequestLog } from './requestLog.ts';
import { services } from './scenarios.ts';
import { sampledAnswer, sampledIds } from './services/catalog.ts';
import type { Story } from './story.ts';
import { type PlayOptions, World } from './world.ts';

/** How a simulator is started. */
export interface SimulatorOptions {
  /** A TCP port of the loopback interface; a free one when left out. */
  readonly port?: number;
  /** Milliseconds since 1970: the clock by which balances fall. */
  readonly now?: () => number;
  /** What goes on at accounts from the start and after each `reset`, by the same clock. */
  readonly stories?: readonly Story[];
}

/** The five services on the loopback interface. */
export interface Simulator {
  /** The base URL of each service: the value for the setting `credits.endpoints`. */
  readonly endpoints: Readonly<Record<ProviderId, string>>;
  /** The base URL of a service that is answered from its sample. */
  sampled(id: string): string;
  /** The URL under which `accounts`, `requests`, `set`, `play`, `fail` and `reset` are. */
  readonly controlUrl: string;
  /** The requests to the services so far, oldest first. */
  readonly requests: readonly RequestEntry[];
  /** The first request for which `matches` holds, now or as soon as there is one. */
  request(matches: (entry: RequestEntry) => boolean): Promise<RequestEntry>;
  /** Changes what an account has, which ends its story; throws when there is no such account. */
  set(change: AccountChange): void;
  /** From now on an account has what the story says; throws for an account of another service. */
  play(story: Story, options?: PlayOptions): void;
  /** Makes the next requests to a service fail; throws when there is no such account. */
  failNext(failure: Failure): void;
  /** Everything as at the start, at the present time. */
  reset(): void;
  /** Closes every connection and both servers. */
  dispose(): Promise<void>;
}

/** A redirect's target: the documented answer is given there too, to whoever follows. */
const redirectedPath = '/redirected';

/** Starts the five services; rejects when the port is taken. */
export async function startSimulator({
  port = 0,
  now = Date.now,
  stories: plays,
}: SimulatorOptions = {}): Promise<Simulator> {
  const world = new World(now, plays);
  const log = new RequestLog();
  let ending = false;
  const bases = { own: '', elsewhere: '' };

  const serve = (origin: RequestEntry['origin']) => async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://simulator');
    const [, first, ...rest] = pathname.split('/');
    const path = `/${rest.join('/')}`;
    const provider = providerIds.find((id) => id === first);
    if (provider) serveProvider({ request, response, origin, provider, path, query });
    else if (first !== undefined && sampledIds.includes(first)) serveSample(first, request, response, { path, query });
    else if (first === 'control' && origin === 'own') await control(request, response, path);
    else send(response, { status: 404, json: { error: 'No simulated service has this path.' } });
  };

  const serveProvider = ({ request, response, origin, provider, path, query }: Arrival) => {
    const { method = '', headers } = request;
    const service = services[provider];
    const key = service.presentedKey(headers);
    const account = key && world.find(provider, key.value);
    // A client that puts its key into the URL by mistake is seen without the key being written down.
    const redacted = (text: string) => (key ? text.replaceAll(key.value, '[key]') : text);
    const change = log.add({
      provider,
      origin,
      at: now(),
      method,
      path: redacted(path),
      query: Object.fromEntries([...query].map((pair) => pair.map(redacted))),
      headerNames: Object.keys(headers).sort(),
      keyHeader: key?.header,
      account: account?.name,
      status: undefined,
      aborted: false,
    });
    const isKnownPath = path === service.path || path === redirectedPath;
    const failure = path === service.path ? world.nextFailure(provider, account?.name) : undefined;
    const sentStatus = () => (response.headersSent ? response.statusCode : undefined);
    response.once('close', () => {
      const aborted = !response.writableFinished && failure?.kind !== 'reset' && !ending;
      change({ status: sentStatus(), aborted });
    });
    const normal = (): Answer => {
      // What it has when it is answered, which can be later.
      const present = key && world.find(provider, key.value);
      return service.answer({ query, headers, account: present, now: now() });
    };
    if (!isKnownPath) send(response, { status: 404, json: { error: `There is no ${path} here.` } });
    else if (method !== 'GET') send(response, service.failure(405, now()), { allow: 'GET' });
    else if (!failure) send(response, normal());
    else {
      answerWith(failure, {
        response,
        normal,
        refusal: (status) => service.failure(status, now()),
        location: (to) => `${to === 'same' ? bases.own : bases.elsewhere}/${provider}${redirectedPath}`,
      });
    }
    change({ status: sentStatus() });
  };

  const serveSample = (
    provider: string,
    { method = '', headers }: IncomingMessage,
    response: ServerResponse,
    { path, query }: Pick<Arrival, 'path' | 'query'>,
  ) => {
    const answer = method === 'GET' ? sampledAnswer(provider, { path, query, headers }) : { status: 405 };
    send(response, answer);
    log.add({
      provider,
      origin: 'own',
      at: now(),
      method,
      path,
      // Its values may be keys.
      query: Object.fromEntries([...query.keys()].map((name) => [name, ''])),
      headerNames: Object.keys(headers).sort(),
      keyHeader: undefined,
      account: undefined,
      status: answer.status,
      aborted: false,
    });
  };

  const actions: Readonly<Record<string, (input: never) => unknown>> = {
    'GET /accounts': () =>
      world.accounts.map(({ name, provider, key, reply, ...account }) => ({
        name,
        provider,
        key,
        ...(reply
          ? { alwaysAnswers: reply.status }
          : { balance: balanceAt({ name, provider, key, ...account }, now()), usedPerHour: account.usedPerHour }),
      })),
    'GET /requests': () => log.entries,
    'POST /set': (change: AccountChange) => world.set(change),
    'POST /play': ({ story, ...options }: PlayOptions & { readonly story: keyof typeof stories }) =>
      world.play(stories[story]({ now: now() }), options),
    'POST /fail': (failure: Failure) => world.failNext(failure),
    'POST /reset': () => reset(),
  };

  const control = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    try {
      const action = actions[`${request.method} ${path}`];
      if (!action) throw new Error(`There are ${Object.keys(actions).join(', ')}.`);
      const input = request.method === 'POST' && path !== '/reset' ? await json(request) : undefined;
      send(response, { status: 200, json: action(input as never) ?? { ok: true } });
    } catch (error) {
      send(response, { status: 400, json: { error: String(error) } });
    }
  };

  const reset = () => {
    world.reset();
    log.clear();
  };

  const servers = { own: createServer(serve('own')), elsewhere: createServer(serve('elsewhere')) };
  bases.own = await listen(servers.own, port);
  bases.elsewhere = await listen(servers.elsewhere, 0);
  const endpoints = Object.fromEntries(providerIds.map((id) => [id, `${bases.own}/${id}`]));

  return {
    endpoints: endpoints as Record<ProviderId, string>,
    sampled: (id) => `${bases.own}/${id}`,
    controlUrl: `${bases.own}/control`,
    get requests() {
      return log.entries;
    },
    request: (matches) => log.when(matches),
    set: (change) => world.set(change),
    play: (story, options) => world.play(story, options),
    failNext: (failure) => world.failNext(failure),
    reset,
    async dispose() {
      ending = true;
      await Promise.all(Object.values(servers).map(close));
    },
  };
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly origin: RequestEntry['origin'];
  readonly provider: ProviderId;
  /** The path after the service's base URL. */
  readonly path: string;
  readonly query: URLSearchParams;
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
