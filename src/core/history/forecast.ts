import type { Lot } from '../balance.ts';

/** What is still left in a lot when it expires, if the pace stays. */
export interface Lapse {
  readonly lot: Lot;
  readonly amount: number;
  /** `Lot.expiresAt`. */
  readonly at: number;
}

/** When an amount runs out if the pace stays, lots that expire on the way counted. Milliseconds since 1970. */
export interface Forecast {
  /** Undefined: not within ten years. */
  readonly emptyAt?: number | undefined;
  /** At the high end of the pace, … */
  readonly earliest?: number | undefined;
  /** … and at its low end; undefined: not within ten years. */
  readonly latest?: number | undefined;
  /** By date; lots that are used up before they expire are not among them. */
  readonly lapses: readonly Lapse[];
}
