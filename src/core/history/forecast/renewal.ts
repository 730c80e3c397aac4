import type { Lot, Plan, Pool } from '../../balance.ts';
import { day } from '../../time.ts';
import { type History, inPresentUnit } from '../series.ts';
import { renewingLot } from './renewingLot.ts';
import { renewingRise } from './renewingRise.ts';
import { latestRenewal, type Rhythm } from './rhythm.ts';
import { risesOf } from './rises.ts';

/** When a pool is filled again, and to how much. Stated by the service, or seen to recur, which is never certain. */
export interface Renewal {
  /** In milliseconds since 1970. A seen one that is due today may be a little before the reading. */
  readonly at: number;
  readonly source: 'stated' | 'seen';
  /** How often it recurs, as far as it was seen. */
  readonly every?: Rhythm | undefined;
  /** What the pool is filled up to; undefined where it isn't known, or where credits are added to what is left. */
  readonly amount?: number | undefined;
  /** What is added to what is left, where the pool isn't filled up to an amount. */
  readonly adds?: number | undefined;
  /** The lot that expires then and is followed by an equal one: what `adds` is in. */
  readonly lot?: Lot | undefined;
}

/** A renewal that was expected, because it had been seen to recur or was stated, and didn't come. */
export type MissedRenewal = Pick<Renewal, 'at' | 'source' | 'every'>;

/** What is known of the next renewal of a pool: at most one of the two. */
export interface Renewals {
  readonly expected?: Renewal | undefined;
  readonly missed?: MissedRenewal | undefined;
}

/** For how long it is said that one didn't come. */
const missedFor = 7 * day;

/**
 * The next renewal of a pool as of a reading: the one that the service states, else one that was seen to recur, by its
 * lots, by its rises, or by a rise on the date of the plan. Pure.
 */
export function renewalOf(pool: Pool, history: History, plan: Plan | undefined, now: number): Renewals {
  const stated = statedRenewal(pool, now);
  const seen = seenRenewal(history, plan, now);
  if (!stated) {
    const { renewsAt } = pool;
    const isOver = renewsAt !== undefined && !seen.expected && now - renewsAt <= missedFor;
    return isOver ? { missed: { at: renewsAt, source: 'stated' } } : seen;
  }
  const same = seen.expected && Math.abs(seen.expected.at - stated.at) <= 2 * day ? seen.expected : undefined;
  const brings = stated.amount === undefined ? { amount: same?.amount, adds: same?.adds, lot: same?.lot } : {};
  return { expected: { ...stated, ...brings, every: same?.every } };
}

/** The renewal that the service states, unless its time is over. */
export function statedRenewal({ renewsAt, allowance }: Pool, now: number): Renewal | undefined {
  if (renewsAt === undefined || now - renewsAt > latestRenewal) return undefined;
  return { at: renewsAt, source: 'stated', amount: allowance };
}

function seenRenewal(history: History, plan: Plan | undefined, now: number): Renewals {
  const present = inPresentUnit(history);
  const byLot = renewingLot(
    present.flatMap(({ lots }) => lots),
    now,
  );
  if (byLot.expected) return byLot;
  const byRise = renewingRise(risesOf(present), (time) => amountAt(present, time), plan, now);
  const { missed = byRise.missed } = byLot;
  // The rises came with the lots: where no other lot comes, no other rise will.
  const isMissed = byRise.expected && byLot.missed && Math.abs(byRise.expected.at - byLot.missed.at) <= 2 * day;
  const found = byRise.expected && !isMissed ? byRise : { missed };
  return found.missed && now - found.missed.at > missedFor ? {} : found;
}

/** The amount that was stated last by then. */
function amountAt(history: History, time: number): number | undefined {
  const points = history.findLast((series) => (series.points[0]?.at ?? time) < time)?.points ?? [];
  return points.findLast(({ at }) => at <= time)?.amount;
}
