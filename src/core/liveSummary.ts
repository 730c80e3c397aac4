import type { Account } from './account.ts';
import type { AttentionLimits } from './attention.ts';
import { Emitter } from './emitter.ts';
import type { Outlook } from './history/forecast/outlook.ts';
import type { AccountStore, Clock, Disposable, Event, ReadingStore, Setting } from './ports.ts';
import type { LeastInterval } from './provider.ts';
import type { Reading } from './reading.ts';
import type { ThresholdSetting } from './standing.ts';
import type { StorageProblem } from './storageProblems.ts';
import { type Summary, summarize } from './summary.ts';
import { minute } from './time.ts';

/** The one value that everything people see is drawn from, and word of each change of it. */
export interface SummarySource {
  readonly current: Summary;
  readonly onDidChange: Event<Summary>;
}

type Changing<T> = T & { readonly onDidChange: Event<void> };

interface Sources {
  readonly accounts: AccountStore & { readonly loaded: boolean };
  readonly readings: ReadingStore;
  readonly thresholds: Setting<ThresholdSetting>;
  readonly attention: Setting<AttentionLimits>;
  /** The age from which a balance is stale, in milliseconds. */
  staleAfter(): number;
  readonly storageProblems: Changing<{ all(): readonly StorageProblem[] }>;
  readonly clock: Clock;
}

/** The sources that are loaded after the first number is on show. */
interface LaterSources {
  readonly checks: Changing<{
    /** The ids of the accounts that are being checked because a person asked for it. */
    readonly refreshing: ReadonlySet<string>;
    /** Readings that hold in this window alone, by account id. */
    readonly localFailures: ReadonlyMap<string, Reading>;
  }>;
  readonly outlooks: Changing<{ all(): ReadonlyMap<string, Outlook> }>;
  /** The host that an account's service is asked at now, by the settings. */
  hostOf(account: Account): string | undefined;
  /** How often an account's service may be asked at most. */
  leastIntervalOf(account: Account): LeastInterval | undefined;
}

/** The summary of what the stores hold now. Changes that come together make one new summary; so does each minute. */
export class LiveSummary implements SummarySource, Disposable {
  readonly #sources: Sources;
  readonly #changed = new Emitter<Summary>();
  readonly #subscriptions: Disposable[] = [];
  #later: LaterSources | undefined;
  #pending: Disposable | undefined;
  #minute: Disposable | undefined;
  #current: Summary;
  #ended = false;

  readonly onDidChange = this.#changed.event;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#current = this.#summarize();
    this.#listen(sources.accounts, sources.readings, sources.thresholds, sources.attention, sources.storageProblems);
  }

  get current(): Summary {
    return this.#current;
  }

  /** Takes these sources in as well. */
  follow(later: LaterSources): void {
    if (this.#ended) return;
    this.#later = later;
    this.#listen(later.checks, later.outlooks);
    this.update();
  }

  /** Sums up at once and says so. */
  update(): void {
    if (this.#ended) return;
    this.#pending?.dispose();
    this.#pending = undefined;
    this.#minute?.dispose();
    this.#minute = this.#sources.clock.after(minute, () => this.update());
    this.#current = this.#summarize();
    this.#changed.fire(this.#current);
  }

  dispose(): void {
    this.#ended = true;
    this.#pending?.dispose();
    this.#minute?.dispose();
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #summarize(): Summary {
    const { accounts, readings, thresholds, attention, storageProblems, clock } = this.#sources;
    return summarize({
      accounts: accounts.all(),
      loaded: accounts.loaded,
      readings: new Map([...readings.all(), ...(this.#later?.checks.localFailures ?? [])]),
      refreshing: this.#later?.checks.refreshing ?? new Set(),
      thresholds: thresholds.value,
      attention: attention.value,
      staleAfter: this.#sources.staleAfter(),
      storageProblems: storageProblems.all(),
      outlooks: this.#later?.outlooks.all(),
      hostOf: (account) => this.#later?.hostOf(account),
      leastIntervalOf: (account) => this.#later?.leastIntervalOf(account),
      now: clock.now(),
    });
  }

  #listen(...sources: readonly { readonly onDidChange: Event<unknown> }[]): void {
    const soon = () => {
      this.#pending ??= this.#sources.clock.after(0, () => this.update());
    };
    this.#subscriptions.push(...sources.map(({ onDidChange }) => onDidChange(soon)));
  }
}
