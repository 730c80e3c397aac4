import type { Account, ParameterValues } from '../account.ts';
import { isSendable } from '../apiKey.ts';
import type { Endpoint } from '../endpoint.ts';
import { bindingAllows, bindingOf, type StoredKey } from '../keyBinding.ts';
import type { Clock, Fetch, Fingerprints, Keys } from '../ports.ts';
import { failed, type Outcome, type Provider, type ProviderRegistry } from '../provider.ts';
import { redactKey } from '../redactKey.ts';
import { httpGet } from './httpGet.ts';

/** What a check needs. */
export interface CheckPorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'get' | 'bind'>;
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
  const origins = [endpoint.origin];
  if (!bindingAllows(bindingOf(account), provider.id, origins)) return failed('unauthorized', 'originChanged');
  let stored: StoredKey | undefined;
  try {
    stored = await ports.keys.get(account.id);
    // Another key in its place was entered for something else: in another window, for another origin.
    if (!stored || !ports.fingerprints.matches(account.fingerprint, stored.key)) {
      return failed('unauthorized', 'keyLost');
    }
    // Saved by version 0.1.0: the list of accounts is trusted this once.
    if (!stored.binding) await ports.keys.bind(account.id, bindingOf(account));
  } catch {
    return failed('unavailable', 'keyUnavailable');
  }
  // The list of accounts can be edited, what was saved with the key can't.
  if (stored.binding && !bindingAllows(stored.binding, provider.id, origins)) {
    return failed('unauthorized', stored.binding.provider === provider.id ? 'originChanged' : 'keyLost');
  }
  return askProvider(ports, provider, endpoint, stored.key, account.parameters, signal);
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
