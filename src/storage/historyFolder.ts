import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../core/emitter.ts';
import { BusyError, StorageError } from '../core/errors.ts';
import type { HistoryStore } from '../core/history/historyStore.ts';
import { addReading } from '../core/history/record/addReading.ts';
import { isOnlyLonger } from '../core/history/record/compareSeries.ts';
import { mergeHistories } from '../core/history/record/mergeHistories.ts';
import type { History } from '../core/history/series.ts';
import type { Reading } from '../core/reading.ts';
import { accountOf, HistoryFile, historyFolder, isSame } from './historyFile.ts';
import { ReleasedHistory, type Unmoved } from './releasedHistory.ts';
import { SerialQueue } from './serialQueue.ts';
import { acquirePatiently, type FilePorts } from './sharedFile.ts';

/** A reading that this window has taken in and that is not on disk yet. */
interface Added {
  readonly reading: Reading;
  readonly previous: Reading | undefined;
  /** False: it says no more than that all was still as before, and is not written for itself. */
  readonly isNews: boolean;
}

/** The history that is shown of an account, and what it was made of. */
interface Shown {
  readonly history: History;
  readonly saved: History;
  readonly unmoved: History | undefined;
  readonly added: readonly Added[];
}

const none: readonly Added[] = [];
const noHistory: History = [];

/**
 * The histories of all accounts, a file each in `history`. What is on disk is right; on top of it comes what this window
 * has added and not written yet. A file that is broken, or that can't be read, costs no other account anything.
 */
export class HistoryFolder implements HistoryStore {
  readonly #ports: FilePorts;
  readonly #released: ReleasedHistory;
  readonly #ended = new AbortController();
  readonly #changed = new Emitter<void>();
  readonly #files = new Map<string, HistoryFile>();
  readonly #added = new Map<string, readonly Added[]>();
  readonly #shown = new Map<string, Shown>();
  readonly #steps = new SerialQueue();
  readonly #writes = new SerialQueue();
  readonly #sharedLoad = this.#steps.shared(() => this.#load());
  #unmoved: Unmoved | undefined;
  #loaded = false;
  #isQueued = false;
  /** The last write has failed. */
  #isAhead = false;

  readonly onDidChange = this.#changed.event;

