import type { Format } from '../core/format.ts';
import type { Clock, Disposable, Event } from '../core/ports.ts';
import type { Provider } from '../core/provider.ts';
import { type Facts, summarise } from '../core/summary.ts';
import type { BalancesView } from './balancesView.ts';
import { ContextKey } from './contextKey.ts';
import { contextKeys } from './names.ts';
import { rows, viewMessage } from './rows.ts';
import type { StatusBar } from './statusBar.ts';
import { statusItem } from './statusItem.ts';

interface ScreenParts {
  /** What there is to show now. */
  facts(): Facts;
  /** Everything that can change the facts. */
  readonly changes: readonly Event<void>[];
  readonly format: Format;
  providerOf(id: string): Provider | undefined;
  readonly clock: Clock;
  readonly statusBar: StatusBar;
  readonly view: BalancesView;
}

/** Sums up the facts after each change and hands the summary to all that is seen. */
export class Screen implements Disposable {
  readonly #parts: ScreenParts;
  readonly #listening: readonly Disposable[];
  readonly #noAccounts = new ContextKey(contextKeys.noAccounts);
  readonly #refreshing = new ContextKey(contextKeys.refreshing);
  #pending: Disposable | undefined;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
    this.#listening = parts.changes.map((onDidChange) => onDidChange(() => this.#soon()));
    this.#soon();
  }

  dispose(): void {
    this.#pending?.dispose();
    for (const listening of this.#listening) listening.dispose();
  }

  /** Fifty readings that arrive together are drawn once. */
  #soon(): void {
    this.#pending ??= this.#parts.clock.after(0, () => {
      this.#pending = undefined;
      this.#draw();
    });
  }

  #draw(): void {
    const { format, statusBar, view, providerOf } = this.#parts;
    const facts = this.#parts.facts();
    const summary = summarise(facts);
    statusBar.show(statusItem(summary, format));
    this.#refreshing.set(facts.awaited);
    if (summary.condition === 'loading') return;
    this.#noAccounts.set(summary.condition === 'none');
    view.show(rows(summary, format, providerOf), viewMessage(summary, format));
  }
}
