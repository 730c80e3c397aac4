import type { Event } from '../ports.ts';
import type { Reading } from '../reading.ts';
import type { History } from './record/series.ts';

/** The history of each account as kept. */
export interface HistoryStore {
  readonly onDidChange: Event<void>;
  /** Whether it has been read: before that, an empty history says nothing. */
  readonly loaded: boolean;
  /** Reads what another window may have kept. Never rejects. */
  load(): Promise<void>;
  /** What is known of the account so far, from memory. */
  of(accountId: string): History;
  /** Takes a reading in at once, with the one before it, and keeps it soon where it says something new. */
  add(reading: Reading, previous: Reading | undefined): void;
  /** Resolves when what was added is kept, or could not be and was reported. */
  flush(): Promise<void>;
  /** Forgets these accounts, in every window. Rejects when the disk refuses. */
  delete(accountIds: readonly string[]): Promise<void>;
}
