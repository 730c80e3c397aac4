import type { Account } from './account.ts';
import type { ProviderId } from './providerId.ts';

/** What an account is opened with; `now` is in milliseconds since the epoch. */
export interface Opening {
  readonly name: string;
  readonly key: string;
  readonly now: number;
}

/** A key to type, and the documented answer that it gets. */
export interface Scenario {
  readonly provider: ProviderId;
  readonly key: string;
  /** What the key does, for a person who picks one from the list. */
  readonly describes: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Opens the account behind the key; a key without one is unknown to the service. */
  readonly open?: (opening: Opening) => Account;
}
