/** How fast an amount is used, reckoned from use alone with idle time counted. In the account's unit, for 24 hours. */
export interface Burn {
  readonly perDay: number;
  /** The true pace is between these two in about four cases of five. */
  readonly low: number;
  readonly high: number;
  /** How far apart the two are, in a word. */
  readonly sureness: 'sure' | 'fair' | 'rough';
  /** The window that it was reckoned from, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}
