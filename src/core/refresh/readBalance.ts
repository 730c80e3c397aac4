import type { ParameterValues } from '../account.ts';
import { isSendable } from '../apiKey.ts';
import type { Endpoints } from '../endpoint.ts';
import type { Failure } from '../failure.ts';
import type { Clock, Fetch } from '../ports.ts';
import { baseUrlsOf, failed, type Get, type GetOptions, type Outcome, type Provider } from '../provider.ts';
import { redactKey } from '../redactKey.ts';
import { httpGet } from './httpGet.ts';
import { plausibleBalance } from './plausibleBalance.ts';

/** The most requests that one reading of a balance may take. */
const mostRequests = 6;

/** Rejects a provider's `get` when there was no answer. */
class NoAnswer extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/**
 * Reads a balance with a key that need not be saved yet. Undefined: canceled. Never throws, even when the provider does:
 * its error could quote the key or the body, and goes no further.
 */
export async function readBalance(
  ports: { readonly fetch: Fetch; readonly clock: Clock },
  provider: Provider,
  endpoints: Endpoints,
  key: string,
  parameters: ParameterValues,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  if (!isSendable(key)) return failed('unauthorized', 'malformedKey');
  const secrets = new Set([key]);
  let requests = 0;
  let notBefore: number | undefined;
  const get: Get = async (pathOrUrl, options = {}) => {
    requests += 1;
    if (requests > mostRequests) throw new Error('Too many requests for one balance.');
    const authorization = options.basic && basicCredentials(options.basic);
    if (authorization !== undefined) secrets.add(authorization);
    const url = urlOf(pathOrUrl, options, baseUrlsOf(provider, key, parameters), endpoints);
    const headers = { ...options.headers, ...(authorization && { authorization: `Basic ${authorization}` }) };
    const result = await httpGet(ports, url, headers, signal);
    if ('canceled' in result) throw signal.reason;
    if ('failure' in result) throw new NoAnswer(result.failure);
    const { notBefore: until, ...answer } = result.answer;
    notBefore = until ?? notBefore;
    return answer;
  };
  try {
    const outcome = await provider.read({ get, key, parameters, now: ports.clock.now() });
    if (signal.aborted) return undefined;
    if ('balance' in outcome) return { balance: redactKey(plausibleBalance(outcome.balance), [...secrets]) };
    return notBefore === undefined ? outcome : { failure: { ...outcome.failure, notBefore } };
  } catch (error) {
    if (signal.aborted) return undefined;
    return error instanceof NoAnswer ? { failure: error.failure } : failed('unexpected');
  }
}

/** The URL of a request, at the endpoint in place of its base URL. Throws where it is below none of the base URLs. */
function urlOf(
  pathOrUrl: string,
  { query }: GetOptions,
  [main, second]: readonly [string, string?],
  [mainEndpoint, secondEndpoint]: Endpoints,
): string {
  const below = (base: string | undefined) => base !== undefined && pathOrUrl.startsWith(`${base}/`);
  const [endpoint, path] = pathOrUrl.startsWith('/')
    ? [mainEndpoint, pathOrUrl]
    : below(main)
      ? [mainEndpoint, pathOrUrl.slice(main.length)]
      : below(second)
        ? [secondEndpoint ?? mainEndpoint, pathOrUrl.slice(second?.length)]
        : [undefined, ''];
  if (!endpoint) throw new Error("The URL is not one of the service's.");
  // The path begins with a slash, so that it can't change the host.
  const url = new URL(endpoint.base + path);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.append(name, value);
  return url.href;
}

/** A user and a password as the Basic scheme sends them (RFC 7617). */
function basicCredentials({ user, password }: { readonly user: string; readonly password: string }): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)));
}