  constructor(ports: FilePorts) {
    this.#ports = ports;
    this.#released = new ReleasedHistory(ports);
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  of(accountId: string): History {
    return this.#shown.get(accountId)?.history ?? noHistory;
  }

  /** Reads the files, at the start and when another window may have written them. What the disk refuses changes nothing. */
  load(): Promise<void> {
    return this.#sharedLoad();
  }

  add(reading: Reading, previous: Reading | undefined): void {
    const { accountId } = reading;
    const before = this.of(accountId);
    const history = addReading(before, reading, previous, this.#ports.clock.now());
    if (history === before) return;
    const added = { reading, previous, isNews: !isOnlyLonger(before, history) };
    this.#remember(added);
    this.#shown.set(accountId, { ...this.#sources(accountId), history });
    if (added.isNews || this.#isAhead) this.#write();
    this.#changed.fire();
  }

  async flush(): Promise<void> {
    await this.#writes.run(async () => {});
  }

  delete(accountIds: readonly string[]): Promise<void> {
    return this.#writes.run(async () => {
      const isDone = await this.#alone(async () => {
        try {
          await this.#released.delete(new Set(accountIds));
          for (const id of accountIds) await this.#delete(id);
        } finally {
          this.#unmoved = await this.#released.read();
          this.#show();
        }
      });
      if (!isDone) throw new BusyError();
    });
  }

  dispose(): void {
    this.#ended.abort();
  }

  async #load(): Promise<void> {
    this.#unmoved = await this.#released.read();
    const names = await readdir(join(this.#ports.folder, historyFolder)).catch(() => []);
    const ids = names.map(accountOf).filter((id) => id !== undefined);
    await Promise.allSettled([...new Set([...ids, ...this.#files.keys()])].map((id) => this.#read(id)));
    const isFirst = !this.#loaded;
    this.#loaded = true;
    this.#show(isFirst);
    if (this.#isAhead || this.#unmoved) this.#write();
  }

  #remember(added: Added): void {
    const { accountId, keySetAt } = added.reading;
    const others = this.#added.get(accountId) ?? none;
    const last = others.at(-1);
    // Of a long time without news, its end says all.
    const isSurpassed = last && !last.isNews && !added.isNews && last.reading.keySetAt === keySetAt;
    this.#added.set(accountId, [...(isSurpassed ? others.slice(0, -1) : others), added]);
  }

  /** One write at a time; what is added while one runs goes with the next. */
  #write(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    void this.#writes.run(async () => {
      this.#isAhead = !(await this.#alone(() => this.#saveAll()).catch(() => false));
      this.#isQueued = false;
    });
  }

  /** Runs a step while no other window writes; false when another holds the lock for too long. */
  async #alone(step: () => Promise<void>): Promise<boolean> {
    const lock = await acquirePatiently(this.#ports, 'history', this.#ended.signal);
    if (!lock) return false;
    try {
      await this.#steps.run(step);
      return true;
    } finally {
      await lock.release();
    }
  }

  /** Rejects, after all that could be saved was, when something could not. It stays in memory, and is tried again. */
  async #saveAll(): Promise<void> {
    this.#isQueued = false;
    this.#unmoved = await this.#released.read();
    const unmoved = this.#unmoved;
    const ids = new Set([...this.#added.keys(), ...(unmoved?.histories.keys() ?? [])]);
    try {
      const results = await Promise.allSettled([...ids].map((id) => this.#save(id)));
      if (results.some(({ status }) => status === 'rejected')) throw new StorageError(undefined);
      if (unmoved) await this.#released.setMoved(unmoved);
      this.#unmoved = undefined;
    } finally {
      this.#show();
    }
  }

  /** Merges what was added with what is on disk by now, and writes that if it says something new. */
  async #save(accountId: string): Promise<void> {
    await this.#read(accountId);
    const file = this.#fileOf(accountId);
    const added = this.#added.get(accountId) ?? none;
    const { history } = this.#historyOf(accountId);
    if (isOnlyLonger(file.history, history))
      this.#added.set(
        accountId,
        added.map((one) => ({ ...one, isNews: false })),
      );
    else {
      await file.save(history);
      // Of what came while it was written, nothing is on disk.
      this.#edit(accountId, (one) => !added.includes(one));
    }
  }

  async #delete(accountId: string): Promise<void> {
    const added = this.#added.get(accountId) ?? none;
    const file = this.#fileOf(accountId);
    await file.load().catch(() => {});
    await file.delete();
    this.#edit(accountId, (one) => !added.includes(one));
  }

  async #read(accountId: string): Promise<void> {
    const file = this.#fileOf(accountId);
    const before = file.history;
    await file.load();
    // Deleted by another window: that all was still as before does not bring it back.
    if (before.length > 0 && file.history.length === 0) this.#edit(accountId, ({ isNews }) => isNews);
  }

  #fileOf(accountId: string): HistoryFile {
    const file = this.#files.get(accountId) ?? new HistoryFile(accountId, this.#ports);
    this.#files.set(accountId, file);
    return file;
  }

  #edit(accountId: string, stays: (added: Added) => boolean): void {
    const left = (this.#added.get(accountId) ?? none).filter(stays);
    if (left.length > 0) this.#added.set(accountId, left);
    else this.#added.delete(accountId);
  }

  #sources(accountId: string): Omit<Shown, 'history'> {
    return {
      saved: this.#files.get(accountId)?.history ?? noHistory,
      unmoved: this.#unmoved?.histories.get(accountId),
      added: this.#added.get(accountId) ?? none,
    };
  }

  /** What is on disk, with what was added on top of it. The same object as long as it says the same. */
  #historyOf(accountId: string): Shown {
    const shown = this.#shown.get(accountId);
    const sources = this.#sources(accountId);
    const { saved, unmoved, added } = sources;
    if (shown && shown.saved === saved && shown.unmoved === unmoved && shown.added === added) return shown;
    const now = this.#ports.clock.now();
    const base = unmoved ? mergeHistories(saved, unmoved) : saved;
    const history = added.reduce((whole, { reading, previous }) => addReading(whole, reading, previous, now), base);
    return { ...sources, history: shown && isSame(shown.history, history) ? shown.history : history };
  }

  /** `isNews`: even if all is as before, somebody waits to hear of it. */
  #show(isNews = false): void {
    let isChanged = isNews;
    for (const id of new Set([
      ...this.#shown.keys(),
      ...this.#files.keys(),
      ...(this.#unmoved?.histories.keys() ?? []),
    ])) {
      const before = this.of(id);
      const shown = this.#historyOf(id);
      isChanged ||= shown.history !== before && shown.history.length + before.length > 0;
      if (shown.history.length > 0) this.#shown.set(id, shown);
      else this.#shown.delete(id);
    }
    if (isChanged) this.#changed.fire();
  }
}
