import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Account } from '../core/account.ts';
import { Emitter } from '../core/emitter.ts';
import { BusyError } from '../core/errors.ts';
import type { AccountStore, AccountsEdit } from '../core/ports.ts';
import { optionalField } from '../core/responseFields.ts';
import { type FileFormat, type FilePorts, SharedFile } from './sharedFile.ts';

const row = z.object({
  id: z.string(),
  provider: z.string(),
  label: z.string(),
  parameters: z.catchall(z.object({}), z.string()),
  origin: z.string(),
  /** Where the service has a second origin. */
  origins: z.optional(z.array(z.string())),
  fingerprint: z.string(),
  keySetAt: z.number(),
  paused: optionalField(z.boolean()),
  muted: optionalField(z.boolean()),
  statusBar: optionalField(z.enum(['pinned', 'hidden'])),
});

const format: FileFormat<Account> = {
  file: 'accounts.json',
  version: 1,
  list: 'accounts',
  entry: z.pipe(
    row,
    z.transform(
      ({ origin, origins = [], ...rest }): Account => ({
        ...rest,
        origins: [origin, ...origins.filter((other) => other !== origin)],
      }),
    ),
  ),
  idOf: ({ id }) => id,
  // `origin` is what version 0.1.0 reads.
  fieldsOf: ({ origins, ...rest }) => ({
    ...rest,
    origin: origins[0],
    origins: origins.length > 1 ? origins : undefined,
  }),
};

/**
 * The list of accounts, saved as `accounts.json` in the extension's global storage. No key is in it. Version 0.1.0 reads
 * and edits the same file and strips the fields that it doesn't know: a second origin is therefore bound to the key too.
 */
export class AccountsFile implements AccountStore {
  readonly #file: SharedFile<Account>;
  readonly #ports: FilePorts;
  readonly #changed = new Emitter<void>();
  #accounts: readonly Account[] = [];
  #loaded = false;

  readonly onDidChange = this.#changed.event;

  constructor(ports: FilePorts) {
    this.#ports = ports;
    this.#file = new SharedFile<Account>(format, ports, async (accounts) => {
      await this.#reportLostLists();
      this.#take(accounts);
    });
  }

  /** Whether the file has been read: before that, an empty list says nothing. */
  get loaded(): boolean {
    return this.#loaded;
  }

  all(): readonly Account[] {
    return this.#accounts;
  }

  /** Whether there is an account of this id with the key of this time. */
  has(id: string, keySetAt: number): boolean {
    return this.#accounts.some((account) => account.id === id && account.keySetAt === keySetAt);
  }

  /** Reads the file, at the start and when another window may have written it. What the disk refuses changes nothing. */
  load(): Promise<void> {
    return this.#file.load();
  }

  /** Reads, edits and saves in one step; rejects when it can't be read or saved, and then nothing has changed. */
  async change(edit: AccountsEdit): Promise<void> {
    const isEdited = await this.#file.edit(async (accounts, others) => {
      const edited = await edit(accounts, new Set(others.flatMap(idsOf)));
      // Who enters a key again has seen that the list was lost.
      if (edited.some(({ id }) => !accounts.some((account) => account.id === id))) await this.#settleLostLists();
      return edited;
    });
    if (!isEdited) throw new BusyError();
  }

  async settleLostLists(): Promise<void> {
    await this.change(async (accounts) => {
      await this.#settleLostLists();
      // Written although nothing has changed, so that the other windows notice.
      return [...accounts];
    });
  }

  async #settleLostLists(): Promise<void> {
    const { folder } = this.#ports;
    for (const name of await this.#lostLists()) {
      await rename(join(folder, name), join(folder, name.replace('.unreadable-', '.replaced-'))).catch(() => {});
    }
  }

  /** Lists that were set aside, by this window or by any other, and that the person has not dealt with. */
  async #lostLists(): Promise<readonly string[]> {
    const names = await readdir(this.#ports.folder).catch(() => []);
    return names.filter((name) => name.startsWith(`${format.file}.unreadable-`));
  }

  async #reportLostLists(): Promise<void> {
    const { report } = this.#ports;
    if ((await this.#lostLists()).length > 0) report.problem({ file: format.file, kind: 'setAside' });
    else report.solved(format.file, 'setAside');
  }

  #take(accounts: readonly Account[]): void {
    const isFirst = !this.#loaded;
    this.#loaded = true;
    if (!isFirst && JSON.stringify(accounts) === JSON.stringify(this.#accounts)) return;
    this.#accounts = accounts;
    this.#changed.fire();
  }
}

/** The id of an entry that this version doesn't understand otherwise. */
function idsOf(entry: unknown): readonly string[] {
  return typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? [entry.id] : [];
}
