import { mkdir, open, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** When any window was last in use, shared as the modification time of an empty file. */
export class ActivityFile {
  readonly #path: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'last-use');
  }

  /** Notes that this window is in use at this time, in milliseconds since 1970. Never rejects. */
  async mark(now: number): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await (await open(this.#path, 'a', 0o600)).close();
      await utimes(this.#path, now / 1000, now / 1000);
    } catch {
      // A folder that cannot be written: every window goes by its own use.
    }
  }

  /** The time of the last use, in milliseconds since 1970; undefined when it isn't known. Never rejects. */
  async read(): Promise<number | undefined> {
    try {
      return (await stat(this.#path)).mtimeMs;
    } catch {
      return undefined;
    }
  }
}
