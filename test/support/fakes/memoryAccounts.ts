import type { Account } from '../../../src/core/account.ts';
import { Emitter } from '../../../src/core/emitter.ts';
import type { AccountStore } from '../../../src/core/ports.ts';

/** A list of accounts in memory, on a disk that can be made to refuse. */
export class MemoryAccounts implements AccountStore {
  #accounts: readonly Account[];
  /** How many changes can still be kept. */
  #left = Number.POSITIVE_INFINITY;
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(accounts: readonly Account[] = []) {
    this.#accounts = accounts;
  }

  /** No change can be kept any more, but for the next few. */
  refuse(afterChanges = 0): void {
    this.#left = afterChanges;
  }

  all(): readonly Account[] {
    return this.#accounts;
  }

  async change(edit: (accounts: readonly Account[]) => readonly Account[]): Promise<void> {
    const accounts = edit(this.#accounts);
    if (this.#left <= 0) throw new Error('The disk is full.');
    this.#left -= 1;
    this.#accounts = accounts;
    this.#changed.fire();
  }
}
