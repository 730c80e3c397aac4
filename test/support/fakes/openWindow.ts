import { parseEndpoints } from '../../../src/core/endpoint.ts';
import type { Clock, Fetch, Keys } from '../../../src/core/ports.ts';
import type { LeastInterval } from '../../../src/core/provider.ts';
import { readingOf } from '../../../src/core/reading.ts';
import { Refresher } from '../../../src/core/refresh/refresher.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { AccountsFile } from '../../../src/storage/accountsFile.ts';
import { keyFingerprints as fingerprints } from '../../../src/storage/keyFingerprints.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { MemoryLog } from './stores.ts';

interface WindowPorts {
  readonly folder: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly keys: Keys;
  /** Where Mimir is asked; its own base URL when left out. */
  readonly baseUrl?: string;
  /** Milliseconds; 15 minutes when left out. */
  readonly interval?: number;
  /** How often Mimir may be asked at most. */
  readonly least?: LeastInterval;
}

/** What a window keeps and asks with, over a folder that windows share. All its accounts are at Mimir. */
export function openWindow(ports: WindowPorts) {
  const { folder, fetch, clock, keys, baseUrl = mimir.baseUrl, interval = 900_000, least } = ports;
  const storageProblems: string[] = [];
  const report = {
    problem: ({
      file,
      kind,
      code,
    }: {
      readonly file: string;
      readonly kind: string;
      readonly code?: string | undefined;
    }) => storageProblems.push(`${file} ${kind} ${code}`),
    solved: () => {},
  };
  const locks = new FileLocks(folder, (code) => storageProblems.push(`locks ${code}`), clock);
  const accounts = new AccountsFile({ folder, report, locks, clock });
  const readings = new ReadingsFile({ folder, report, locks, clock, accounts });
  accounts.onDidChange(() => readings.prune());
  const log = new MemoryLog();
  const refresher = new Refresher({
    fetch,
    clock,
    keys,
    fingerprints,
    providers: { get: (id) => (id === mimir.id ? { ...mimir, least } : undefined) },
    endpointsOf: () => parseEndpoints([baseUrl]),
    accounts,
    readings,
    locks,
    log,
    random: () => 0,
    keysAreShared: true,
    schedule: { interval: interval, staleAfter: 2 * interval },
  });
  return {
    folder,
    accounts,
    readings,
    locks,
    refresher,
    log,
    storageProblems,
    ports: { accounts, keys, fingerprints, clock },
    /** Reads what other windows have kept, as the watcher of the folder does. */
    look: async () => {
      await accounts.load();
      await readings.load();
    },
    /** What is shown: the amounts by account id, null where none is known. */
    shown: () =>
      Object.fromEntries(
        accounts
          .all()
          .map((one) => [one.id, readingOf(one, readings.all())?.balance?.pools[0].amount ?? null] as const),
      ),
    close: async () => {
      refresher.dispose();
      await readings.flush();
      readings.dispose();
    },
  };
}
