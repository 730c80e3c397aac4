import type { Lot, TopUp } from '../balance.ts';

/** A part of what an amount rose by. */
export interface Gain {
  readonly amount: number;
  readonly topUp?: TopUp | undefined;
  readonly lot?: Lot | undefined;
}

/** What was left in a lot when it expired. */
export interface Loss {
  readonly amount: number;
  readonly lot?: Lot | undefined;
}

/** What is known of the time between two neighbouring points; the parts add up to the difference of their amounts. */
export interface Step {
  /** `Point.until` of the earlier and `Point.at` of the later. */
  readonly from: number;
  readonly to: number;
  readonly gains: readonly Gain[];
  readonly lapses: readonly Loss[];
  /** At least 0. */
  readonly used: number;
  /** Above 0 where the amount rose by it. */
  readonly corrected: number;
  /** Told by a tally: what it says is not judged again. */
  readonly tallied: boolean;
}
