import type { Account } from '../../../src/core/account.ts';
import { Emitter } from '../../../src/core/emitter.ts';
import type { AccountStore } from '../../../src/core/ports.ts';

/** A list of accounts in memory, on a disk that can be made to refuse. */
export class MemoryAccounts implements AccountStore {
  #accounts: readonly Account[];
  #refuses = false;
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(accounts: readonly Account[] = []) {
    this.#accounts = accounts;
  }

  /** From now on no change can be kept. */
  refuse(): void {
    this.#refuses = true;
  }

  all(): readonly Account[] {
    return this.#accounts;
  }

  async change(edit: (accounts: readonly Account[]) => readonly Account[]): Promise<void> {
    const accounts = edit(this.#accounts);
    if (this.#refuses) throw new Error('The disk is full.');
    this.#accounts = accounts;
    this.#changed.fire();
  }
}
