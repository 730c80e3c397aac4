import type { Account } from '../../src/core/account.ts';
import type { Endpoint } from '../../src/core/endpoint.ts';
import type { Fetch } from '../../src/core/ports.ts';
import type { ProviderRegistry } from '../../src/core/provider.ts';
import { Refresher } from '../../src/core/refresh/refresher.ts';
import { providers as written } from '../../src/providers/index.ts';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { FakeKeys } from '../support/fakes/keys.ts';
import { MemoryLog } from '../support/fakes/stores.ts';
import { storesIn } from '../support/storesIn.ts';

interface World {
  /** Where the stores are. */
  readonly folder: string;
  readonly accounts: readonly Account[];
  /** By account id. */
  readonly keys: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  endpointOf(provider: string): Endpoint | undefined;
  /** Those that are written in code if left out. */
  readonly providers?: Pick<ProviderRegistry, 'get'>;
}

/** A refresher on real stores, with keys in memory. */
export async function refresherOn({ folder, accounts, keys, fetch, endpointOf, providers = written }: World) {
  const { accounts: store, readings, locks } = storesIn(folder);
  await store.change(() => accounts);
  const log = new MemoryLog();
  const refresher = new Refresher({
    accounts: store,
    readings,
    locks,
    keys: new FakeKeys(keys),
    fingerprints: keyFingerprints,
    keysAreShared: true,
    fetch,
    clock: systemClock,
    log,
    providers,
    endpointsOf: ({ id }) => {
      const endpoint = endpointOf(id);
      return endpoint && [endpoint];
    },
    random: Math.random,
    schedule: { interval: 900_000, staleAfter: 1_800_000 },
  });
  return { refresher, readings, log };
}
