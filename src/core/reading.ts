import type { Account } from './account.ts';
import { type Balance, hasAmount, poolId } from './balance.ts';
import type { Failure } from './failure.ts';
import type { Unit } from './unit.ts';

/** What we know of one account: the last good balance, and how the last check went. Times are milliseconds since 1970. */
export interface Reading {
  readonly accountId: string;
  /** `Account.keySetAt` of the key that was asked with. */
  readonly keySetAt: number;
  /** When the last check ended. */
  readonly checkedAt: number;
  /** The last good balance; a failure never removes it. */
  readonly balance?: Balance | undefined;
  readonly balanceAt?: number | undefined;
  /** The last amounts of the pools whose amount the balance doesn't state. */
  readonly lastAmounts?: readonly LastAmount[] | undefined;
  /** Why the last check gave no balance; absent when it gave one. */
  readonly failure?: Failure | undefined;
  /** How many checks in a row have failed. */
  readonly failures: number;
  /** Not to be checked on its own before this time, after a failure. */
  readonly retryAt?: number | undefined;
}

/** The last amount that was stated for a pool, and when. */
export interface LastAmount {
  /** The pool's id, `poolId`. */
  readonly pool: string;
  readonly amount: number;
  readonly unit: Unit;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How far a reading can be trusted. */
export type ReadingState = 'never' | 'known' | 'stale' | 'failed';

/** The reading of this account with its present key, if there is one. */
export function readingOf(account: Account, readings: ReadonlyMap<string, Reading>): Reading | undefined {
  const reading = readings.get(account.id);
  return reading?.keySetAt === account.keySetAt ? reading : undefined;
}

/** The reading after a check that gave a balance. */
export function afterBalance(account: Account, previous: Reading | undefined, balance: Balance, now: number): Reading {
  return {
    accountId: account.id,
    keySetAt: account.keySetAt,
    checkedAt: now,
    balance,
    balanceAt: now,
    lastAmounts: lastAmountsOf(balance, previous),
    failures: 0,
  };
}

/** The reading after a check that failed: the last good balance stays as it was. */
export function afterFailure(
  account: Account,
  previous: Reading | undefined,
  failure: Failure,
  now: number,
  retryAt: number | undefined,
): Reading {
  return {
    accountId: account.id,
    keySetAt: account.keySetAt,
    checkedAt: now,
    balance: previous?.balance,
    balanceAt: previous?.balanceAt,
    lastAmounts: previous?.lastAmounts,
    failure,
    failures: (previous?.failures ?? 0) + 1,
    retryAt,
  };
}

/** A balance is stale when the last check failed or when it is older than `staleAfter` milliseconds. */
export function stateOf(reading: Reading | undefined, now: number, staleAfter: number): ReadingState {
  if (reading === undefined) return 'never';
  if (reading.balance === undefined || reading.balanceAt === undefined) return reading.failure ? 'failed' : 'never';
  return !reading.failure && isRecent(reading, now, staleAfter) ? 'known' : 'stale';
}

/** Whether the last good balance is no older than `staleAfter` milliseconds, even if a check has failed since. */
export function isRecent(reading: Reading | undefined, now: number, staleAfter: number): boolean {
  return reading?.balanceAt !== undefined && now - reading.balanceAt <= staleAfter;
}

/** For each pool whose amount is unknown now, the amount that was stated last. */
function lastAmountsOf(balance: Balance, previous: Reading | undefined): readonly LastAmount[] | undefined {
  const unknown = balance.pools.filter(({ amount, unlimited }) => amount === undefined && !unlimited).map(poolId);
  if (unknown.length === 0 || previous === undefined) return undefined;
  const at = previous.balanceAt;
  const stated = (previous.balance?.pools ?? []).flatMap((pool) =>
    at !== undefined && hasAmount(pool) ? [{ pool: poolId(pool), amount: pool.amount, unit: pool.unit, at }] : [],
  );
  const known = [...stated, ...(previous.lastAmounts ?? [])];
  const found = unknown.flatMap((id) => known.find(({ pool }) => pool === id) ?? []);
  return found.length > 0 ? found : undefined;
}
