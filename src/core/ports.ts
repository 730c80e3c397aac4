import type { Account } from './account.ts';
import type { KeyBinding, StoredKey } from './keyBinding.ts';
import type { Reading } from './reading.ts';

/** Ends something: a timer, a listener, a watcher. */
export interface Disposable {
  dispose(): void;
}

/** Registers a listener, and ends it by what it returns. The same form as VS Code's. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The part of an HTTP answer that is read. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): HttpBodyReader } | null;
}

export interface HttpBodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** The part of `fetch` that is used: GET, redirects kept, cancellable. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'GET';
    readonly headers: Readonly<Record<string, string>>;
    readonly redirect: 'manual';
    readonly credentials: 'omit';
    readonly cache: 'no-store';
    readonly signal: AbortSignal;
  },
) => Promise<HttpResponse>;

/** Time, and one way to be called later. */
export interface Clock {
  /** Milliseconds since 1970, by the machine's clock: it can jump. */
  now(): number;
  /** Calls once after this many milliseconds, unless disposed before. */
  after(milliseconds: number, call: () => void): Disposable;
}

/** The keys, one per account id. Every method may reject: a keyring can be locked or gone. */
export interface Keys {
  /** An account id whose key may have changed, here or in another window. It may fire twice, or not at all. */
  readonly onDidChange: Event<string>;
  get(accountId: string): Promise<StoredKey | undefined>;
  /** Saves a key with where it may be sent. Never leaves the key without that. */
  set(accountId: string, key: string, binding: KeyBinding): Promise<void>;
  /** Saves where the key that is already there may be sent. It counts for this key alone. */
  bind(accountId: string, key: string, binding: KeyBinding): Promise<void>;
  delete(accountId: string): Promise<void>;
  /** The account ids of the saved keys, those of accounts that are no longer listed too. */
  ids(): Promise<readonly string[]>;
}

/** Tells keys apart without keeping them: salted, so that equal keys do not look equal. */
export interface Fingerprints {
  of(key: string): string;
  matches(fingerprint: string, key: string): boolean;
}

/** The right to do something that only one window may do at a time. */
export interface Lock {
  release(): Promise<void>;
}

/** Locks that windows share, by name. */
export interface Locks {
  /** The lock with this name; undefined while another holds it. Never rejects. */
  tryAcquire(name: string): Promise<Lock | undefined>;
  /** Waits for the lock with this name; undefined once the signal aborts. Never rejects. */
  acquire(name: string, signal: AbortSignal): Promise<Lock | undefined>;
}

/**
 * Makes another list of the one that is saved now; the same one stands for no change. `otherIds` are those of accounts that
 * a newer version has added and this one doesn't understand.
 */
export type AccountsEdit = (
  accounts: readonly Account[],
  otherIds: ReadonlySet<string>,
) => readonly Account[] | Promise<readonly Account[]>;

/** The list of accounts as kept. `all` is what is known so far. */
export interface AccountStore {
  readonly onDidChange: Event<void>;
  /** Reads what another window may have kept. Never rejects. */
  load(): Promise<void>;
  all(): readonly Account[];
  /** Reads, edits and keeps in one step, while no other window changes the list. Rejects with nothing changed. */
  change(edit: AccountsEdit): Promise<void>;
  /** The person has dealt with the loss of a list that was unreadable: no window reports it any more. Rejects as `change`. */
  settleLostLists(): Promise<void>;
}

/** A reading of this window, and the one whose place it took, whoever read that. */
export interface Put {
  readonly reading: Reading;
  readonly previous: Reading | undefined;
}

/** The last reading of each account as kept, by account id. The newer of two readings of one key always wins. */
export interface ReadingStore {
  readonly onDidChange: Event<void>;
  /** What `put` has taken in; not what other windows have kept. Before `onDidChange`. */
  readonly onDidPut: Event<Put>;
  /** Reads what another window may have kept. Never rejects. */
  load(): Promise<void>;
  all(): ReadonlyMap<string, Reading>;
  /** Takes a reading in at once and keeps it soon; `flush` waits until it is kept. */
  put(reading: Reading): void;
  flush(): Promise<void>;
}

/** Where lines for support go. Callers pass ids, kinds and figures: no key, no text from a server. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
}

/** A setting as a value that changes. */
export interface Setting<T> {
  readonly value: T;
  readonly onDidChange: Event<T>;
}
