import { Emitter } from '../../../src/core/emitter.ts';
import { KeyringError } from '../../../src/core/errors.ts';
import type { KeyBinding, StoredKey } from '../../../src/core/keyBinding.ts';
import type { Keys } from '../../../src/core/ports.ts';

type Method = 'get' | 'set' | 'bind' | 'delete' | 'ids';

/** A keyring in memory, each method of which can be made to refuse. */
export class FakeKeys implements Keys {
  readonly kept: Map<string, string>;
  readonly bindings = new Map<string, KeyBinding>();
  readonly #refuses = new Set<Method>();
  readonly #changed = new Emitter<string>();

  readonly onDidChange = this.#changed.event;

  /** With these keys, which have no binding: as version 0.1.0 saved them. */
  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  /** From now on these methods reject. */
  refuse(...methods: readonly Method[]): void {
    for (const method of methods) this.#refuses.add(method);
  }

  /** From now on every method answers. */
  answer(): void {
    this.#refuses.clear();
  }

  async get(accountId: string): Promise<StoredKey | undefined> {
    this.#check('get');
    const key = this.kept.get(accountId);
    return key === undefined ? undefined : { key, binding: this.bindings.get(accountId) };
  }

  async set(accountId: string, key: string, binding: KeyBinding): Promise<void> {
    this.#check('set');
    this.bindings.set(accountId, binding);
    this.kept.set(accountId, key);
    this.#changed.fire(accountId);
  }

  async bind(accountId: string, binding: KeyBinding): Promise<void> {
    this.#check('bind');
    this.bindings.set(accountId, binding);
  }

  async delete(accountId: string): Promise<void> {
    this.#check('delete');
    this.kept.delete(accountId);
    this.bindings.delete(accountId);
    this.#changed.fire(accountId);
  }

  async ids(): Promise<readonly string[]> {
    this.#check('ids');
    return [...this.kept.keys()];
  }

  #check(method: Method): void {
    if (this.#refuses.has(method)) throw new KeyringError('refused');
  }
}
