import type { Account, ParameterValues } from '../account.ts';
import type { Endpoints } from '../endpoint.ts';
import { bindingAllows, bindingOf, type StoredKey } from '../keyBinding.ts';
import type { Clock, Fetch, Fingerprints, Keys } from '../ports.ts';
import { failed, missingReason, type Outcome, type Provider, type ProviderRegistry } from '../provider.ts';
import { readBalance } from './readBalance.ts';

/** What it takes to read the balance of an account. */
export interface ReadPorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'get' | 'bind'>;
  readonly fingerprints: Pick<Fingerprints, 'matches'>;
  readonly providers: Pick<ProviderRegistry, 'get' | 'hasProblem'>;
  /** Whether all windows have the same keys; true if left out. Each browser has its own, and so has each desktop. */
  readonly keysAreShared?: boolean | undefined;
  /** Where this key is sent; undefined when the setting for it can't be used. */
  endpointsOf(provider: Provider, key: string, parameters: ParameterValues): Endpoints | undefined;
}

/** Reads an account's balance with its saved key, if the key may be sent there. Undefined: canceled. Never throws. */
export async function readAccount(
  ports: ReadPorts,
  account: Account,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const provider = ports.providers.get(account.provider);
  if (!provider) return failed('unexpected', missingReason(ports.providers, account.provider));
  let stored: StoredKey | undefined;
  try {
    stored = await ports.keys.get(account.id);
    // Another key in its place was entered for something else: in another window, for another origin.
    if (!stored || !ports.fingerprints.matches(account.fingerprint, stored.key)) {
      return failed('unauthorized', ports.keysAreShared === false ? 'keyElsewhere' : 'keyLost');
    }
    // Saved by version 0.1.0: the list of accounts is trusted this once.
    if (!stored.binding) await ports.keys.bind(account.id, stored.key, bindingOf(account));
  } catch {
    return failed('unavailable', 'keyUnavailable');
  }
  const endpoints = ports.endpointsOf(provider, stored.key, account.parameters);
  if (!endpoints) return failed('unexpected', 'endpointInvalid');
  // The list of accounts can be edited, the binding that was saved with the key can't.
  const binding = stored.binding ?? bindingOf(account);
  const origins = endpoints.map(({ origin }) => origin);
  if (!bindingAllows(binding, provider.id, origins)) {
    return failed('unauthorized', binding.provider === provider.id ? 'originChanged' : 'keyLost');
  }
  return readBalance(ports, provider, endpoints, stored.key, account.parameters, signal);
}
