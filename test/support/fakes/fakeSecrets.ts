import type * as vscode from 'vscode';
import { Emitter } from '../../../src/core/emitter.ts';

/** A SecretStorage in memory that can be made to hang or to refuse, altogether or for some names. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly #changed = new Emitter<vscode.SecretStorageChangeEvent>();
  readonly kept: Map<string, string>;
  mood: 'answers' | 'hangs' | 'refuses' = 'answers';
  /** Writing a name that begins like this is refused. */
  refusedName: string | undefined;

  readonly onDidChange = this.#changed.event as vscode.Event<vscode.SecretStorageChangeEvent>;

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  get(name: string): Promise<string | undefined> {
    return this.#answer(() => this.kept.get(name));
  }

  store(name: string, value: string): Promise<void> {
    return this.#answer(() => {
      this.#check(name);
      this.kept.set(name, value);
      this.#changed.fire({ key: name });
    });
  }

  delete(name: string): Promise<void> {
    return this.#answer(() => {
      this.#check(name);
      this.kept.delete(name);
      this.#changed.fire({ key: name });
    });
  }

  #check(name: string): void {
    if (this.refusedName !== undefined && name.startsWith(this.refusedName)) throw new Error(`${name} is refused.`);
  }

  async #answer<T>(give: () => T): Promise<T> {
    if (this.mood === 'refuses') throw new Error('The keyring is locked.');
    if (this.mood === 'hangs') return new Promise<T>(() => {});
    return give();
  }
}
