import type * as vscode from 'vscode';
import type { Clock, Disposable, Event, Keys } from '../core/ports.ts';

const prefix = 'credits.key.';
const patience = 10_000;

/** The keys in VS Code's SecretStorage, the only place where they are kept. A keyring that hangs rejects after 10 s. */
export class SecretKeys implements Keys, Disposable {
  readonly #ending = new Set<() => void>();
  readonly #secrets: vscode.SecretStorage;
  readonly #clock: Clock;

  readonly onDidChange: Event<string>;

  constructor(secrets: vscode.SecretStorage, clock: Clock) {
    this.#secrets = secrets;
    this.#clock = clock;
    this.onDidChange = (listener) =>
      secrets.onDidChange(({ key: name }) => {
        if (name.startsWith(prefix)) listener(name.slice(prefix.length));
      });
  }

  get(accountId: string): Promise<string | undefined> {
    return this.#inTime(this.#secrets.get(nameOf(accountId)));
  }

  set(accountId: string, key: string): Promise<void> {
    return this.#inTime(this.#secrets.store(nameOf(accountId), key));
  }

  delete(accountId: string): Promise<void> {
    return this.#inTime(this.#secrets.delete(nameOf(accountId)));
  }

  dispose(): void {
    for (const end of [...this.#ending]) end();
  }

  #inTime<T>(answer: Thenable<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new Error('The secret storage does not answer.'));
      const timer = this.#clock.after(patience, giveUp);
      const end = () => {
        timer.dispose();
        this.#ending.delete(end);
        giveUp();
      };
      this.#ending.add(end);
      answer.then(resolve, reject).then(end);
    });
  }
}

function nameOf(accountId: string): string {
  return prefix + accountId;
}
