import { type Change, findChanges } from '../history/changes/changes.ts';
import { changesHidingUsage } from '../history/changes/hiddenUsage.ts';
import type { Series } from '../history/series.ts';
import { computedDecimal, toDecimal } from './decimal.ts';

/** The changes of an amount, in exact billionths of its unit. The signs are those of a tally. */
export interface Movement {
  readonly toppedUp: bigint;
  readonly used: bigint;
  readonly expired: bigint;
  readonly adjusted: bigint;
}

/** A point of a series in exact figures: the amount before and the movement add up to the amount. */
export interface StatementPoint {
  readonly at: number;
  readonly until: number;
  /** In billionths of the unit. */
  readonly amount: bigint;
  /** Since the point before; undefined at the first, before which nothing is known. */
  readonly movement: Movement | undefined;
  /** More was used and topped up than was seen: an automatic recharge hides usage. */
  readonly atLeast: boolean;
}

export const noMovement: Movement = { toppedUp: 0n, used: 0n, expired: 0n, adjusted: 0n };

/** The sum of two movements. */
export function sumOf(a: Movement, b: Movement): Movement {
  return {
    toppedUp: a.toppedUp + b.toppedUp,
    used: a.used + b.used,
    expired: a.expired + b.expired,
    adjusted: a.adjusted + b.adjusted,
  };
}

/** The points of a series with the changes between them. A change counts where it was first seen. */
export function statementPoints(series: Series): readonly StatementPoint[] {
  const changes = findChanges(series).toSorted((a, b) => a.to - b.to);
  const hiding = changesHidingUsage(changes);
  let next = 0;
  return series.points.map(({ at, until, amount: stated }, index) => {
    const amount = toDecimal(stated);
    const before = series.points[index - 1]?.amount;
    if (before === undefined) return { at, until, amount, movement: undefined, atLeast: false };
    const first = next;
    while ((changes[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const size = Math.max(Math.abs(before), Math.abs(stated));
    const own = changes.slice(first, next);
    const movement = movementOf(toDecimal(before), amount, own, size);
    return { at, until, amount, movement, atLeast: own.some((change) => hiding.has(change)) };
  });
}

/** The sum of some changes, in figures that add up to the difference of the two amounts. */
function movementOf(before: bigint, after: bigint, changes: readonly Change[], size: number): Movement {
  const parts = changes.map(({ kind, amount }) => ({ kind, change: computedDecimal(signed(kind, amount), size) }));
  const rest = after - before - parts.reduce((sum, { change }) => sum + change, 0n);
  // The rounding error belongs to a figure that was computed, and that is the one with the most digits.
  const finest = parts.toSorted((a, b) => zerosAtEnd(a.change) - zerosAtEnd(b.change))[0];
  const settled = parts.map((part) => (part === finest ? { ...part, change: part.change + rest } : part));
  const fits = settled.every(({ kind, change }) => kind === 'adjusted' || change * BigInt(signed(kind, 1)) >= 0n);
  if (finest && fits) return movement(settled);
  return movement([...parts, { kind: rest < 0n ? 'used' : 'adjusted', change: rest }]);
}

function movement(parts: readonly { readonly kind: Change['kind']; readonly change: bigint }[]): Movement {
  const sum: Record<Change['kind'], bigint> = { ...noMovement };
  for (const { kind, change } of parts) sum[kind] += kind === 'used' || kind === 'expired' ? -change : change;
  return sum;
}

function signed(kind: Change['kind'], amount: number): number {
  return kind === 'used' || kind === 'expired' ? -amount : amount;
}

function zerosAtEnd(figure: bigint): number {
  return /0*$/.exec(figure.toString())?.[0].length ?? 0;
}
