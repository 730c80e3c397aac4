import type { Account } from '../../../src/core/account.ts';
import { Emitter } from '../../../src/core/emitter.ts';
import { StorageError } from '../../../src/core/errors.ts';
import type { AccountStore, AccountsEdit } from '../../../src/core/ports.ts';

/** A list of accounts in memory, on a disk that can be made to refuse. */
export class MemoryAccounts implements AccountStore {
  #accounts: readonly Account[];
  #refuses: 'read' | 'keep' | undefined;
  readonly #changed = new Emitter<void>();

  /** Lists that were set aside and that the person has not dealt with. */
  lostLists = 0;
  /** The ids of accounts that only a newer version understands. */
  otherIds: ReadonlySet<string> = new Set();

  readonly onDidChange = this.#changed.event;

  constructor(accounts: readonly Account[] = []) {
    this.#accounts = accounts;
  }

  /** From now on a change fails: before it is made of what is kept, or after that. */
  refuse(what: 'read' | 'keep' = 'keep'): void {
    this.#refuses = what;
  }

  async load(): Promise<void> {}

  all(): readonly Account[] {
    return this.#accounts;
  }

  async change(edit: AccountsEdit): Promise<void> {
    if (this.#refuses === 'read') throw new StorageError('EACCES');
    const accounts = await edit(this.#accounts, this.otherIds);
    if (this.#refuses === 'keep') throw new StorageError('ENOSPC');
    this.#accounts = accounts;
    this.#changed.fire();
  }

  async settleLostLists(): Promise<void> {
    await this.change((accounts) => accounts);
    this.lostLists = 0;
  }
}
