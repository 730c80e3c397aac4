import { type Change, findChanges } from '../history/changes/changes.ts';
import type { Series } from '../history/record/series.ts';
import { computedDecimal, toDecimal } from './decimal.ts';

/** What happened to an amount, in billionths of its unit, exact. The signs are those of a tally. */
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
}

export const noMovement: Movement = { toppedUp: 0n, used: 0n, expired: 0n, adjusted: 0n };

/** Both together. */
export function sumOf(a: Movement, b: Movement): Movement {
  return {
    toppedUp: a.toppedUp + b.toppedUp,
    used: a.used + b.used,
    expired: a.expired + b.expired,
    adjusted: a.adjusted + b.adjusted,
  };
}

/** The points of a series with what happened between them. A change counts where it was first seen. */
export function statementPoints(series: Series): readonly StatementPoint[] {
  const changes = findChanges(series).toSorted((a, b) => a.to - b.to);
  let taken = 0;
  return series.points.map(({ at, until, amount: read }, index) => {
    const amount = toDecimal(read);
    const before = series.points[index - 1]?.amount;
    if (before === undefined) return { at, until, amount, movement: undefined };
    const from = taken;
    while ((changes[taken]?.to ?? Number.POSITIVE_INFINITY) <= at) taken += 1;
    const size = Math.max(Math.abs(before), Math.abs(read));
    return { at, until, amount, movement: movementOf(toDecimal(before), amount, changes.slice(from, taken), size) };
  });
}

/** What the changes come to, as figures that add up to the difference of the two amounts. */
function movementOf(before: bigint, after: bigint, changes: readonly Change[], size: number): Movement {
  const parts = changes.map(({ kind, amount }) => ({ kind, change: computedDecimal(signed(kind, amount), size) }));
  const rest = after - before - parts.reduce((sum, { change }) => sum + change, 0n);
  // What rounding has left belongs to a figure that was reckoned, and that is the one with the most digits.
  const finest = parts.toSorted((a, b) => zerosAtEnd(a.change) - zerosAtEnd(b.change))[0];
  const settled = parts.map((part) => (part === finest ? { ...part, change: part.change + rest } : part));
  const fits = settled.every(({ kind, change }) => kind === 'adjusted' || change * BigInt(signed(kind, 1)) >= 0n);
  if (finest && fits) return movement(settled);
  return movement([...parts, { kind: rest < 0n ? 'used' : 'adjusted', change: rest }]);
}

function movement(parts: readonly { readonly kind: Change['kind']; readonly change: bigint }[]): Movement {
  return parts.reduce((sum, { kind, change }) => sumOf(sum, movementBy(kind, change)), noMovement);
}

function movementBy(kind: Change['kind'], change: bigint): Movement {
  switch (kind) {
    case 'used':
      return { ...noMovement, used: -change };
    case 'expired':
      return { ...noMovement, expired: -change };
    case 'toppedUp':
      return { ...noMovement, toppedUp: change };
    case 'adjusted':
      return { ...noMovement, adjusted: change };
  }
}

function signed(kind: Change['kind'], amount: number): number {
  return kind === 'used' || kind === 'expired' ? -amount : amount;
}

function zerosAtEnd(figure: bigint): number {
  return /0*$/.exec(figure.toString())?.[0].length ?? 0;
}
