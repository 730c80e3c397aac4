import type { Lot, Pool } from '../../balance.ts';
import type { UsageForecast, UsagePath } from './usageForecast.ts';

/** The part of a lot that will be unused when it expires. */
export interface ExpectedExpiry {
  readonly lot: Lot;
  readonly amount: number;
  /** `Lot.expiresAt`. */
  readonly at: number;
}

/**
 * When a pool runs out, lots that expire meanwhile included and renewals not: see `runsOutAt`. Times are milliseconds since
 * 1970; undefined: not within ten years.
 */
export interface Forecast {
  /** With the expected usage. */
  readonly emptyAt?: number | undefined;
  /** It runs out before this in one case of ten, … */
  readonly earliest?: number | undefined;
  /** … and after this in one of ten. */
  readonly latest?: number | undefined;
  /** From then on nothing is left in at least one case of five. */
  readonly riskyFrom?: number | undefined;
  /** By date; lots that are used up before they expire aren't among them. */
  readonly expiries: readonly ExpectedExpiry[];
}

/** The future of a pool. It says nothing about a pool that is unlimited or has no known amount. */
export function forecastOf(pool: Pool, usage: UsageForecast, now: number): Forecast {
  const expected = outcomeOf(pool, usage.expected, now, Number.POSITIVE_INFINITY);
  if (expected === undefined) return { expiries: [] };
  const emptyWith = (path: UsagePath) => outcomeOf(pool, path, now, Number.POSITIVE_INFINITY)?.emptyAt;
  return {
    emptyAt: expected.emptyAt,
    earliest: emptyWith(usage.high),
    latest: emptyWith(usage.low),
    riskyFrom: emptyWith(usage.risky),
    expiries: expected.expiries,
  };
}

/**
 * How much is left at a time, at least 0, and how much is short: the usage after the pool has run out, and its debt. An
 * unlimited pool has infinitely much left; without a known amount both are NaN.
 */
export function leftAt(pool: Pool, usage: UsagePath, now: number, time: number): { left: number; short: number } {
  if (pool.unlimited) return { left: Number.POSITIVE_INFINITY, short: 0 };
  const until = Math.max(now, time);
  const outcome = outcomeOf(pool, usage, now, until);
  if (outcome === undefined) return { left: Number.NaN, short: Number.NaN };
  const { left, emptyAt } = outcome;
  const debt = Math.max(0, -(pool.amount ?? 0));
  return { left, short: emptyAt === undefined ? 0 : debt + usage.by(until) - usage.by(emptyAt) };
}

interface Outcome {
  /** NaN for a time without an end. */
  readonly left: number;
  readonly emptyAt: number | undefined;
  readonly expiries: readonly ExpectedExpiry[];
}

/**
 * Goes from expiry to expiry. The lot that expires soonest is used first; credits that are in no lot with a date are used
 * last and never expire. Where the lots hold more than the amount, the amount is right: the pool is empty when usage and
 * expiries have reached it, even if a lot then seems to hold more.
 */
function outcomeOf(pool: Pool, usage: UsagePath, now: number, until: number): Outcome | undefined {
  const { amount, unlimited } = pool;
  if (unlimited || amount === undefined) return undefined;
  const expiries: ExpectedExpiry[] = [];
  if (amount <= 0) return { left: 0, emptyAt: now, expiries };
  const negligible = 1e-12 * amount;
  let left = amount;
  let used = 0;
  /** The usage that the lots so far didn't cover: it comes out of later lots. */
  let uncovered = 0;
  for (const { lot, remaining, at } of lotsWithDate(pool, now)) {
    if (at > until) break;
    const need = usage.by(at) - used;
    if (need >= left) break;
    left -= need;
    uncovered += need;
    used += need;
    const expiry = Math.min(Math.max(0, remaining - uncovered), left);
    uncovered = Math.max(0, uncovered - remaining);
    if (expiry > 1e-6 * remaining) expiries.push({ lot, amount: expiry, at });
    left -= expiry;
    if (left <= negligible) return { left: 0, emptyAt: at, expiries };
  }
  const emptyAt = usage.reaches(used + left);
  if (emptyAt !== undefined && emptyAt <= until) return { left: 0, emptyAt, expiries };
  return { left: used + left - usage.by(until), emptyAt: undefined, expiries };
}

/** The lots that hold credits and expire at a known time, by date. */
function lotsWithDate({ lots = [] }: Pool, now: number): readonly { lot: Lot; remaining: number; at: number }[] {
  return lots
    .flatMap((lot) => {
      const { pending, remaining, expiresAt } = lot;
      if (pending || remaining === undefined || !(remaining > 0) || expiresAt === undefined) return [];
      return expiresAt > now ? { lot, remaining, at: expiresAt } : [];
    })
    .toSorted((a, b) => a.at - b.at);
}
