import { randomUUID } from 'node:crypto';
import { constants, open, rename, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StorageError } from '../core/errors.ts';
import { compact } from '../core/history/record/compact.ts';
import { isOnlyLonger } from '../core/history/record/compareSeries.ts';
import { updatesBetween } from '../core/history/record/seriesUpdates.ts';
import { type History, lastSeen, type Series } from '../core/history/series.ts';
import type { StorageProblemKind } from '../core/storageProblems.ts';
import { day } from '../core/time.ts';
import { currentStamp, errorCode, isMissing, readText, retryWhileBusy, stampOf } from './diskFile.ts';
import { addedLines, emptyHistory, type HistoryContent, readHistory, wholeHistory } from './historyLines.ts';
import type { FilePorts } from './sharedFile.ts';
import { writeWhole } from './writeWhole.ts';

/** The folder with the histories, in ours. */
export const historyFolder = 'history';
const ending = '.jsonl';
/** A file that is there: never made without its first line, and no pipe that would wait for its reader. */
const appending = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);

/** The account whose history is in a file of this name; undefined for other files. */
export function accountOf(name: string): string | undefined {
  try {
    return name.endsWith(ending) ? decodeURIComponent(name.slice(0, -ending.length)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The history of one account, saved as `history/<account>.jsonl`: what it gains is appended, and once a day it is compacted
 * and written whole. Appending isn't flushed: a power cut may cost the last readings, never the file. Whoever saves or
 * deletes holds the lock and has loaded the file before.
 */
export class HistoryFile {
  readonly #accountId: string;
  readonly #ports: FilePorts;
  readonly #path: string;
  #content = emptyHistory;
  #stamp = '';
  #isLoaded = false;

  constructor(accountId: string, ports: FilePorts) {
    this.#accountId = accountId;
    this.#ports = ports;
    this.#path = join(ports.folder, historyFolder, `${encodeURIComponent(accountId)}${ending}`);
  }

  /** As last read or written. */
  get history(): History {
    return this.#content.history;
  }

  /** Reads the file if it has changed. Rejects, after reporting, when the disk refuses; the history is then as before. */
  async load(): Promise<void> {
    if (this.#isLoaded && (await currentStamp(this.#path)) === this.#stamp) return;
    try {
      const file = await readText(this.#path, this.#ports.clock);
      const content = file ? readHistory(this.#accountId, file.text) : emptyHistory;
      this.#ports.report.solved(this.#name, 'unreadable');
      if (!content) await this.#setAside();
      if (content?.isNewer) this.#tell('newer');
      this.#take(content ?? emptyHistory, (content && file?.stamp) ?? '');
    } catch (error) {
      this.#tell('unreadable', error);
      throw new StorageError(errorCode(error));
    }
  }

  /** Saves a later history, compacted where that is due. Rejects, after reporting, when the disk refuses. */
  async save(history: History): Promise<void> {
    const { isNewer, damage, compacted } = this.#content;
    if (isNewer) throw new StorageError('newer');
    try {
      const now = this.#ports.clock.now();
      const isFresh = now >= compacted && now < compacted + day;
      if (damage !== 'none' || this.#stamp === '') await this.#rewrite(history, now);
      else if (isFresh) await this.#append(history);
      // A disk that has no room for all of it may have some for the news.
      else await this.#rewrite(history, now).catch(() => this.#append(history));
    } catch (error) {
      this.#tell('unwritable', error);
      throw new StorageError(errorCode(error));
    }
    this.#ports.report.solved(this.#name, 'unwritable', 'unreadable');
  }

  /** Rejects, after reporting, when the disk refuses. */
  async delete(): Promise<void> {
    try {
      await retryWhileBusy(this.#ports.clock, () => unlink(this.#path)).catch((error) => {
        if (!isMissing(error)) throw error;
      });
    } catch (error) {
      this.#tell('unwritable', error);
      throw new StorageError(errorCode(error));
    }
    this.#take(emptyHistory, '');
  }

  get #name(): string {
    return `${historyFolder}/${basename(this.#path)}`;
  }

  async #rewrite(history: History, now: number): Promise<void> {
    const left = history.map((series) => compact(series, now)).filter((series) => series !== undefined);
    const whole =
      left.every((series, index) => series === history[index]) && left.length === history.length ? history : left;
    const { text, content } = wholeHistory(whole, this.#content.others, now);
    if (this.#content.damage === 'broken') await this.#setAside();
    this.#stamp = await writeWhole(this.#path, text, this.#ports.clock);
    this.#content = content;
  }

  async #append(history: History): Promise<void> {
    const { text, series } = addedLines(this.#content.series, updatesBetween(this.#content.history, history));
    const file = await retryWhileBusy(this.#ports.clock, () => open(this.#path, appending));
    try {
      await file.appendFile(text);
      this.#stamp = stampOf(await file.stat());
      this.#content = { ...this.#content, history, series };
    } catch (error) {
      // Part of it may be there: the file is read again before anything else is done with it.
      this.#stamp = 'unknown';
      throw error;
    } finally {
      await file.close();
    }
  }

  /** The same history stays the same object. */
  #take(content: HistoryContent, stamp: string): void {
    const { history } = this.#content;
    this.#content = isSame(history, content.history) ? { ...content, history } : content;
    this.#stamp = stamp;
    this.#isLoaded = true;
  }

  async #setAside(): Promise<void> {
    try {
      await rename(this.#path, `${this.#path}.unreadable-${randomUUID()}`);
    } catch (error) {
      // Another window may have set it aside in the same moment.
      if (isMissing(error)) return;
      throw error;
    }
    this.#tell('setAside');
  }

  #tell(kind: StorageProblemKind, error?: unknown): void {
    this.#ports.report.problem({ file: this.#name, kind, code: errorCode(error) });
  }
}

/** Whether two histories say the same, to the same time. */
export function isSame(before: History, after: History): boolean {
  const isAsLong = (series: Series, index: number) => lastSeen(series) === lastSeen(after[index] ?? series);
  return before === after || (isOnlyLonger(before, after) && before.every(isAsLong));
}
