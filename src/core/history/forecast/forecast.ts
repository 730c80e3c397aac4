import type { Lot, Pool } from '../../balance.ts';
import { day } from '../../time.ts';
import type { UsageRate } from './usageRate.ts';

/** What is still left in a lot when it expires, if the pace stays. */
export interface ExpectedExpiry {
  readonly lot: Lot;
  readonly amount: number;
  /** `Lot.expiresAt`. */
  readonly at: number;
}

/** When an amount runs out if the pace stays, lots that expire on the way counted. Milliseconds since 1970. */
export interface Forecast {
  /** Undefined: not within ten years. */
  readonly emptyAt?: number | undefined;
  /** At the high end of the pace, … */
  readonly earliest?: number | undefined;
  /** … and at its low end; undefined: not within ten years. */
  readonly latest?: number | undefined;
  /** By date; lots that are used up before they expire are not among them. */
  readonly expiries: readonly ExpectedExpiry[];
}

const horizon = 3653 * day;

/** What becomes of the balance at this pace. Nothing is foretold of one that is unlimited or does not say its amount. */
export function forecastOf(pool: Pool, usageRate: UsageRate, now: number): Forecast {
  const until = now + horizon;
  const usual = outcomeOf(pool, usageRate.perDay, now, until);
  if (usual === undefined) return { expiries: [] };
  return {
    emptyAt: usual.emptyAt,
    earliest: outcomeOf(pool, usageRate.high, now, until)?.emptyAt,
    latest: outcomeOf(pool, usageRate.low, now, until)?.emptyAt,
    expiries: usual.expiries,
  };
}

/**
 * What is left at a time if so much a day is used from now on, at least 0, and what is short: what would have been used
 * after it ran out, with the debt that there was. Of an unlimited balance infinitely much is left; of one that does not
 * say its amount both are NaN.
 */
export function leftAt(pool: Pool, perDay: number, now: number, time: number): { left: number; short: number } {
  if (pool.unlimited) return { left: Number.POSITIVE_INFINITY, short: 0 };
  const until = Math.max(now, time);
  const outcome = outcomeOf(pool, perDay, now, until);
  if (outcome === undefined) return { left: Number.NaN, short: Number.NaN };
  const { left, emptyAt } = outcome;
  const debt = Math.max(0, -(pool.amount ?? 0));
  return { left, short: emptyAt === undefined ? 0 : debt + (perDay * (until - emptyAt)) / day };
}

interface Outcome {
  readonly left: number;
  readonly emptyAt: number | undefined;
  readonly expiries: readonly ExpectedExpiry[];
}

/**
 * Goes from expiry to expiry. The lot that expires soonest is used first, and what is in no lot with a date is used last
 * and never expires. Where the lots are more than the amount, the amount is the truth: it is empty when what was used and
 * what expired have reached it, though a lot may then seem to hold more.
 */
function outcomeOf(pool: Pool, perDay: number, now: number, until: number): Outcome | undefined {
  const { amount, unlimited } = pool;
  if (unlimited || amount === undefined) return undefined;
  const expiries: ExpectedExpiry[] = [];
  if (amount <= 0) return { left: 0, emptyAt: now, expiries };
  const negligible = 1e-12 * amount;
  let left = amount;
  let time = now;
  /** What the lots before have not used up of what was used: it comes from the lots after. */
  let used = 0;
  for (const { lot, held, at } of datedLots(pool, now)) {
    if (at > until) break;
    const need = (perDay * (at - time)) / day;
    if (need >= left) break;
    left -= need;
    used += need;
    time = at;
    const expiry = Math.min(Math.max(0, held - used), left);
    used = Math.max(0, used - held);
    if (expiry > 1e-6 * held) expiries.push({ lot, amount: expiry, at });
    left -= expiry;
    if (left <= negligible) return { left: 0, emptyAt: at, expiries };
  }
  const need = (perDay * (until - time)) / day;
  if (need < left) return { left: left - need, emptyAt: undefined, expiries };
  return { left: 0, emptyAt: time + (left / perDay) * day, expiries };
}

/** What is known to hold credits and when it expires, by date. */
function datedLots({ lots = [] }: Pool, now: number): readonly { lot: Lot; held: number; at: number }[] {
  return lots
    .flatMap((lot) => {
      const { pending, remaining, expiresAt } = lot;
      if (pending || remaining === undefined || !(remaining > 0) || expiresAt === undefined) return [];
      return expiresAt > now ? { lot, held: remaining, at: expiresAt } : [];
    })
    .toSorted((a, b) => a.at - b.at);
}
