import type { Lot, Pool } from '../../balance.ts';
import { day } from '../../time.ts';
import { type Forecast, leftAt } from './forecast.ts';
import type { PoolOutlook } from './outlook.ts';
import type { Renewal } from './renewal.ts';
import { lengthOf, turnsLater } from './rhythm.ts';
import type { UsagePath } from './usageForecast.ts';

/** A pool at a time that is yet to come: see `leftAt`. */
export interface Left {
  readonly left: number;
  /** The sum of what is short in each time between two renewals. */
  readonly short: number;
  /** When it runs out for the first time until then. */
  readonly emptyAt?: number | undefined;
  /** The last renewal until then. */
  readonly renewedAt?: number | undefined;
}

/** What a forecast says about a pool at its next renewal. Amounts are in its unit. */
export interface AtRenewal {
  /** What is left the moment before, at the usage rate; at least 0. */
  readonly left: number;
  /** For how long it will have been empty by then, in milliseconds; 0 where something is left. */
  readonly short: number;
  /** What the pool holds after it; undefined where it isn't known. */
  readonly after?: number | undefined;
}

type Future = Pick<PoolOutlook, 'forecast' | 'renewal' | 'usageRate'>;

/** More renewals than these aren't followed: a day's over ten years. */
const mostRenewals = 3653;

/**
 * How much is left at each of these times, by time, with each renewal before them as far as
 * it is known when it comes and what it brings.
 */
export function leftWithRenewals(
  pool: Pool,
  renewal: Renewal | undefined,
  usage: UsagePath,
  now: number,
  times: readonly number[],
): readonly Left[] {
  let [current, from, next, short] = [pool, now, renewal, 0];
  let emptyAt: number | undefined;
  /** When it has run out by a time, if it was short of so much then. */
  const emptyBy = (time: number, missing: number) => {
    if (emptyAt !== undefined || !(missing > 0)) return emptyAt;
    return (current.amount ?? 0) <= 0 ? from : usage.reaches(usage.by(time) - missing);
  };
  return times.map((time) => {
    for (let count = 0; next && next.at <= time && count < mostRenewals; count++) {
      const renewed = renewedPool(current, next, usage, from);
      if (!renewed) break;
      const at = Math.max(from, next.at);
      emptyAt = emptyBy(at, renewed.short);
      short += renewed.short;
      [current, from, next] = [renewed.pool, at, following(next)];
    }
    const end = leftAt(current, pathFrom(usage, from), from, time);
    return {
      left: end.left,
      short: short + end.short,
      emptyAt: emptyBy(time, end.short),
      renewedAt: current === pool ? undefined : from,
    };
  });
}

/** What is left, short and there afterwards at the renewal of a pool; undefined without a known amount. */
export function atRenewal(pool: Pool, renewal: Renewal, usage: UsagePath, now: number): AtRenewal | undefined {
  if (pool.unlimited || pool.amount === undefined) return undefined;
  // A lot that expires at this very moment is still there before it.
  const end = Math.max(now, renewal.at - 1);
  const { left, short } = leftAt(pool, usage, now, end);
  const emptyAt = short > 0 ? usage.reaches(usage.by(end) - short) : undefined;
  const after = renewedPool(pool, renewal, usage, now)?.pool.amount;
  return { left, short: emptyAt === undefined ? 0 : end - emptyAt, after };
}

/**
 * When a pool runs out before it is renewed, in milliseconds since 1970; undefined where it doesn't or it isn't known. Where
 * renewals add less than is used, it runs out all the same, after some of them.
 */
export function runsOutAt(outlook: Future | undefined, which: 'emptyAt' | 'riskyFrom' = 'emptyAt'): number | undefined {
  const { forecast, renewal, usageRate } = outlook ?? {};
  let emptyAt = forecast?.[which];
  if (emptyAt === undefined || renewal === undefined || renewal.at > emptyAt) return emptyAt;
  const { adds, lot, every } = renewal;
  if (adds === undefined || lot || !every || !usageRate) return undefined;
  const lasts = (adds / usageRate.perDay) * day;
  if (lasts >= 0.95 * lengthOf(every)) return undefined;
  for (let count = 0, next = renewal.at; next <= emptyAt && count < mostRenewals; count++) {
    emptyAt += lasts;
    next = turnsLater(every, next, 1);
  }
  return emptyAt;
}

/** The run-out before a renewal with its likely range; undefined where the renewal comes first, or without a forecast. */
export function runOutOf(outlook: Future | undefined): Pick<Forecast, 'emptyAt' | 'earliest' | 'latest'> | undefined {
  const forecast = outlook?.forecast;
  const emptyAt = runsOutAt(outlook);
  if (!forecast || emptyAt === forecast.emptyAt) return forecast;
  return emptyAt === undefined ? undefined : { emptyAt, earliest: forecast.earliest };
}

/** The times of a renewal and of those after it, as far as they are known, until a time. */
export function renewalsUntil(renewal: Renewal, time: number): readonly number[] {
  const times: number[] = [];
  for (
    let next: Renewal | undefined = renewal;
    next && next.at <= time && times.length < mostRenewals;
    next = following(next)
  )
    times.push(next.at);
  return times;
}

/** The pool after its renewal, with what was short before it; undefined where it isn't known what the renewal brings. */
function renewedPool(
  pool: Pool,
  renewal: Renewal,
  usage: UsagePath,
  from: number,
): { readonly pool: Pool; readonly short: number } | undefined {
  const { amount, adds, lot, at } = renewal;
  const { left, short } = leftAt(pool, pathFrom(usage, from), from, Math.max(from, at));
  const lots = laterLots(pool, left, at);
  if (adds !== undefined) {
    const added = lot ? [{ ...lot, remaining: adds, expiresAt: following(renewal)?.at }] : [];
    return { pool: { ...pool, amount: left + adds, lots: [...lots, ...added] }, short };
  }
  // More than that was bought, and isn't taken away.
  if (amount !== undefined) return { pool: { ...pool, amount: Math.max(left, amount), lots }, short };
  return undefined;
}

/** The lots that are there after a time, with what is left: those that expire first are used first, those without a date last. */
function laterLots({ amount = 0, lots = [] }: Pool, left: number, at: number): readonly Lot[] {
  const dated = lots.flatMap((lot) =>
    lot.expiresAt !== undefined && !lot.pending ? { ...lot, remaining: lot.remaining ?? 0, at: lot.expiresAt } : [],
  );
  const inLots = dated.reduce((total, { remaining }) => total + remaining, 0);
  let rest = Math.max(0, left - Math.max(0, amount - inLots));
  const later: Lot[] = [];
  for (const { at: expiresAt, ...lot } of dated.filter((one) => one.at > at).toSorted((a, b) => b.at - a.at)) {
    const remaining = Math.min(lot.remaining, rest);
    rest -= remaining;
    if (remaining > 0) later.unshift({ ...lot, expiresAt, remaining });
  }
  return later;
}

/** The same usage from a later time on. */
function pathFrom(usage: UsagePath, from: number): UsagePath {
  const before = usage.by(from);
  return { by: (time) => usage.by(time) - before, reaches: (amount) => usage.reaches(before + amount) };
}

/** The renewal after this one, as far as it is known how often it recurs. */
function following(renewal: Renewal): Renewal | undefined {
  const { every, at } = renewal;
  return every && { ...renewal, at: turnsLater(every, at, 1) };
}
