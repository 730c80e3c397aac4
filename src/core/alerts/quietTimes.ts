import { tickInterval } from '../refresh/refresher.ts';
import type { AccountSummary, Summary } from '../summary.ts';
import { minute } from '../time.ts';

/** How long nothing is told after a sleep, in milliseconds: the network comes back, and numbers are read anew. */
const afterSleep = minute;

/**
 * When a window tells nothing: of an account until something of it was read since the window opened, and of all of them
 * in the minute after a sleep. Times are milliseconds since 1970.
 */
export class QuietTimes {
  #first: ReadonlyMap<string, number | undefined> | undefined;
  #lastTick: number | undefined;
  #wokeAt: number | undefined;

  /** The refresher has ticked. */
  tick(now: number): void {
    if (this.#hasJumped(now)) this.#wokeAt = now;
    this.#lastTick = now;
  }

  /** What was known when the window opened is in the first summary. */
  look({ accounts }: Summary): void {
    this.#first ??= new Map(accounts.map((summary) => [nameOf(summary), summary.reading?.checkedAt]));
  }

  /** Whether nothing may be told at all. */
  isQuiet(now: number): boolean {
    // Before the first tick after a sleep, another window may already have read something.
    return this.#hasJumped(now) || (this.#wokeAt !== undefined && now - this.#wokeAt < afterSleep);
  }

  /** Whether something was read of this account since the window opened. */
  isNew(summary: AccountSummary): boolean {
    return summary.reading?.checkedAt !== this.#first?.get(nameOf(summary));
  }

  #hasJumped(now: number): boolean {
    return this.#lastTick !== undefined && Math.abs(now - this.#lastTick) > 3 * tickInterval;
  }
}

/** A replaced key makes another account of it. */
function nameOf({ account }: AccountSummary): string {
  return `${account.id} ${account.keySetAt}`;
}
