import type { Lot, TopUp } from '../../balance.ts';
import type { Series } from '../series.ts';
import { withAdjustments } from './adjustments.ts';
import { intervalsOf } from './intervals.ts';

/** One change of an amount between two readings. Times are milliseconds since 1970. */
export interface Change {
  readonly kind: 'used' | 'toppedUp' | 'expired' | 'adjusted';
  /** In the unit of the series, finite and above 0; `adjusted` is below 0 where the amount fell. */
  readonly amount: number;
  /** It happened after this reading, the last that stated the amount before, … */
  readonly from: number;
  /** … and not after this one, the first that stated the amount after. */
  readonly to: number;
  /** The purchase that the service lists for it. */
  readonly topUp?: TopUp | undefined;
  /** The lot that was added or expired. */
  readonly lot?: Lot | undefined;
}

/**
 * The changes between the points of a series, by time. Pure. The first amount with what was topped up and adjusted is as
 * much as what was used, what expired and the last amount together.
 */
export function findChanges(series: Series): readonly Change[] {
  const changes: Change[] = [];
  const add = (change: Change) => {
    if (Number.isFinite(change.amount)) changes.push(change);
  };
  for (const { from, to, gains, losses, used, adjusted } of withAdjustments(intervalsOf(series))) {
    for (const { amount, topUp, lot } of gains) add({ kind: 'toppedUp', amount, from, to, topUp, lot });
    for (const { amount, lot } of losses) add({ kind: 'expired', amount, from, to, lot });
    if (adjusted !== 0) add({ kind: 'adjusted', amount: adjusted, from, to });
    if (used > 0) add({ kind: 'used', amount: used, from, to });
  }
  return changes;
}
