import type { Lot, TopUp } from '../../balance.ts';
import { hour } from '../../time.ts';
import type { Point, SeenLot, Series } from '../series.ts';
import { explainRise } from './explainRise.ts';
import { sizeOf, withoutNoise } from './rounding.ts';
import { TopUpMatcher } from './topUpMatcher.ts';

/** A part by which an amount rose. */
export interface Gain {
  readonly amount: number;
  readonly topUp?: TopUp | undefined;
  readonly lot?: Lot | undefined;
}

/** The credits that were left in a lot when it expired. */
export interface Loss {
  readonly amount: number;
  readonly lot?: Lot | undefined;
}

/** The time between two neighboring points; its parts add up to the difference of their amounts. */
export interface Interval {
  /** `Point.until` of the earlier and `Point.at` of the later. */
  readonly from: number;
  readonly to: number;
  /** What the amount is at its end. */
  readonly amount: number;
  readonly gains: readonly Gain[];
  readonly losses: readonly Loss[];
  /** At least 0. */
  readonly used: number;
  /** Above 0 where the amount rose by it. */
  readonly adjusted: number;
  /** It comes from a tally and isn't interpreted again. */
  readonly tallied: boolean;
}

/** A service may remove an expired lot by a job in the night, and may state no more than the date of the expiry. */
const latestRemoval = 36 * hour;

/** A lot that held credits when it expired. */
interface ExpiredLot {
  readonly seen: SeenLot;
  readonly at: number;
  readonly remaining: number;
}

/** The changes between each two neighboring points, before adjustments are found. */
export function intervalsOf(series: Series): readonly Interval[] {
  const addedBy = queue(series.lots.filter(({ lot }) => !lot.pending).map((seen) => ({ seen, at: seen.since })));
  const expiredBy = queue(expiredLots(series.lots));
  const topUps = new TopUpMatcher(series.topUps);
  const intervals: Interval[] = [];
  /** Lots that have expired and are still in the amount. */
  let overdue: readonly ExpiredLot[] = [];
  for (const [index, b] of series.points.entries()) {
    const a = series.points[index - 1];
    const added = addedBy(b.at);
    const expired = expiredBy(b.at);
    if (a === undefined) continue;
    topUps.goTo(a.until, b.at);
    if (b.tally) {
      topUps.forget();
      overdue = [];
      intervals.push(talliedInterval(a, b));
      continue;
    }
    const fall = a.amount - b.amount;
    if (fall >= 0 && added.length + expired.length === 0 && !overdue.some(({ remaining }) => fits(remaining, fall))) {
      // By far the most intervals: nothing was topped up, for a fall without a lot that was added or expired is usage.
      intervals.push(interval(a, b, { used: withoutNoise(fall, sizeOf(a.amount, b.amount)) }));
      continue;
    }
    // A lot that the service had ceased to list held nothing any more, whatever it held when it was listed last.
    const current = expired.filter(({ seen, at }) => at > a.until && seen.since <= a.until && seen.until >= a.at);
    const expiring = current.reduce((total, { remaining }) => total + remaining, 0);
    const gains = explainRise({ a, b, expiring, added: added.map(({ seen }) => seen), lots: series.lots, topUps });
    const gained = gains.reduce((total, { amount }) => total + amount, 0);
    const size = sizeOf(a.amount, b.amount, gained);
    const lost = withoutNoise(a.amount + gained - b.amount, size);
    overdue = overdue.filter(({ at }) => b.at - at <= latestRemoval);
    const losses = current.length > 0 ? lossesOf(current, lost, size) : wholeLossesOf(overdue, lost, size);
    const expiredAmount = losses.reduce((total, { amount }) => total + amount, 0);
    intervals.push(interval(a, b, { gains, losses, used: withoutNoise(lost - expiredAmount, size) }));
    const lossOf = (seen: SeenLot) => losses.find(({ lot }) => lot === seen.lot)?.amount ?? 0;
    // After its expiry the credits of a lot are gone, expired or used: where the amount fell by less than half of them, the
    // service hasn't removed them yet.
    const stillThere = lost < expiring / 2 ? current : [];
    overdue = [...overdue, ...stillThere]
      .map((lot) => ({ ...lot, remaining: lot.remaining - lossOf(lot.seen) }))
      .filter(({ remaining }) => withoutNoise(remaining, size) > 0);
  }
  return topUps.withLateListings(intervals);
}

function talliedInterval(a: Point, b: Point): Interval {
  const { used = 0, toppedUp = 0, expired = 0, adjusted = 0 } = b.tally ?? {};
  const gains = toppedUp > 0 ? [{ amount: toppedUp }] : none;
  const losses = expired > 0 ? [{ amount: expired }] : none;
  return interval(a, b, { gains, losses, used, adjusted, tallied: true });
}

const none: readonly never[] = [];

/** There are many, so each is made at once and all have their parts in the same order. */
function interval(a: Point, b: Point, parts: Partial<Interval>): Interval {
  const { gains = none, losses = none, used = 0, adjusted = 0, tallied = false } = parts;
  return { from: a.until, to: b.at, amount: b.amount, gains, losses, used, adjusted, tallied };
}

function expiredLots(lots: readonly SeenLot[]): readonly ExpiredLot[] {
  return lots.flatMap((seen) => {
    const { pending, expiresAt, remaining } = seen.lot;
    if (pending || expiresAt === undefined || remaining === undefined || !(remaining > 0)) return [];
    return { seen, at: expiresAt, remaining };
  });
}

/** Hands out each item once, by time: all that are due by the time that is asked for. */
function queue<T extends { readonly at: number }>(items: readonly T[]): (time: number) => readonly T[] {
  const sorted = items.toSorted((a, b) => a.at - b.at);
  let next = 0;
  return (time) => {
    const start = next;
    while ((sorted[next]?.at ?? Number.POSITIVE_INFINITY) <= time) next += 1;
    return next > start ? sorted.slice(start, next) : [];
  };
}

/** The part of a fall that expired with these lots: as much as they held and as the amount fell by. */
function lossesOf(lots: readonly ExpiredLot[], fall: number, size: number): readonly Loss[] {
  const losses: Loss[] = [];
  let rest = fall;
  for (const { seen, remaining } of lots) {
    const amount = Math.min(remaining, rest);
    if (amount > 0) losses.push({ amount, lot: seen.lot });
    rest = withoutNoise(rest - amount, size);
  }
  return losses;
}

/** The lots that were removed late. Only whole ones: a smaller fall is more likely to be usage than a part of a lot. */
function wholeLossesOf(lots: readonly ExpiredLot[], fall: number, size: number): readonly Loss[] {
  const losses: Loss[] = [];
  let rest = fall;
  for (const { seen, remaining } of lots) {
    if (!fits(remaining, rest)) continue;
    losses.push({ amount: Math.min(remaining, rest), lot: seen.lot });
    rest = withoutNoise(rest - remaining, size);
  }
  return losses;
}

function fits(amount: number, fall: number): boolean {
  return amount <= fall * (1 + 1e-9);
}
