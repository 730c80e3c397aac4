import type { Alert } from './alert.ts';
import type { AlertKind } from './alertKind.ts';

/**
 * How the watches of an account stand at one moment. A watch of one of `kinds` that is neither crossed nor between has
 * recovered; of the other kinds nothing can be said, and what is remembered of them stays. Times are milliseconds
 * since 1970.
 */
export interface Observation {
  readonly accountId: string;
  /** `Account.keySetAt`. */
  readonly keySetAt: number;
  /** When the check that it goes by ended; undefined when it goes by none. */
  readonly checkedAt: number | undefined;
  /** The amount, if it is fresh and known, with the time of its reading. */
  readonly amount: { readonly value: number; readonly at: number } | undefined;
  /** What can be said something of. */
  readonly kinds: readonly AlertKind[];
  readonly crossed: readonly Alert[];
  /** Watches on this side of their limit, but not yet far enough from it to be armed again. */
  readonly between: readonly string[];
}
