import { day } from '../../time.ts';
import type { Change } from './changes.ts';

/** Rises are of one size where they are no more than this share smaller than the largest: the rest was used meanwhile. */
const mostUsed = 0.25;
/** So many rises of one size show that an account is recharged automatically, … */
const needed = 3;
/** … if they come within this time of each other. A renewal comes once a month, and to the same amount. */
const near = 35 * day;

/**
 * The top-ups that hide usage: automatic recharges, which the service doesn't list and of which something was used before the
 * next reading. Of those, both what was used and what was topped up is at least what the changes say. Known only where at
 * least three rises of nearly the same size came within 35 days, for those that are smaller than the largest.
 */
export function changesHidingUsage(changes: readonly Change[]): ReadonlySet<Change> {
  const rises = changes.filter(({ kind, topUp, lot }) => kind === 'toppedUp' && !topUp && !lot);
  const size = sizeOf(rises.map(({ amount }) => amount));
  if (size === undefined) return new Set();
  const recharges = rises.filter(({ amount }) => isOf(size, amount));
  return new Set(
    recharges.filter((one, index) => shortOf(size, one.amount) > 1e-9 * size && isOneOfMany(recharges, index)),
  );
}

/** Whether a recharge is one of some in a row that came soon after one another. */
function isOneOfMany(recharges: readonly Change[], index: number): boolean {
  for (let first = index - needed + 1; first <= index; first++) {
    const [a, b] = [recharges[first], recharges[first + needed - 1]];
    if (a && b && b.to - a.to <= near) return true;
  }
  return false;
}

/** The size of which there are the most, if there are enough; the larger of two. */
function sizeOf(amounts: readonly number[]): number | undefined {
  const sorted = amounts.toSorted((a, b) => a - b);
  let [size, most, first] = [0, 0, 0];
  for (const [last, amount] of sorted.entries()) {
    while ((sorted[first] ?? amount) < amount * (1 - mostUsed)) first += 1;
    if (last - first + 1 >= most) [size, most] = [amount, last - first + 1];
  }
  return most >= needed ? size : undefined;
}

/** Whether an amount is one recharge, or several between two readings. */
function isOf(size: number, amount: number): boolean {
  return amount >= size * (1 - mostUsed) && shortOf(size, amount) <= mostUsed * size;
}

/** How much an amount is short of whole recharges. */
function shortOf(size: number, amount: number): number {
  return Math.ceil(amount / size - 1e-9) * size - amount;
}
