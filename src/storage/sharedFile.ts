import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import { StorageError } from '../core/errors.ts';
import type { Clock, Lock, Locks } from '../core/ports.ts';
import type { StorageProblem, StorageProblemKind } from '../core/storageProblems.ts';
import { currentStamp, errorCode, isMissing, parseJson, readText } from './diskFile.ts';
import { SerialQueue } from './serialQueue.ts';

/** Longer than the lock of a dead window lasts, in milliseconds. */
const patience = 40_000;

/** Hears of problems with our files and of their end. Nothing of a file's content is passed on. */
export interface FileReport {
  /** `code` is the error code of the system where the disk refused. */
  problem(problem: StorageProblem & { readonly code?: string | undefined }): void;
  /** The problems of these kinds with this file are over. */
  solved(file: string, ...kinds: StorageProblemKind[]): void;
}

/** What the files that windows share work with. */
export interface FilePorts {
  readonly folder: string;
  readonly report: FileReport;
  readonly locks: Locks;
  readonly clock: Clock;
}

type Fields = Readonly<Record<string, unknown>>;

/** The form of a file: an object with a version and a list of entries, each with an id of its own. */
export interface FileFormat<T> {
  /** The file's name in our folder. */
  readonly file: string;
  /** The version that is written. A file of a newer one is read as far as it is understood, and never written. */
  readonly version: number;
  /** The property with the entries. */
  readonly list: string;
  readonly entry: z.ZodMiniType<T>;
  idOf(entry: T): string;
  /** An entry as it is written: every field that this version knows, undefined where it is left out. */
  fieldsOf(entry: T): Fields;
  /** The file of 0.1.0, read until there is one of this form. It is left to windows of that version. */
  readonly released?: { readonly file: string; readonly entry: z.ZodMiniType<T> } | undefined;
}

type Edit<T> = (entries: readonly T[], others: readonly unknown[]) => readonly T[] | Promise<readonly T[]>;

interface Content<T> {
  readonly entries: readonly T[];
  /** Entries that this version doesn't understand: they stay in the file. */
  readonly others: readonly unknown[];
  /** Fields beside version and list. */
  readonly fields: Fields;
  readonly isNewer: boolean;
}

const nothing = { entries: [], others: [], fields: {}, isNewer: false };

/**
 * A JSON file of entries that windows share. It is always whole, one window at a time edits it, and what another version
 * has written into it survives: fields and entries that are not understood stay as they are. A broken file is set aside.
 */
export class SharedFile<T extends object> {
  readonly #format: FileFormat<T>;
  readonly #ports: FilePorts;
  readonly #onContent: (entries: readonly T[]) => void | Promise<void>;
  readonly #ended = new AbortController();
  readonly #steps = new SerialQueue();
  readonly #edits = new SerialQueue();
  /** Of each entry that was read, the value in the file and its fields that are not understood. */
  readonly #origins = new WeakMap<T, { readonly raw: unknown; readonly unknown: Fields }>();
  #stamp: string | undefined;
  /** The text that the disk refused last. */
  #refused: string | undefined;

