import type { AlertKind } from './alertKind.ts';

/** What is remembered of alerts across windows and restarts. An account has one entry at most. */
export type AlertMemory = readonly AccountMemory[];

/** Of one account with one key. Times are milliseconds since 1970. */
export interface AccountMemory {
  readonly accountId: string;
  /** `Account.keySetAt`. */
  readonly keySetAt: number;
  /** `Reading.checkedAt` of the reading that changed something here last: older ones have nothing to say. */
  readonly at: number;
  /** The kinds whose first state was taken as it was, without an alert. What crosses from then on is news. */
  readonly kinds: readonly AlertKind[];
  /** Whether the last known amount was above 0. */
  readonly positive?: boolean | undefined;
  /** `Reading.balanceAt` of a reading that fell to 0 and that no other has confirmed yet. */
  readonly doubt?: number | undefined;
  /** Those that differ from an armed watch that nobody has snoozed. */
  readonly watches: readonly WatchMemory[];
}

/** Of one watch. */
export interface WatchMemory {
  readonly watch: string;
  /** False: it was told of and has not recovered since. */
  readonly armed: boolean;
  /** `Reading.checkedAt` of the reading that disarmed it. */
  readonly at: number;
  /** Not to be told before this time. */
  readonly snoozedUntil?: number | undefined;
}
