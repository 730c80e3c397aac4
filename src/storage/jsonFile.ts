import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Schema } from '../core/provider.ts';

/** What went wrong with a kept file. The file's name is ours; nothing of its content is passed on. */
export interface FileTrouble {
  readonly file: string;
  /** `setAside`: unreadable, kept under another name. `unwritable`, `unreadable`: the disk refused (its error code). */
  readonly kind: 'setAside' | 'unwritable' | 'unreadable';
  readonly code?: string | undefined;
}

/** A JSON file that is always whole: written under a temporary name, flushed, renamed; checked when it is read. */
export class JsonFile<T> {
  readonly #path: string;
  readonly #schema: Schema<T>;
  readonly #report: (trouble: FileTrouble) => void;

  constructor(path: string, schema: Schema<T>, report: (trouble: FileTrouble) => void) {
    this.#path = path;
    this.#schema = schema;
    this.#report = report;
  }

  /**
   * The content; undefined when there is no file, or none that can be used (it is then set aside and reported).
   * Rejects, after reporting, when the disk refuses: what cannot be read now is not gone.
   */
  async read(): Promise<T | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      this.#tell('unreadable', error);
      throw error;
    }
    const parsed = this.#schema.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    await this.#setAside();
    return undefined;
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
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      this.#tell('unwritable', error);
      throw error;
    }
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

  #tell(kind: FileTrouble['kind'], error?: unknown): void {
    this.#report({ file: basename(this.#path), kind, code: codeOf(error) });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