  /** Reads the file, at the start and when another window may have written it. What the disk refuses changes nothing. Never rejects. */
  readonly load = this.#steps.shared(async () => {
    await this.#lookForRoom();
    if (this.#stamp !== undefined && this.#stamp === (await currentStamp(this.#path))) return;
    await this.#onContent((await this.#read()).entries);
  });

  /** Reads the file as it is now, changed or not. What the disk refuses changes nothing. Never rejects. */
  readonly reload = this.#steps.shared(async () => {
    await this.#onContent((await this.#read()).entries);
  });

  /** `onContent` takes the entries whenever they were read or written. */
  constructor(format: FileFormat<T>, ports: FilePorts, onContent: (entries: readonly T[]) => void | Promise<void>) {
    this.#format = format;
    this.#ports = ports;
    this.#onContent = onContent;
  }

  /** Ends the waiting for locks. */
  dispose(): void {
    this.#ended.abort();
  }

  /**
   * Reads, edits and writes in one step, while no other window does; the same entries stand for no change. `others` are
   * the entries that are not understood. False: another window held the lock for too long, and nothing was edited.
   * Rejects, with nothing changed, when the disk refuses and when a newer version has written the file.
   */
  edit(edit: Edit<T>): Promise<boolean> {
    return this.#edits.run(async () => {
      const [name = ''] = this.#format.file.split('.');
      const lock = await acquirePatiently(this.#ports, name, this.#ended.signal);
      if (!lock) return false;
      try {
        await this.#steps.run(async () => {
          const content = await this.#read();
          if (content.isNewer) throw new StorageError('newer');
          const entries = await edit(content.entries, content.others);
          if (entries !== content.entries) await this.#write(entries, content);
          await this.#onContent(entries);
        });
        return true;
      } finally {
        await lock.release();
      }
    });
  }

  get #path(): string {
    return join(this.#ports.folder, this.#format.file);
  }

  /** Rejects, after reporting, when the disk refuses: what can't be read now is not gone. */
  async #read(): Promise<Content<T>> {
    const { file, released } = this.#format;
    try {
      const found = await readText(this.#path, this.#ports.clock);
      this.#ports.report.solved(file, 'unreadable');
      this.#stamp = found?.stamp ?? '';
      if (!found) return released ? await this.#readReleased(released) : nothing;
      const content = this.#understand(parseJson(found.text));
      if (content) return content;
      // Another window may have put a good one in its place.
      if ((await currentStamp(this.#path)) !== found.stamp) return this.#read();
    } catch (error) {
      this.#tell('unreadable', error);
      throw new StorageError(errorCode(error));
    }
    await this.#setAside();
    return nothing;
  }

  async #readReleased({ file, entry }: NonNullable<FileFormat<T>['released']>): Promise<Content<T>> {
    const found = await readText(join(this.#ports.folder, file), this.#ports.clock).catch(() => undefined);
    const list = asFields(parseJson(found?.text ?? ''))?.[this.#format.list];
    const entries = Array.isArray(list) ? list.map((raw) => entry.safeParse(raw).data) : [];
    return { ...nothing, entries: entries.filter((one) => one !== undefined) };
  }

  /** Undefined when nothing can be made of it. */
  #understand(value: unknown): Content<T> | undefined {
    const { version: ours, list, file } = this.#format;
    const { version, [list]: raws, ...fields } = asFields(value) ?? {};
    if (typeof version !== 'number') return undefined;
    const isNewer = version > ours;
    if (!isNewer && !Array.isArray(raws)) return undefined;
    if (isNewer) this.#tell('newer');
    else this.#ports.report.solved(file, 'newer');
    const entries: T[] = [];
    const others: unknown[] = [];
    for (const raw of Array.isArray(raws) ? raws : []) {
      const entry = this.#format.entry.safeParse(raw).data;
      if (entry === undefined) others.push(raw);
      else {
        const known = this.#format.fieldsOf(entry);
        const unknown = Object.entries(raw).filter(([field]) => !(field in known));
        this.#origins.set(entry, { raw, unknown: Object.fromEntries(unknown) });
        entries.push(entry);
      }
    }
    return { entries, others, fields, isNewer };
  }

  async #write(entries: readonly T[], { entries: before, others, fields }: Content<T>): Promise<void> {
    const { file, version, list, idOf, fieldsOf } = this.#format;
    const old = new Map(before.map((entry) => [idOf(entry), this.#origins.get(entry)?.unknown]));
    const raws = entries.map(
      (entry) => this.#origins.get(entry)?.raw ?? { ...old.get(idOf(entry)), ...fieldsOf(entry) },
    );
    const text = JSON.stringify({ ...fields, version, [list]: [...raws, ...others] }, finite);
    try {
      const { writeWhole } = await import('./writeWhole.ts');
      this.#stamp = await writeWhole(this.#path, text, this.#ports.clock);
    } catch (error) {
      this.#refused = text;
      this.#tell('unwritable', error);
      throw new StorageError(errorCode(error));
    }
    this.#refused = undefined;
    this.#ports.report.solved(file, 'unwritable', 'unreadable');
  }

  /** A disk that was full may have room again, long before there is something to write. */
  async #lookForRoom(): Promise<void> {
    if (this.#refused === undefined) return;
    const { tryToWrite } = await import('./writeWhole.ts');
    const hasRoom = await tryToWrite(this.#path, this.#refused).then(
      () => true,
      () => false,
    );
    if (!hasRoom) return;
    this.#refused = undefined;
    this.#ports.report.solved(this.#format.file, 'unwritable');
  }

  async #setAside(): Promise<void> {
    try {
      await rename(this.#path, `${this.#path}.unreadable-${randomUUID()}`);
      this.#stamp = '';
      this.#tell('setAside');
    } catch (error) {
      // Another window may have set it aside in the same moment.
      if (!isMissing(error)) this.#tell('unreadable', error);
    }
  }

  #tell(kind: StorageProblemKind, error?: unknown): void {
    this.#ports.report.problem({ file: this.#format.file, kind, code: errorCode(error) });
  }
}

/** Waits for a lock for as long as it can be had at all; undefined after that, or once the signal aborts. */
export async function acquirePatiently(
  { locks, clock }: FilePorts,
  name: string,
  signal: AbortSignal,
): Promise<Lock | undefined> {
  const abort = new AbortController();
  const late = clock.after(patience, () => abort.abort());
  return locks.acquire(name, AbortSignal.any([abort.signal, signal])).finally(() => late.dispose());
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** JSON has no infinity and would write null, which nobody could read. */
function finite(_: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? undefined : Math.sign(value) * Number.MAX_VALUE;
}
