import * as vscode from 'vscode';
import type { Account } from '../core/account.ts';
import type { Clock, Disposable } from '../core/ports.ts';
import type { Refresher, RefreshReport } from '../core/refresh/refresher.ts';
import { viewId } from './names.ts';

/** How long a refresh may take before it is offered to be canceled, in milliseconds. */
const offerDelay = 1500;

/** A refresh that a person asked for and waits for: it shows progress and can be canceled. */
export class ManualRefresh implements Disposable {
  readonly #refresher: Refresher;
  readonly #clock: Clock;
  readonly #running = new Set<AbortController>();

  constructor(refresher: Refresher, clock: Clock) {
    this.#refresher = refresher;
    this.#clock = clock;
  }

  /** Refreshes these accounts. Progress is in the view at once, and in a message with a Cancel button if it takes long. */
  async run(accounts: readonly Account[]): Promise<RefreshReport> {
    const abort = new AbortController();
    this.#running.add(abort);
    const done = this.#refresher.refresh(accounts, abort.signal);
    const slow = this.#clock.after(offerDelay, () => this.#offerCancel(done, abort));
    try {
      return await vscode.window.withProgress({ location: { viewId } }, () => done);
    } finally {
      slow.dispose();
      this.#running.delete(abort);
    }
  }

  /** Ends every wait; accounts that have not answered keep their last balance. */
  cancel(): void {
    for (const abort of this.#running) abort.abort();
  }

  dispose(): void {
    this.cancel();
  }

  #offerCancel(done: Promise<unknown>, abort: AbortController): void {
    const options = { location: vscode.ProgressLocation.Notification, title: 'Refreshing balances', cancellable: true };
    void vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => abort.abort());
      return done.catch(() => {});
    });
  }
}
