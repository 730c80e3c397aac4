import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import type { HttpResponse } from '../../../src/core/ports.ts';
import type { LeastInterval } from '../../../src/core/provider.ts';
import { readingOf } from '../../../src/core/reading.ts';
import { Refresher } from '../../../src/core/refresh/refresher.ts';
import { Schedule } from '../../../src/core/refresh/schedule.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { FakeClock } from './clocks.ts';
import { settled } from './environment.ts';
import { FakeKeys, fakeFingerprints } from './keys.ts';
import { FakeFetch, jsonAnswer } from './network.ts';
import { sampleAccount } from './samples.ts';
import { MemoryAccounts, MemoryLocks, MemoryLog, MemoryReadings } from './stores.ts';

export const keyOfDigit = (digit: string) => digit.repeat(64);

/** An account at Mimir whose key is made of this digit. */
export function accountWith(digit: string, change: Partial<Account> = {}): Account {
  return sampleAccount({ fingerprint: fakeFingerprints.of(keyOfDigit(digit)), ...change });
}

interface Open {
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly answer: (answer: HttpResponse) => void;
}

interface Options {
  readonly random?: number;
  readonly keysAreShared?: boolean;
  /** Milliseconds; 15 minutes when left out. */
  readonly interval?: number;
  /** Whether accounts are checked less often while nobody uses the window. */
  readonly canIdle?: boolean;
  /** How often Mimir may be asked at most. */
  readonly least?: LeastInterval;
  /** Those of another window over the same folder. */
  readonly shared?: { readonly store: MemoryAccounts; readonly readings: MemoryReadings; readonly locks: MemoryLocks };
}

/** A refresher of accounts at Mimir, whose network leaves every request open until a test answers it. */
export function openRefresher(accounts: readonly Account[] = [accountWith('1')], options: Options = {}) {
  const { random = 0, keysAreShared = true, interval = 900_000, canIdle = false, least } = options;
  const open: Open[] = [];
  const network = new FakeFetch(
    ({ headers, signal }) =>
      new Promise((resolve) => open.push({ key: headers['x-api-key'], signal, answer: resolve })),
  );
  const clock = new FakeClock();
  const keys = new FakeKeys(Object.fromEntries(accounts.map(({ id }, index) => [id, keyOfDigit(String(index + 1))])));
  const { store, readings, locks } = options.shared ?? {
    store: new MemoryAccounts(accounts),
    readings: new MemoryReadings(),
    locks: new MemoryLocks(),
  };
  const log = new MemoryLog();
  const schedule = new Schedule({ value: interval }, clock);
  const endpoint = { base: mimir.baseUrl };
  const entry = { isUsable: true };
  const refresher = new Refresher({
    fetch: network.fetch,
    clock,
    keys,
    fingerprints: fakeFingerprints,
    providers: {
      get: (id) => (id === 'mimir' && entry.isUsable ? { ...mimir, least } : undefined),
      hasProblem: () => !entry.isUsable,
    },
    endpointsOf: () => parseEndpoints([endpoint.base]),
    accounts: store,
    readings,
    locks,
    log,
    random: () => random,
    keysAreShared,
    schedule: canIdle ? schedule : { interval, staleAfter: 2 * interval },
  });
  const [first] = accounts;
  const at = (index: number): Open => open[index] ?? assert.fail(`request ${index} was not sent`);
  const says = (index: number, amount: number) => at(index).answer(jsonAnswer(200, { current_balance: amount }));
  const readingIn = (of = first) => of && readingOf(of, readings.all());
  return {
    refresher,
    clock,
    keys,
    store,
    readings,
    locks,
    log,
    schedule,
    /** Where Mimir is asked, by the settings. */
    endpoint,
    /** Whether Mimir can be asked as it is described. */
    entry,
    open,
    at,
    says,
    readingIn,
    amount: (of = first) => readingIn(of)?.balance?.pools[0].amount,
    /** Why this window can't check the first account. */
    localReason: () => first && refresher.localFailures.get(first.id)?.failure?.reason,
    /** Refreshes the first account, and its service answers with this amount. */
    async readOnce(amount: number): Promise<void> {
      const count = open.length;
      const report = refresher.refresh(accounts.slice(0, 1), new AbortController().signal);
      await settled();
      says(count, amount);
      await report;
    },
    /** Lets time pass, and what then happens happen. */
    async pass(milliseconds: number): Promise<void> {
      await settled();
      clock.advance(milliseconds);
      await settled();
      await settled();
    },
  };
}

/** The outcomes of a report, in its order. */
export const outcomesOf = (report: { readonly results: readonly { readonly outcome: unknown }[] }) =>
  report.results.map(({ outcome }) => outcome);
