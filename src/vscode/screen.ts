import type { Format } from '../core/format.ts';
import type { Outlook } from '../core/history/outlook.ts';
import type { AccountStore, Clock, Disposable, Event, ReadingStore } from '../core/ports.ts';
import { type Summary, summarise } from '../core/summary.ts';
import type { Troubles } from '../core/troubles.ts';
import type { Settings } from './settings.ts';
import type { StatusBar } from './statusBar.ts';
import { statusItem } from './statusItem.ts';

interface ScreenParts {
  readonly accounts: AccountStore & { readonly loaded: boolean };
  readonly readings: ReadingStore;
  readonly settings: Settings;
  readonly troubles: Troubles;
  readonly format: Format;
  readonly clock: Clock;
  readonly statusBar: StatusBar;
}

/** What goes on once the services are asked, and what shows it beside the status bar. */
interface Work {
  readonly refresher: { readonly running: ReadonlySet<string>; readonly onDidChange: Event<void> };
  readonly manualRefresh: { readonly awaited: boolean; readonly onDidChange: Event<void> };
  readonly outlooks: { all(): ReadonlyMap<string, Outlook>; readonly onDidChange: Event<void> };
  /** Shows the summary; `awaited`: a person waits for a refresh. */
  show(summary: Summary, awaited: boolean): void;
}

/** Sums up what is known after each change and hands the summary to all that is seen. */
export class Screen implements Disposable {
  readonly #parts: ScreenParts;
  readonly #listening: Disposable[] = [];
  #work: Work | undefined;
  #pending: Disposable | undefined;
  #ended = false;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
    this.#listen(parts.accounts, parts.readings, parts.settings, parts.troubles);
  }

  /** Shows from now on what goes on as well. */
  follow(work: Work): void {
    this.#work = work;
    this.#listen(work.refresher, work.manualRefresh, work.outlooks);
    this.draw();
  }

  /** Draws at once. */
  draw(): void {
    // VS Code may end us while the files are still being read.
    if (this.#ended) return;
    this.#pending?.dispose();
    this.#pending = undefined;
    const { accounts, readings, settings, troubles, format, clock, statusBar } = this.#parts;
    const awaited = this.#work?.manualRefresh.awaited ?? false;
    const summary = summarise({
      accounts: accounts.all(),
      loaded: accounts.loaded,
      readings: readings.all(),
      running: this.#work?.refresher.running ?? new Set(),
      awaited,
      thresholds: settings.thresholds,
      troubles: troubles.all(),
      outlooks: this.#work?.outlooks.all(),
      interval: settings.interval,
      now: clock.now(),
    });
    if (this.#work) this.#work.show(summary, awaited);
    else statusBar.show(statusItem(summary, format));
  }

  dispose(): void {
    this.#ended = true;
    this.#pending?.dispose();
    for (const listening of this.#listening) listening.dispose();
  }

  #listen(...sources: readonly { readonly onDidChange: Event<void> }[]): void {
    this.#listening.push(...sources.map(({ onDidChange }) => onDidChange(() => this.#soon())));
  }

  /** Fifty readings that arrive together are drawn once. */
  #soon(): void {
    this.#pending ??= this.#parts.clock.after(0, () => this.draw());
  }
}
