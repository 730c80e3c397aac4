import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { StorageError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Schema } from '../core/provider.ts';
import { errorCode } from './errorCode.ts';
import { retryWhileBusy } from './retryBusyFile.ts';

/** What went wrong with a kept file. The file's name is ours; nothing of its content is passed on. */
export interface FileProblem {
  readonly file: string;
  /** `setAside`: unreadable, kept under another name. `unwritable`, `unreadable`: the disk refused (its error code). */
  readonly kind: 'setAside' | 'unwritable' | 'unreadable';
  readonly code?: string | undefined;
}

/** Told of trouble with a file, and of the end of it. */
export interface FileReport {
  problem(problem: FileProblem): void;
  /** The file could be written again. */
  written(file: string): void;
}

interface JsonFilePorts {
  readonly report: FileReport;
  readonly clock: Clock;
}

/** A JSON file that is always whole: written under a temporary name, flushed, renamed; checked when it is read. */
export class JsonFile<T> {
  readonly #path: string;
  readonly #schema: Schema<T>;
  readonly #ports: JsonFilePorts;
  #seen = '';

  constructor(path: string, schema: Schema<T>, ports: JsonFilePorts) {
    this.#path = path;
    this.#schema = schema;
    this.#ports = ports;
  }

  /**
   * The content; undefined when there is no file, or none that can be used (it is then set aside and reported).
   * Rejects, after reporting, when the disk refuses: what cannot be read now is not gone.
   */
  async read(): Promise<T | undefined> {
    let text: string;
    let seen = '';
    try {
      seen = await this.#stamp();
      text = await retryWhileBusy(this.#ports.clock, () => readFile(this.#path, 'utf8'));
    } catch (error) {
      if (!isMissing(error)) {
        this.#tell('unreadable', error);
        throw new StorageError(errorCode(error));
      }
      this.#seen = '';
      return undefined;
    }
    this.#seen = seen;
    const parsed = this.#schema.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    // Another window, or another step of this one, may have put a good one in its place.
    if ((await this.#stamp().catch(() => '')) !== seen) return this.read();
    await this.#setAside();
    return undefined;
  }

  /** Whether the file is another than the one that was last read or written. */
  async hasChanged(): Promise<boolean> {
    return (await this.#stamp().catch(() => '')) !== this.#seen;
  }

  /** Replaces the content in one step. Rejects, after reporting, when the disk refuses; the old content then stays. */
  async write(value: T): Promise<void> {
    const temporary = `${this.#path}.${process.pid}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(value));
        // Flushed before the rename: a power cut must leave the old file or the new one, not an empty one.
        await file.sync();
      } finally {
        await file.close();
      }
      const seen = await stampOf(temporary);
      await retryWhileBusy(this.#ports.clock, () => rename(temporary, this.#path));
      this.#seen = seen;
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      this.#tell('unwritable', error);
      throw new StorageError(errorCode(error));
    }
    this.#ports.report.written(basename(this.#path));
  }

  async #setAside(): Promise<void> {
    try {
      await rename(this.#path, `${this.#path}.unreadable-${randomUUID()}`);
      this.#tell('setAside');
    } catch (error) {
      // Another window may have set it aside in the same moment.
      if (!isMissing(error)) this.#tell('unreadable', error);
    }
  }

  #stamp(): Promise<string> {
    return stampOf(this.#path);
  }

  #tell(kind: FileProblem['kind'], error?: unknown): void {
    this.#ports.report.problem({ file: basename(this.#path), kind, code: errorCode(error) });
  }
}

/** A new file is put in the place of the old one at every write, so the inode alone nearly tells. */
async function stampOf(path: string): Promise<string> {
  const { ino, mtimeMs, size } = await stat(path);
  return `${ino} ${mtimeMs} ${size}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
