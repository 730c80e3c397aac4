import type { Change } from '../history/change.ts';
import { changesOf } from '../history/changesOf.ts';
import type { Series } from '../history/series.ts';
import { reckonedBillionths, toBillionths } from './billionths.ts';

/** What happened to an amount, in billionths of its unit, exact. The signs are those of a tally. */
export interface Movement {
  readonly bought: bigint;
  readonly used: bigint;
  readonly lapsed: bigint;
  readonly corrected: bigint;
}

/** A point of a series in exact figures: the amount before and the movement add up to the amount. */
export interface Step {
  readonly at: number;
  readonly until: number;
  /** In billionths of the unit. */
  readonly amount: bigint;
  /** Since the point before; undefined at the first, before which nothing is known. */
  readonly movement: Movement | undefined;
}

export const noMovement: Movement = { bought: 0n, used: 0n, lapsed: 0n, corrected: 0n };

/** Both together. */
export function sumOf(a: Movement, b: Movement): Movement {
  return {
    bought: a.bought + b.bought,
    used: a.used + b.used,
    lapsed: a.lapsed + b.lapsed,
    corrected: a.corrected + b.corrected,
  };
}

/** The points of a series with what happened between them. A change counts where it was first seen. */
export function stepsOf(series: Series): readonly Step[] {
  const changes = changesOf(series).toSorted((a, b) => a.to - b.to);
  let taken = 0;
  return series.points.map(({ at, until, amount: read }, index) => {
    const amount = toBillionths(read);
    const before = series.points[index - 1]?.amount;
    if (before === undefined) return { at, until, amount, movement: undefined };
    const from = taken;
    while ((changes[taken]?.to ?? Number.POSITIVE_INFINITY) <= at) taken += 1;
    const size = Math.max(Math.abs(before), Math.abs(read));
    return { at, until, amount, movement: movementOf(toBillionths(before), amount, changes.slice(from, taken), size) };
  });
}

/** What the changes come to, as figures that add up to the difference of the two amounts. */
function movementOf(before: bigint, after: bigint, changes: readonly Change[], size: number): Movement {
  const parts = changes.map(({ kind, amount }) => ({ kind, change: reckonedBillionths(signed(kind, amount), size) }));
  const rest = after - before - parts.reduce((sum, { change }) => sum + change, 0n);
  // What rounding has left belongs to a figure that was reckoned, and that is the one with the most digits.
  const finest = parts.toSorted((a, b) => zerosAtEnd(a.change) - zerosAtEnd(b.change))[0];
  const settled = parts.map((part) => (part === finest ? { ...part, change: part.change + rest } : part));
  const fits = settled.every(({ kind, change }) => kind === 'corrected' || change * BigInt(signed(kind, 1)) >= 0n);
  if (finest && fits) return movement(settled);
  return movement([...parts, { kind: rest < 0n ? 'used' : 'corrected', change: rest }]);
}

function movement(parts: readonly { readonly kind: Change['kind']; readonly change: bigint }[]): Movement {
  return parts.reduce((sum, { kind, change }) => sumOf(sum, movementBy(kind, change)), noMovement);
}

function movementBy(kind: Change['kind'], change: bigint): Movement {
  switch (kind) {
    case 'used':
      return { ...noMovement, used: -change };
    case 'lapsed':
      return { ...noMovement, lapsed: -change };
    case 'toppedUp':
      return { ...noMovement, bought: change };
    case 'corrected':
      return { ...noMovement, corrected: change };
  }
}

function signed(kind: Change['kind'], amount: number): number {
  return kind === 'used' || kind === 'lapsed' ? -amount : amount;
}

function zerosAtEnd(figure: bigint): number {
  return /0*$/.exec(figure.toString())?.[0].length ?? 0;
}
