import type { Lot, TopUp } from '../../balance.ts';
import type { Series } from '../record/series.ts';
import { withAdjustments } from './adjustments.ts';
import { type Interval, intervalsOf } from './intervals.ts';

/** One thing that happened to an amount between two readings. Times are milliseconds since 1970. */
export interface Change {
  readonly kind: 'used' | 'toppedUp' | 'expired' | 'adjusted';
  /** In the unit of the series; above 0, but for `adjusted`, which is below 0 where the amount fell by it. */
  readonly amount: number;
  /** It happened after this reading, the last that said the amount before, … */
  readonly from: number;
  /** … and at the latest at this one, the first that said the amount after. */
  readonly to: number;
  /** The purchase that the service lists for it. */
  readonly topUp?: TopUp | undefined;
  /** The lot that came or expired. */
  readonly lot?: Lot | undefined;
}

/**
 * What happened between the points of a series, by time. Pure. What was used and what expired and the last amount are
 * together the first amount, what was topped up and what was adjusted.
 */
export function findChanges(series: Series): readonly Change[] {
  return withAdjustments(intervalsOf(series)).flatMap(changesIn);
}

function changesIn({ from, to, gains, expiries, used, adjusted }: Interval): readonly Change[] {
  const changes: Change[] = [];
  for (const { amount, topUp, lot } of gains) changes.push({ kind: 'toppedUp', amount, from, to, topUp, lot });
  for (const { amount, lot } of expiries) changes.push({ kind: 'expired', amount, from, to, lot });
  if (adjusted !== 0) changes.push({ kind: 'adjusted', amount: adjusted, from, to });
  if (used > 0) changes.push({ kind: 'used', amount: used, from, to });
  return changes;
}
