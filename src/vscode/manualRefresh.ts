import * as vscode from 'vscode';
import type { Account } from '../core/account.ts';
import { Emitter } from '../core/emitter.ts';
import type { Clock, Disposable } from '../core/ports.ts';
import type { Refresher, RefreshReport } from '../core/refresh/refresher.ts';
import { viewId } from './names.ts';

const patience = 1500;

/** A refresh that a person asked for and waits for: it shows progress and can be canceled. */
export class ManualRefresh implements Disposable {
  readonly #refresher: Refresher;
  readonly #clock: Clock;
  readonly #changed = new Emitter<void>();
  readonly #running = new Set<AbortController>();

  /** Fires when the first wait begins and when the last one ends. */
  readonly onDidChange = this.#changed.event;

  constructor(refresher: Refresher, clock: Clock) {
    this.#refresher = refresher;
    this.#clock = clock;
  }

  /** Whether a person waits now. */
  get awaited(): boolean {
    return this.#running.size > 0;
  }

  /** Refreshes these accounts. Progress is in the view at once, and in a message with a Cancel button if it takes long. */
  async run(accounts: readonly Account[]): Promise<RefreshReport> {
    const abort = new AbortController();
    this.#running.add(abort);
    this.#changed.fire();
    const done = this.#refresher.refresh(accounts, abort.signal);
    const slow = this.#clock.after(patience, () => this.#offerCancel(done, abort));
    try {
      return await vscode.window.withProgress({ location: { viewId } }, () => done);
    } finally {
      slow.dispose();
      this.#running.delete(abort);
      this.#changed.fire();
    }
  }

  /** Ends every wait; accounts that have not answered keep their last balance. */
  cancel(): void {
    for (const abort of this.#running) abort.abort();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  #offerCancel(done: Promise<unknown>, abort: AbortController): void {
    const options = { location: vscode.ProgressLocation.Notification, title: 'Refreshing balances', cancellable: true };
    void vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => abort.abort());
      return done.catch(() => {});
    });
  }
}
