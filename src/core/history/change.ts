import type { Lot, TopUp } from '../balance.ts';

/** One thing that happened to an amount between two readings. Times are milliseconds since 1970. */
export interface Change {
  readonly kind: 'used' | 'toppedUp' | 'lapsed' | 'corrected';
  /** In the unit of the series; above 0, but for `corrected`, which is below 0 where the amount fell by it. */
  readonly amount: number;
  /** It happened after this reading, the last that said the amount before, … */
  readonly from: number;
  /** … and at the latest at this one, the first that said the amount after. */
  readonly to: number;
  /** The purchase that the service lists for it. */
  readonly topUp?: TopUp | undefined;
  /** The lot that came or lapsed. */
  readonly lot?: Lot | undefined;
}
