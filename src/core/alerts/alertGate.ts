import type { AccountSummary, Summary } from '../summary.ts';
import { minute } from '../time.ts';

/** Summaries come once a minute while the machine is awake: further apart, it slept. In milliseconds. */
const longestGap = 2.5 * minute;
/** How long a window is quiet after a sleep, in milliseconds: the network comes back, and balances are updated. */
const quietAfterSleep = minute;

/**
 * When a window shows nothing: of an account until it was checked since the window opened, and of all accounts in the
 * minute after a sleep. Times are milliseconds since 1970.
 */
export class AlertGate {
  #atOpening: ReadonlyMap<string, number | undefined> | undefined;
  #lastSummaryAt: number | undefined;
  #wokeAt: number | undefined;

  /** Learns from each summary in turn; the first one has what was known when the window opened. */
  follow({ accounts, now }: Summary): void {
    this.#atOpening ??= new Map(accounts.map((summary) => [nameOf(summary), summary.reading?.checkedAt]));
    if (this.#hasSlept(now)) this.#wokeAt = now;
    this.#lastSummaryAt = now;
  }

  /** Whether alerts of this account may be shown. */
  isOpenFor(summary: AccountSummary, now: number): boolean {
    const isQuiet = this.#hasSlept(now) || (this.#wokeAt !== undefined && now - this.#wokeAt < quietAfterSleep);
    return !isQuiet && summary.reading?.checkedAt !== this.#atOpening?.get(nameOf(summary));
  }

  /** A clock that is set back looks like a sleep, and nothing is lost by a quiet minute. */
  #hasSlept(now: number): boolean {
    return this.#lastSummaryAt !== undefined && Math.abs(now - this.#lastSummaryAt) > longestGap;
  }
}

/** An account with a replaced key is another one. */
function nameOf({ account }: AccountSummary): string {
  return `${account.id} ${account.keySetAt}`;
}
