import { Emitter } from '../core/emitter.ts';
import type { HistoryStore } from '../core/history/historyStore.ts';
import { addReading } from '../core/history/record/addReading.ts';
import { isOnlyLonger } from '../core/history/record/compareSeries.ts';
import type { History } from '../core/history/record/series.ts';
import type { Lock } from '../core/ports.ts';
import type { Reading } from '../core/reading.ts';
import type { FilePorts } from './filePorts.ts';
import { type Histories, HistoryDisk } from './historyDisk.ts';
import { acquirePatiently } from './lock.ts';

/** A reading that this window has taken in and that is not on disk yet. */
interface Added {
  readonly reading: Reading;
  readonly previous: Reading | undefined;
  /** False: it says no more than that all was still as before, and is not written on its own. */
  readonly isNews: boolean;
}

/**
 * The history of each account, kept in the extension's global storage. What is on disk is right; on top of it comes what
 * this window has added and not written yet.
 */
export class HistoryFile implements HistoryStore {
  readonly #disk: HistoryDisk;
  readonly #ports: FilePorts;
  readonly #ended = new AbortController();
  readonly #changed = new Emitter<void>();
  readonly #added = new Map<string, readonly Added[]>();
  #shown: Histories = new Map();
  /** Steps that read or write the files, one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #writing: Promise<unknown> = Promise.resolve();
  #loaded = false;
  #queued = false;
  /** The last write has failed. */
  #owes = false;
  #look: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ports: FilePorts) {
    this.#ports = ports;
    this.#disk = new HistoryDisk(ports);
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  of(accountId: string): History {
    return this.#shown.get(accountId) ?? [];
  }

  /** Reads the files, at the start and when another window may have written them. What the disk refuses changes nothing. */
  load(): Promise<void> {
    // Shared until it begins.
    this.#look ??= this.#next(async () => {
      this.#look = undefined;
      await this.#read('none').catch(() => {});
      const isFirst = !this.#loaded;
      this.#loaded = true;
      this.#show(isFirst);
    });
    return this.#look;
  }

  add(reading: Reading, previous: Reading | undefined): void {
    const { accountId } = reading;
    const before = this.of(accountId);
    const after = addReading(before, reading, previous, this.#ports.clock.now());
    if (after === before) return;
    const isNews = !isOnlyLonger(before, after);
    this.#shown = new Map(this.#shown).set(accountId, after);
    this.#remember({ reading, previous, isNews });
    if (isNews || this.#owes) this.#write();
    this.#changed.fire();
  }

  async flush(): Promise<void> {
    await this.#writing;
  }

  delete(accountIds: readonly string[]): Promise<void> {
    const done = this.#writing.then(async () => {
      const lock = await acquirePatiently(this.#ports, 'history', this.#ended.signal);
      if (!lock) throw new Error('Another window holds the history.');
      await this.#alone(lock, () => this.#forget(new Set(accountIds)));
    });
    this.#writing = done.catch(() => {});
    return done;
  }

  dispose(): void {
    this.#ended.abort();
  }

  #remember(added: Added): void {
    const { accountId, keySetAt } = added.reading;
    const others = this.#added.get(accountId) ?? [];
    const last = others.at(-1);
    // Of a long time without news, its end says all.
    const isSurpassed = last && !last.isNews && !added.isNews && last.reading.keySetAt === keySetAt;
    this.#added.set(accountId, [...(isSurpassed ? others.slice(0, -1) : others), added]);
  }

  /** One write at a time; what is added while one runs goes with the next. */
  #write(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#writing = this.#writing.then(async () => {
      const lock = await this.#ports.locks.acquire('history', this.#ended.signal);
      this.#queued = false;
      if (!lock) return;
      try {
        await this.#alone(lock, () => this.#keep());
        this.#owes = false;
      } catch {
        // Reported by the file. It stays in memory, and the next reading tries again.
        this.#owes = true;
      }
    });
  }

  /** Runs while no other window writes. */
  async #alone(lock: Lock, step: () => Promise<void>): Promise<void> {
    try {
      await this.#next(step);
    } finally {
      await lock.release();
    }
  }

  #next<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Merges what was added with what is on disk by now, and writes that if it says something new. */
  async #keep(): Promise<void> {
    await this.#read('recent');
    const { clock } = this.#ports;
    const added = new Set([...this.#added.values()].flat());
    const isNews = ([id, history]: readonly [string, History]) => !isOnlyLonger(this.#disk.of(id), history);
    const whole = this.#whole();
    if ([...whole].some(isNews)) {
      if (this.#disk.mustPutAway(whole, clock.now())) {
        // Nothing is put in the place of what could not be read.
        await this.#read('both');
        await this.#disk.putAway(this.#whole(), clock.now());
      } else await this.#disk.writeRecent(whole);
      this.#edit((one) => (added.has(one) ? undefined : one));
    } else this.#edit((one) => (added.has(one) ? { ...one, isNews: false } : one));
    this.#show();
  }

  async #forget(accountIds: ReadonlySet<string>): Promise<void> {
    await this.#read('both');
    const added = new Set([...accountIds].flatMap((id) => this.#added.get(id) ?? []));
    try {
      await this.#disk.remove(accountIds);
      this.#edit((one) => (added.has(one) ? undefined : one));
    } finally {
      this.#show();
    }
  }

  async #read(anew: 'none' | 'recent' | 'both'): Promise<void> {
    const before = this.#disk.ids();
    await this.#disk.read(anew);
    const after = this.#disk.ids();
    const isGone = ({ accountId }: Reading) => before.has(accountId) && !after.has(accountId);
    // Deleted by another window: that all was still as before does not bring it back.
    this.#edit((one) => (!one.isNews && isGone(one.reading) ? undefined : one));
  }

  #edit(edit: (added: Added) => Added | undefined): void {
    for (const [id, added] of this.#added) {
      const left = added.map(edit).filter((one) => one !== undefined);
      if (left.length > 0) this.#added.set(id, left);
      else this.#added.delete(id);
    }
  }

  /** What is on disk, with what was added on top of it. */
  #whole(): Histories {
    const now = this.#ports.clock.now();
    const whole = new Map<string, History>();
    for (const id of new Set([...this.#disk.ids(), ...this.#added.keys()])) {
      let history = this.#disk.of(id);
      for (const { reading, previous } of this.#added.get(id) ?? [])
        history = addReading(history, reading, previous, now);
      if (history.length > 0) whole.set(id, history);
    }
    return whole;
  }

  /** `isNews`: even if it is as before, somebody waits to hear of it. */
  #show(isNews = false): void {
    const before = this.#shown;
    const after = this.#whole();
    this.#shown = after;
    const ids = new Set([...before.keys(), ...after.keys()]);
    if (isNews || [...ids].some((id) => !isSame(before.get(id) ?? [], after.get(id) ?? []))) this.#changed.fire();
  }
}

function isSame(before: History, after: History): boolean {
  const until = (history: History) => history.at(-1)?.points.at(-1)?.until;
  return isOnlyLonger(before, after) && until(before) === until(after);
}
