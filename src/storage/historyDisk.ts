import { join } from 'node:path';
import { compact } from '../core/history/record/compact.ts';
import { joined, since } from '../core/history/record/joined.ts';
import type { History } from '../core/history/record/series.ts';
import type { Clock } from '../core/ports.ts';
import { dayStart } from '../core/time.ts';
import { sameUnit } from '../core/unit.ts';
import { type HistoryContent, historyContent, readFrom, written } from './historyContent.ts';
import { type FileReport, JsonFile } from './jsonFile.ts';

/** Histories by account id. */
export type Histories = ReadonlyMap<string, History>;

interface DiskPorts {
  readonly folder: string;
  readonly report: FileReport;
  readonly clock: Clock;
}

/**
 * The two files of the history. `history-recent.json` is written with each change and holds those of the day;
 * `history.json` is written once a day and holds the rest, compact. It is written first: until the other one is, what
 * both hold is taken from it. Whoever writes has the lease.
 */
export class HistoryDisk {
  readonly #old: JsonFile<HistoryContent>;
  readonly #recent: JsonFile<HistoryContent>;
  #putAway: Histories = new Map();
  #since: Histories = new Map();

  constructor(ports: DiskPorts) {
    this.#old = new JsonFile<HistoryContent>(join(ports.folder, 'history.json'), historyContent, ports);
    this.#recent = new JsonFile<HistoryContent>(join(ports.folder, 'history-recent.json'), historyContent, ports);
  }

  /** The accounts of which something is kept, as last read or written. */
  ids(): ReadonlySet<string> {
    return new Set([...this.#putAway.keys(), ...this.#since.keys()]);
  }

  /** What is kept of an account, as last read or written. */
  of(accountId: string): History {
    return joined(this.#putAway.get(accountId) ?? [], this.#since.get(accountId) ?? []);
  }

  /** Reads what has changed, or every file that is named. Rejects when the disk refuses, with what could be read. */
  async read(anew: 'none' | 'recent' | 'both'): Promise<void> {
    // The recent one first: what is moved meanwhile is then in the other.
    if (anew !== 'none' || (await this.#recent.hasChanged())) this.#since = readFrom(await this.#recent.read());
    if (anew === 'both' || (await this.#old.hasChanged())) this.#putAway = readFrom(await this.#old.read());
  }

  /** Whether more than the recent file has to be written: on a new day, and when what was put away has changed. */
  mustPutAway(whole: Histories, now: number): boolean {
    const rest = this.#rest(whole);
    const today = dayStart(now);
    const isOver = (accountId: string, history: History) =>
      history.some(({ keySetAt, unit, points }) => {
        const start = this.#putAway
          .get(accountId)
          ?.find((one) => one.keySetAt === keySetAt && sameUnit(one.unit, unit));
        return (points[start ? 1 : 0]?.at ?? today) < today;
      });
    return !rest || [...rest].some(([accountId, history]) => isOver(accountId, history));
  }

  /** Keeps all of it in the recent file, so far as it is not put away. Rejects when the disk refuses. */
  async writeRecent(whole: Histories): Promise<void> {
    const rest = this.#rest(whole);
    if (!rest) throw new Error('What was put away has changed.');
    await this.#recent.write(written(rest.values()));
    this.#since = rest;
  }

  /** Puts all of it away, compact. Rejects when the disk refuses; then the recent file holds it, if that could be written. */
  async putAway(whole: Histories, now: number): Promise<void> {
    const old = new Map<string, History>();
    for (const [accountId, history] of whole) {
      const left = history.map((series) => compact(series, now)).filter((series) => series !== undefined);
      if (left.length > 0) old.set(accountId, left);
    }
    try {
      await this.#old.write(written(old.values()));
    } catch (error) {
      // A disk that has no room for all of it may have some for the day.
      if (this.#rest(whole)) await this.writeRecent(whole);
      throw error;
    }
    this.#putAway = old;
    await this.#recent.write(written([]));
    this.#since = new Map();
  }

  /** Rejects when the disk refuses, with what could be removed. */
  async remove(accountIds: ReadonlySet<string>): Promise<void> {
    const without = (histories: Histories) => new Map([...histories].filter(([id]) => !accountIds.has(id)));
    const [old, recent] = [without(this.#putAway), without(this.#since)];
    if (old.size < this.#putAway.size) {
      await this.#old.write(written(old.values()));
      this.#putAway = old;
    }
    if (recent.size < this.#since.size) {
      await this.#recent.write(written(recent.values()));
      this.#since = recent;
    }
  }

  #rest(whole: Histories): Histories | undefined {
    const rest = new Map<string, History>();
    for (const id of new Set([...this.ids(), ...whole.keys()])) {
      const one = since(this.#putAway.get(id) ?? [], whole.get(id) ?? []);
      if (!one) return undefined;
      if (one.length > 0) rest.set(id, one);
    }
    return rest;
  }
}
