import { Emitter } from '../../../src/core/emitter.ts';
import type { Keys } from '../../../src/core/ports.ts';

type Method = 'get' | 'set' | 'delete';

/** A keyring in memory, each method of which can be made to refuse. */
export class FakeKeys implements Keys {
  readonly kept: Map<string, string>;
  readonly #refuses = new Set<Method>();
  readonly #changed = new Emitter<string>();

  readonly onDidChange = this.#changed.event;

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  /** From now on these methods reject. */
  refuse(...methods: readonly Method[]): void {
    for (const method of methods) this.#refuses.add(method);
  }

  async get(accountId: string): Promise<string | undefined> {
    this.#check('get');
    return this.kept.get(accountId);
  }

  async set(accountId: string, key: string): Promise<void> {
    this.#check('set');
    this.kept.set(accountId, key);
    this.#changed.fire(accountId);
  }

  async delete(accountId: string): Promise<void> {
    this.#check('delete');
    this.kept.delete(accountId);
    this.#changed.fire(accountId);
  }

  #check(method: Method): void {
    if (this.#refuses.has(method)) throw new Error(`The keyring refuses to ${method}.`);
  }
}
