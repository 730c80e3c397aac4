import type { Account } from './account.ts';
import type { Balance, Unit } from './balance.ts';
import type { Failure } from './failure.ts';

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
  /** The last amount that was said, when the balance itself does not say one. */
  readonly lastAmount?: { readonly amount: number; readonly unit: Unit; readonly at: number } | undefined;
  /** Why the last check gave no balance; absent when it gave one. */
  readonly failure?: Failure | undefined;
  /** How many checks in a row have failed. */
  readonly failures: number;
  /** Not to be checked on its own before this time, after a failure. */
  readonly retryAt?: number | undefined;
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
  const says = balance.amount !== undefined || balance.unlimited === true;
  return {
    accountId: account.id,
    keySetAt: account.keySetAt,
    checkedAt: now,
    balance,
    balanceAt: now,
    lastAmount: says ? undefined : lastAmountOf(previous),
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
    lastAmount: previous?.lastAmount,
    failure,
    failures: (previous?.failures ?? 0) + 1,
    retryAt,
  };
}

/** A balance is stale when the last check failed or when it is older than `staleAfter` milliseconds. */
export function stateOf(reading: Reading | undefined, now: number, staleAfter: number): ReadingState {
  if (reading === undefined) return 'never';
  if (reading.balance === undefined || reading.balanceAt === undefined) return reading.failure ? 'failed' : 'never';
  if (reading.failure) return 'stale';
  return now - reading.balanceAt > staleAfter ? 'stale' : 'known';
}

function lastAmountOf(reading: Reading | undefined): Reading['lastAmount'] {
  const { balance, balanceAt } = reading ?? {};
  if (balance?.amount === undefined || balance.unlimited || balanceAt === undefined) return reading?.lastAmount;
  return { amount: balance.amount, unit: balance.unit, at: balanceAt };
}
