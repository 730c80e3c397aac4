import type { Lot, TopUp } from '../../balance.ts';
import { hour } from '../../time.ts';
import type { Point, SeenLot, Series } from '../record/series.ts';
import { explainRise } from './explainRise.ts';
import { sizeOf, withoutNoise } from './rounding.ts';
import { TopUpMatcher } from './topUpMatcher.ts';

/** A part of what an amount rose by. */
export interface Gain {
  readonly amount: number;
  readonly topUp?: TopUp | undefined;
  readonly lot?: Lot | undefined;
}

/** What was left in a lot when it expired. */
export interface Loss {
  readonly amount: number;
  readonly lot?: Lot | undefined;
}

/** What is known of the time between two neighbouring points; the parts add up to the difference of their amounts. */
export interface Interval {
  /** `Point.until` of the earlier and `Point.at` of the later. */
  readonly from: number;
  readonly to: number;
  readonly gains: readonly Gain[];
  readonly expiries: readonly Loss[];
  /** At least 0. */
  readonly used: number;
  /** Above 0 where the amount rose by it. */
  readonly adjusted: number;
  /** Told by a tally: what it says is not judged again. */
  readonly tallied: boolean;
}

/** A service may take a lot away by a job in the night, and may say of the expiry no more than its date. */
const latestExpiry = 36 * hour;

/** A lot that held credits when it expired. */
interface Expiry {
  readonly seen: SeenLot;
  readonly at: number;
  readonly held: number;
}

/** What happened between each two neighbouring points, before it is judged what the service took back. */
export function intervalsOf(series: Series): readonly Interval[] {
  const comeBy = queue(series.lots.filter(({ lot }) => !lot.pending).map((seen) => ({ seen, at: seen.since })));
  const expiredBy = queue(expiriesOf(series.lots));
  const topUps = new TopUpMatcher(series.topUps);
  const intervals: Interval[] = [];
  /** Lots that have expired and are still in the amount. */
  let late: readonly Expiry[] = [];
  for (const [index, b] of series.points.entries()) {
    const a = series.points[index - 1];
    const came = comeBy(b.at);
    const expiring = expiredBy(b.at);
    if (a === undefined) continue;
    topUps.list(a.until, b.at);
    if (b.tally) {
      topUps.forget();
      late = [];
      intervals.push(talliedInterval(a, b));
      continue;
    }
    const down = a.amount - b.amount;
    if (down >= 0 && came.length + expiring.length === 0 && !late.some(({ held }) => isWithin(held, down))) {
      // By far the most intervals: nothing can have come in, for a fall without a lot that came or went is use.
      intervals.push({ ...plainInterval(a, b), used: withoutNoise(down, sizeOf(a.amount, b.amount)) });
      continue;
    }
    // One that the service had ceased to list held nothing any more, whatever it held when it was listed last.
    const due = expiring.filter(({ seen, at }) => at > a.until && seen.since <= a.until && seen.until >= a.at);
    const held = due.reduce((total, expiry) => total + expiry.held, 0);
    const gains = explainRise({ a, b, held, came: came.map(({ seen }) => seen), lots: series.lots, topUps });
    const gained = gains.reduce((total, { amount }) => total + amount, 0);
    const size = sizeOf(a.amount, b.amount, gained);
    const fall = withoutNoise(a.amount + gained - b.amount, size);
    late = late.filter(({ at }) => b.at - at <= latestExpiry);
    const expiries = due.length > 0 ? expiriesIn(due, fall, size) : wholeExpiriesIn(late, fall, size);
    const expired = expiries.reduce((total, { amount }) => total + amount, 0);
    intervals.push({ ...plainInterval(a, b), gains, expiries, used: withoutNoise(fall - expired, size) });
    const taken = (seen: SeenLot) => expiries.find(({ lot }) => lot === seen.lot)?.amount ?? 0;
    // After its expiry the credits of a lot are gone, expired or used: where the amount fell by less than half of them, the
    // service has not taken them away yet.
    const kept = fall < held / 2 ? due : [];
    late = [...late, ...kept]
      .map((expiry) => ({ ...expiry, held: expiry.held - taken(expiry.seen) }))
      .filter((expiry) => withoutNoise(expiry.held, size) > 0);
  }
  return topUps.attachedLate(intervals);
}

function talliedInterval(a: Point, b: Point): Interval {
  const { used = 0, toppedUp = 0, expired = 0, adjusted = 0 } = b.tally ?? {};
  const [gains, expiries] = [toppedUp > 0 ? [{ amount: toppedUp }] : [], expired > 0 ? [{ amount: expired }] : []];
  return { from: a.until, to: b.at, gains, expiries, used, adjusted, tallied: true };
}

function plainInterval(a: Point, b: Point): Interval {
  return { from: a.until, to: b.at, gains: [], expiries: [], used: 0, adjusted: 0, tallied: false };
}

function expiriesOf(lots: readonly SeenLot[]): readonly Expiry[] {
  return lots.flatMap((seen) => {
    const { pending, expiresAt, remaining } = seen.lot;
    if (pending || expiresAt === undefined || remaining === undefined || !(remaining > 0)) return [];
    return { seen, at: expiresAt, held: remaining };
  });
}

/** Gives what is due at a time, each once, by time. */
function queue<T extends { readonly at: number }>(items: readonly T[]): (time: number) => readonly T[] {
  const sorted = items.toSorted((a, b) => a.at - b.at);
  let next = 0;
  return (time) => {
    const start = next;
    while ((sorted[next]?.at ?? Number.POSITIVE_INFINITY) <= time) next += 1;
    return next > start ? sorted.slice(start, next) : [];
  };
}

/** What expired of a fall at the expiry of these lots: as much as they held and as the amount fell by. */
function expiriesIn(due: readonly Expiry[], fall: number, size: number): readonly Loss[] {
  const expiries: Loss[] = [];
  let rest = fall;
  for (const { seen, held } of due) {
    const amount = Math.min(held, rest);
    if (amount > 0) expiries.push({ amount, lot: seen.lot });
    rest = withoutNoise(rest - amount, size);
  }
  return expiries;
}

/** What expired late. Whole lots alone: a smaller fall after an expiry is likelier to be use than a part of a lot. */
function wholeExpiriesIn(late: readonly Expiry[], fall: number, size: number): readonly Loss[] {
  const expiries: Loss[] = [];
  let rest = fall;
  for (const { seen, held } of late) {
    if (!isWithin(held, rest)) continue;
    expiries.push({ amount: Math.min(held, rest), lot: seen.lot });
    rest = withoutNoise(rest - held, size);
  }
  return expiries;
}

function isWithin(held: number, fall: number): boolean {
  return held <= fall * (1 + 1e-9);
}
