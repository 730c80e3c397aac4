import type { Account } from '../../../src/core/account.ts';
import type { AlertState } from '../../../src/core/alerts/alertState.ts';
import type { AlertStore } from '../../../src/core/alerts/alertStore.ts';
import { Emitter } from '../../../src/core/emitter.ts';
import { StorageError } from '../../../src/core/errors.ts';
import type { HistoryStore } from '../../../src/core/history/historyStore.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { AccountStore, AccountsEdit, Lock, Locks, Log, Put, ReadingStore } from '../../../src/core/ports.ts';
import type { Reading } from '../../../src/core/reading.ts';

/** A list of accounts in memory, on a disk that can be made to refuse. */
export class MemoryAccounts implements AccountStore {
  #accounts: readonly Account[];
  #refuses: 'read' | 'keep' | undefined;
  readonly #changed = new Emitter<void>();

  /** Lists that were set aside and that the person has not dealt with. */
  lostLists = 0;
  /** The ids of accounts that only a newer version understands. */
  otherIds: ReadonlySet<string> = new Set();

  readonly onDidChange = this.#changed.event;

  constructor(accounts: readonly Account[] = []) {
    this.#accounts = accounts;
  }

  /** From now on a change fails: before it is made of what is kept, or after that. */
  refuse(what: 'read' | 'keep' = 'keep'): void {
    this.#refuses = what;
  }

  async load(): Promise<void> {}

  all(): readonly Account[] {
    return this.#accounts;
  }

  async change(edit: AccountsEdit): Promise<void> {
    if (this.#refuses === 'read') throw new StorageError('EACCES');
    const accounts = await edit(this.#accounts, this.otherIds);
    if (this.#refuses === 'keep') throw new StorageError('ENOSPC');
    this.#accounts = accounts;
    this.#changed.fire();
  }

  async settleLostLists(): Promise<void> {
    await this.change((accounts) => accounts);
    this.lostLists = 0;
  }
}

/** The readings in memory alone. The last one that is put wins. */
export class MemoryReadings implements ReadingStore {
  readonly #readings = new Map<string, Reading>();
  readonly #changed = new Emitter<void>();
  readonly #didPut = new Emitter<Put>();

  readonly onDidChange = this.#changed.event;
  readonly onDidPut = this.#didPut.event;

  async load(): Promise<void> {}

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  put(reading: Reading): void {
    const previous = this.#readings.get(reading.accountId);
    this.#readings.set(reading.accountId, reading);
    this.#didPut.fire({ reading, previous });
    this.#changed.fire();
  }

  async flush(): Promise<void> {}
}

/** The histories in memory alone, on a disk that can be made to refuse to forget them. */
export class MemoryHistory implements HistoryStore {
  readonly #histories: Map<string, History>;
  readonly #changed = new Emitter<void>();
  #refuses = false;

  readonly onDidChange = this.#changed.event;
  readonly loaded = true;

  constructor(histories: Readonly<Record<string, History>> = {}) {
    this.#histories = new Map(Object.entries(histories));
  }

  /** From now on nothing is forgotten. */
  refuse(): void {
    this.#refuses = true;
  }

  async load(): Promise<void> {}

  of(accountId: string): History {
    return this.#histories.get(accountId) ?? [];
  }

  add(reading: Reading, previous: Reading | undefined): void {
    const { accountId, checkedAt } = reading;
    this.#histories.set(accountId, addReading(this.of(accountId), reading, previous, checkedAt));
    this.#changed.fire();
  }

  async flush(): Promise<void> {}

  async delete(accountIds: readonly string[]): Promise<void> {
    if (this.#refuses) throw new Error('The disk does not forget.');
    for (const id of accountIds) this.#histories.delete(id);
    this.#changed.fire();
  }
}

/** The state of alerts, in memory alone, as JSON as it would be on disk. Windows can share it. */
export class MemoryAlerts implements AlertStore {
  #text = '[]';
  #state: AlertState = [];
  /** How often it was taken to be edited. */
  changes = 0;
  /** Another window has it and does not let go. */
  isHeld = false;

  get state(): AlertState {
    return this.#state;
  }

  /** Another window has saved this. */
  savedElsewhere(state: AlertState): void {
    this.#text = JSON.stringify(state);
  }

  async load(): Promise<void> {
    if (JSON.stringify(this.#state) !== this.#text) this.#state = JSON.parse(this.#text);
  }

  async change(edit: (state: AlertState) => AlertState): Promise<boolean> {
    this.changes += 1;
    if (this.isHeld) return false;
    this.#state = edit(JSON.parse(this.#text));
    this.#text = JSON.stringify(this.#state);
    return true;
  }
}

/** Locks in memory. Windows that share this object share the locks; who waits has one as soon as it is released. */
export class MemoryLocks implements Locks {
  /** The names of the locks that are held now. */
  readonly held = new Set<string>();
  readonly #waiting = new Set<() => void>();

  async tryAcquire(name: string): Promise<Lock | undefined> {
    if (this.held.has(name)) return undefined;
    this.held.add(name);
    return {
      release: async () => {
        this.held.delete(name);
        for (const tryAgain of [...this.#waiting]) tryAgain();
      },
    };
  }

  async acquire(name: string, signal: AbortSignal): Promise<Lock | undefined> {
    while (!signal.aborted) {
      const lock = await this.tryAcquire(name);
      if (lock) return lock;
      await new Promise<void>((resolve) => {
        const end = () => {
          this.#waiting.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        this.#waiting.add(end);
        // Released while this one was being asked for.
        if (!this.held.has(name)) end();
        signal.addEventListener('abort', end, { once: true });
      });
    }
    return undefined;
  }
}

/** A log that keeps its lines. */
export class MemoryLog implements Log {
  readonly lines: string[] = [];

  info(line: string): void {
    this.lines.push(`info ${line}`);
  }

  warn(line: string): void {
    this.lines.push(`warn ${line}`);
  }
}
