import type { Tally } from '../../../src/core/history/series.ts';
import type { AccountChange, ProviderId } from './account.ts';
import type { ScenarioName } from './scenarios.ts';

/** What goes on at one account over time. The same time always gives the same. Times are milliseconds since 1970. */
export interface Story {
  readonly provider: ProviderId;
  /** The account at which it is played where no other is named. */
  readonly account: ScenarioName;
  /** What goes on, for a person who picks one from the list. */
  readonly describes: string;
  /** What the account has at this time. */
  at(time: number): AccountChange;
  /** The credits that the service says are left at this time. */
  left(time: number): number;
  /** The truth, which no service says: what went on after `from` and up to `to`. */
  happened(from: number, to: number): Tally;
}
