import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Account } from '../core/account.ts';
import { Emitter } from '../core/emitter.ts';
import { BusyError } from '../core/errors.ts';
import type { AccountStore, AccountsEdit } from '../core/ports.ts';
import type { FilePorts } from './filePorts.ts';
import { JsonFile } from './jsonFile.ts';
import { acquirePatiently } from './lock.ts';

const account = z.object({
  id: z.string(),
  provider: z.string(),
  label: z.string(),
  parameters: z.catchall(z.object({}), z.string()),
  origin: z.string(),
  /** Where the service has a second origin. */
  origins: z.optional(z.array(z.string())),
  fingerprint: z.string(),
  keySetAt: z.number(),
});

const content = z.object({ version: z.literal(1), accounts: z.array(account) });
type Content = z.output<typeof content>;

/** The list of accounts, kept as `accounts.json` in the extension's global storage. No key is in it. */
export class AccountsFile implements AccountStore {
  readonly #file: JsonFile<Content>;
  readonly #ports: FilePorts;
  readonly #changed = new Emitter<void>();
  #accounts: readonly Account[] = [];
  #loaded = false;
  /** Changes run one after the other, each on what the one before has left. */
  #last: Promise<unknown> = Promise.resolve();
  #look: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ports: FilePorts) {
    this.#ports = ports;
    this.#file = new JsonFile<Content>(join(ports.folder, 'accounts.json'), content, ports);
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
    // Shared until it begins: fifty accounts that are asked at once look once.
    this.#look ??= this.#next(async () => {
      this.#look = undefined;
      if (this.#loaded && !(await this.#file.hasChanged())) return;
      this.#take(accountsOf(await this.#file.read()));
    }).catch(() => {});
    return this.#look;
  }

  /** Reads, edits and keeps in one step; rejects when it cannot be read or kept, and then nothing has changed. */
  change(edit: AccountsEdit): Promise<void> {
    return this.#alone(async () => {
      const kept = accountsOf(await this.#file.read());
      const accounts = await edit(kept);
      if (accounts !== kept) await this.#file.write({ version: 1, accounts: accounts.map(rowOf) });
      this.#take(accounts);
    });
  }

  /** Runs while no other window changes the list, which is read anew for that. */
  #alone(step: () => Promise<void>): Promise<void> {
    return this.#next(async () => {
      const lock = await acquirePatiently(this.#ports, 'accounts');
      if (!lock) throw new BusyError();
      try {
        await step();
      } finally {
        await lock.release();
      }
    });
  }

  #next(step: () => Promise<void>): Promise<void> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => {});
    return result;
  }

  #take(accounts: readonly Account[]): void {
    const first = !this.#loaded;
    this.#loaded = true;
    if (!first && JSON.stringify(accounts) === JSON.stringify(this.#accounts)) return;
    this.#accounts = accounts;
    this.#changed.fire();
  }
}

function accountsOf(file: Content | undefined): readonly Account[] {
  return (file?.accounts ?? []).map(({ origin, origins, ...rest }) => ({
    ...rest,
    origins: [origin, ...(origins ?? []).filter((other) => other !== origin)],
  }));
}

/** `origin` is what version 0.1.0 reads. */
function rowOf({ origins, ...rest }: Account): Content['accounts'][number] {
  return { ...rest, origin: origins[0], ...(origins.length > 1 && { origins: [...origins] }) };
}
