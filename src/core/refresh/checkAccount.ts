import type { Account, ParameterValues } from '../account.ts';
import { isSendable } from '../apiKey.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Clock, Fetch, Fingerprints, Keys } from '../ports.ts';
import { failed, type Outcome, type Provider, type ProviderRegistry } from '../provider.ts';
import { redactKey } from '../redactKey.ts';
import { httpGet } from './httpGet.ts';

/** What a check needs. */
export interface CheckPorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'get'>;
  readonly fingerprints: Pick<Fingerprints, 'matches'>;
  readonly providers: Pick<ProviderRegistry, 'get'>;
  /** Where this provider is asked; undefined when the setting for it cannot be used. */
  endpointOf(provider: Provider): Endpoint | undefined;
}

/** Asks an account's service for the balance, with the key that is kept. Undefined: canceled. Never throws. */
export async function check(ports: CheckPorts, account: Account, signal: AbortSignal): Promise<Outcome | undefined> {
  const provider = ports.providers.get(account.provider);
  if (!provider) return failed('unexpected', 'unknownProvider');
  const endpoint = ports.endpointOf(provider);
  if (!endpoint) return failed('unexpected', 'endpointInvalid');
  if (endpoint.origin !== account.origin) return failed('unauthorized', 'originChanged');
  let key: string | undefined;
  try {
    key = await ports.keys.get(account.id);
  } catch {
    return failed('unavailable', 'keyUnavailable');
  }
  // Another key in its place was entered for something else: in another window, for another origin.
  if (key === undefined || !ports.fingerprints.matches(account.fingerprint, key)) {
    return failed('unauthorized', 'keyLost');
  }
  return askProvider(ports, provider, endpoint, key, account.parameters, signal);
}

/**
 * Asks a service with a key that need not be kept yet. Undefined: canceled. Never throws, even when the provider does:
 * its error could quote the key or the body, and goes no further.
 */
export async function askProvider(
  ports: Pick<CheckPorts, 'fetch' | 'clock'>,
  provider: Provider,
  endpoint: Endpoint,
  key: string,
  parameters: ParameterValues,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  if (!isSendable(key)) return failed('unauthorized', 'malformedKey');
  try {
    const { path, headers } = provider.request(key, parameters);
    const result = await httpGet(ports, endpoint.base + path, headers, signal);
    if ('canceled' in result) return undefined;
    if ('failure' in result) return result;
    const { status, body, notBefore } = result.answer;
    const outcome = provider.interpret(status, body);
    if ('balance' in outcome) return { balance: redactKey(outcome.balance, key) };
    return notBefore === undefined ? outcome : { failure: { ...outcome.failure, notBefore } };
  } catch {
    return failed('unexpected');
  }
}
