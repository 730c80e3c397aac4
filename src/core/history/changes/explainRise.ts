import type { Point, SeenLot } from '../series.ts';
import type { Gain } from './intervals.ts';
import { sameAmount, sizeOf, withoutNoise } from './rounding.ts';
import type { TopUpMatcher } from './topUpMatcher.ts';

/** The facts about an interval from which a rise is explained. */
interface Facts {
  readonly a: Point;
  readonly b: Point;
  /** The amount in the lots that expired in it. */
  readonly expiring: number;
  /** The lots that were listed first after `a` and by `b`. */
  readonly added: readonly SeenLot[];
  readonly lots: readonly SeenLot[];
  readonly topUps: TopUpMatcher;
}

/**
 * The gains between two points. New lots explain a rise best; without them, the top-ups that are listed with it do;
 * without those, the rise itself is all that is known.
 */
export function explainRise(facts: Facts): readonly Gain[] {
  const { a, b, expiring, added, lots, topUps } = facts;
  const difference = b.amount - a.amount;
  // The credits in expired lots are gone, so an amount that stayed the same has risen by as much.
  const rise = withoutNoise(difference + expiring, sizeOf(a.amount, b.amount, expiring));
  // The lots of the very first listing were there before.
  const isFirstListing = added.length > 0 && !lots.some(({ since }) => since < b.at);
  const granted = isFirstListing ? [] : gainsFromLots(added, rise, facts);
  if (granted.length > 0) return granted;
  if (rise === 0) return [];
  const toppedUp = topUps.take(rise);
  if (toppedUp.length > 0) return toppedUp;
  if (withoutNoise(difference, sizeOf(a.amount, b.amount)) === 0) return [];
  const lot = added.find((seen) => sameAmount(amountOf(seen), rise))?.lot;
  return [{ amount: rise, lot, topUp: topUps.takeAny() }];
}

function gainsFromLots(added: readonly SeenLot[], rise: number, facts: Facts): readonly Gain[] {
  const { a, b, topUps } = facts;
  const fresh = added.filter(
    (seen) =>
      amountOf(seen) > 0 &&
      (seen.lot.expiresAt === undefined || seen.lot.expiresAt > b.at) &&
      // Nothing is added and used to the last credit: a lot that doesn't move the amount is listed but not counted.
      (rise > 0 || (b.amount !== a.amount && !replacesAnother(seen, facts))),
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

/** Whether a lot may be an earlier one with another expiry or another name. */
function replacesAnother({ lot }: SeenLot, { a, b, lots }: Facts): boolean {
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
