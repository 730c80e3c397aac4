import type { Event } from '../ports.ts';
import type { Reading } from '../reading.ts';
import type { History } from './series.ts';

/** The saved history of each account. */
export interface HistoryStore {
  readonly onDidChange: Event<void>;
  /** False until it has been read: an empty history says nothing before. */
  readonly loaded: boolean;
  /** Reads what other windows may have saved. Never rejects. */
  load(): Promise<void>;
  /** The history of an account, from memory: the same object until a reading says something new. */
  of(accountId: string): History;
  /** Adds a reading at once, with the one before it, and saves it soon where it says something new. */
  add(reading: Reading, previous: Reading | undefined): void;
  /** Resolves when what was added is saved, or could not be and was reported. */
  flush(): Promise<void>;
  /** Deletes the history of these accounts, in every window. Rejects when the disk refuses. */
  delete(accountIds: readonly string[]): Promise<void>;
}
