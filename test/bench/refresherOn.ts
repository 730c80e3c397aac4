import type { Account } from '../../src/core/account.ts';
import type { Endpoint } from '../../src/core/endpoint.ts';
import type { Fetch } from '../../src/core/ports.ts';
import { Refresher } from '../../src/core/refresher.ts';
import { providers } from '../../src/providers/index.ts';
import { AccountsFile } from '../../src/storage/accountsFile.ts';
import { ReadingsFile } from '../../src/storage/readingsFile.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { FakeKeys } from '../support/fakes/fakeKeys.ts';
import { MemoryLog } from '../support/fakes/memoryLog.ts';

interface World {
  /** Where the stores are. */
  readonly folder: string;
  readonly accounts: readonly Account[];
  /** By account id. */
  readonly keys: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  endpointOf(provider: string): Endpoint | undefined;
}

/** A refresher on real stores, with keys in memory. */
export async function refresherOn({ folder, accounts, keys, fetch, endpointOf }: World) {
  const report = ({ file }: { readonly file: string }) => {
    throw new Error(`${file} could not be written.`);
  };
  const store = new AccountsFile(folder, report);
  await store.change(() => accounts);
  const readings = new ReadingsFile(folder, report, ({ accountId, keySetAt }) => store.has(accountId, keySetAt));
  const log = new MemoryLog();
  const refresher = new Refresher({
    accounts: store,
    readings,
    keys: new FakeKeys(keys),
    fetch,
    clock: systemClock,
    log,
    providerOf: (id) => providers.find((provider) => provider.id === id),
    endpointOf: ({ id }) => endpointOf(id),
    random: Math.random,
    interval: () => 900_000,
  });
  return { refresher, readings, log };
}
