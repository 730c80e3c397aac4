import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from './account.ts';
import { type Answer, writeAnswer } from './answer.ts';
import type { Failure } from './failure.ts';
import { misbehave } from './misbehave.ts';
import type { ProviderId } from './providerId.ts';
import type { RequestEntry } from './requestLog.ts';
import type { PresentedKey } from './service.ts';
import { services } from './services.ts';
import type { World } from './world.ts';

/** Where a request arrived. */
export interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly origin: RequestEntry['origin'];
  readonly provider: ProviderId;
  /** The path after the service's base URL. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What the serving needs to know of the servers around it. */
export interface Surroundings {
  readonly location: (provider: ProviderId, to: 'same' | 'other') => string;
  /** Whether the simulator is ending, so that a connection that closes is not the client's doing. */
  readonly ending: () => boolean;
}

/** The path of a redirect's target: the documented answer is given there too, to whoever follows. */
export const REDIRECTED_PATH = '/redirected';

function fingerprint(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function entryOf(
  { request, origin, provider, path, query }: Arrival,
  at: number,
  key: PresentedKey | undefined,
  account: Account | undefined,
): RequestEntry {
  // A client that puts its key into the URL by mistake is seen here without the key being written down.
  const redactKey = (text: string): string => (key === undefined ? text : text.replaceAll(key.value, '[key]'));
  return {
    provider,
    origin,
    at,
    method: request.method ?? '',
    path: redactKey(path),
    query: Object.fromEntries([...query].map(([name, value]) => [redactKey(name), redactKey(value)])),
    headerNames: Object.keys(request.headers).sort(),
    keyHeader: key?.header ?? null,
    keyFingerprint: key === undefined ? null : fingerprint(key.value),
    account: account?.name ?? null,
    status: null,
    aborted: false,
  };
}

/** Serves one request to one service and keeps it in the log of the world. */
export function serve(world: World, surroundings: Surroundings, arrival: Arrival): void {
  const { request, response, provider } = arrival;
  const service = services[provider];
  const key = service.presentedKey(request.headers);
  const account = key === undefined ? undefined : world.find(provider, key.value);
  const change = world.log.add(entryOf(arrival, world.now(), key, account));
  const sentStatus = (): number | null => (response.headersSent ? response.statusCode : null);
  let wasReset = false;
  response.once('close', () => {
    change({ status: sentStatus(), aborted: !response.writableFinished && !wasReset && !surroundings.ending() });
  });
  wasReset = respond(world, surroundings, arrival, account?.name) === 'reset';
  change({ status: sentStatus() });
}

/** Gives the documented answer, or the failure whose turn it is; returns the kind of the failure. */
function respond(
  world: World,
  surroundings: Surroundings,
  { request, response, provider, path, query }: Arrival,
  account: string | undefined,
): Failure['kind'] | undefined {
  const service = services[provider];
  if (path !== service.path && path !== REDIRECTED_PATH) {
    writeAnswer(response, { status: 404, json: { error: `There is no ${path} here.` } });
    return undefined;
  }
  if (request.method !== 'GET') {
    writeAnswer(response, service.failure(405, world.now()), { allow: 'GET' });
    return undefined;
  }
  const normal = (): Answer =>
    service.answer({ query, headers: request.headers }, (value) => world.find(provider, value), world.now());
  const failure = path === REDIRECTED_PATH ? undefined : world.failures.take(provider, account);
  if (failure === undefined) {
    writeAnswer(response, normal());
    return undefined;
  }
  misbehave(failure, {
    response,
    normal,
    refusal: (status) => service.failure(status, world.now()),
    location: (to) => surroundings.location(provider, to),
  });
  return failure.kind;
}
