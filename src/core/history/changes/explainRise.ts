import type { Point, SeenLot } from '../record/series.ts';
import type { Gain } from './intervals.ts';
import { sameAmount, sizeOf, withoutNoise } from './rounding.ts';
import type { TopUpMatcher } from './topUpMatcher.ts';

/** What is known of a interval when it is asked what came in. */
interface Between {
  readonly a: Point;
  readonly b: Point;
  /** What was in the lots that expired between. */
  readonly held: number;
  /** The lots that were listed first after `a` and by `b`. */
  readonly came: readonly SeenLot[];
  readonly lots: readonly SeenLot[];
  readonly topUps: TopUpMatcher;
}

/**
 * What came in between two points. New lots say it best; without one, a rise is told by the top-ups that are listed with
 * it; without those, the rise itself is all that is known.
 */
export function explainRise(between: Between): readonly Gain[] {
  const { a, b, held, came, lots, topUps } = between;
  const delta = b.amount - a.amount;
  // What was in lots that expired is gone, so that an amount which stayed the same has risen by as much.
  const rise = withoutNoise(delta + held, sizeOf(a.amount, b.amount, held));
  // The lots of the first listing of all were there before.
  const isFirst = came.length > 0 && !lots.some(({ since }) => since < b.at);
  const granted = isFirst ? [] : grantedBy(came, rise, between);
  if (granted.length > 0) return granted;
  if (rise === 0) return [];
  const toppedUp = topUps.take(rise);
  if (toppedUp.length > 0) return toppedUp;
  if (withoutNoise(delta, sizeOf(a.amount, b.amount)) === 0) return [];
  const lot = came.find((seen) => sameAmount(amountOf(seen), rise))?.lot;
  return [{ amount: rise, lot, topUp: topUps.takeAny() }];
}

function grantedBy(came: readonly SeenLot[], rise: number, between: Between): readonly Gain[] {
  const { a, b, topUps } = between;
  const fresh = came.filter(
    (seen) =>
      amountOf(seen) > 0 &&
      (seen.lot.expiresAt === undefined || seen.lot.expiresAt > b.at) &&
      // Nothing has come in and gone to the last credit: a lot that moves no amount is listed and not counted.
      (rise > 0 || (b.amount !== a.amount && !isAnotherAgain(seen, between))),
  );
  if (fresh.length === 0) return [];
  const gains = fresh.map((seen): Gain => {
    const amount = amountOf(seen);
    return { amount, lot: seen.lot, topUp: topUps.takeEqual(amount) };
  });
  const granted = gains.reduce((total, { amount }) => total + amount, 0);
  const more = withoutNoise(b.amount - a.amount - granted, sizeOf(a.amount, b.amount, granted));
  return more > 0 ? [...gains, { amount: more, topUp: topUps.takeEqual(more) }] : gains;
}

/** A lot whose expiry was moved or whose kind was renamed looks like a new one, and another is gone without a trace. */
function isAnotherAgain({ lot }: SeenLot, { a, b, lots }: Between): boolean {
  return lots.some(
    (other) =>
      !other.lot.pending &&
      other.until >= a.at &&
      other.until <= a.until &&
      other.lot.allocated === lot.allocated &&
      (other.lot.expiresAt === undefined || other.lot.expiresAt > b.at),
  );
}

function amountOf({ lot }: SeenLot): number {
  return lot.allocated ?? lot.remaining ?? 0;
}
