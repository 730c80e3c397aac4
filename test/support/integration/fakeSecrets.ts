import * as vscode from 'vscode';

/** A SecretStorage in memory that can be made to hang or to refuse. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly kept: Map<string, string>;
  mood: 'answers' | 'hangs' | 'refuses' = 'answers';

  readonly onDidChange = this.#changed.event;

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  get(name: string): Promise<string | undefined> {
    return this.#answer(() => this.kept.get(name));
  }

  store(name: string, value: string): Promise<void> {
    return this.#answer(() => void this.kept.set(name, value));
  }

  delete(name: string): Promise<void> {
    return this.#answer(() => void this.kept.delete(name));
  }

  async #answer<T>(give: () => T): Promise<T> {
    if (this.mood === 'refuses') throw new Error('The keyring is locked.');
    if (this.mood === 'hangs') return new Promise<T>(() => {});
    return give();
  }
}
