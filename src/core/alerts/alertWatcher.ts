import { delay } from '../delay.ts';
import type { SummarySource } from '../liveSummary.ts';
import type { Clock, Disposable, Log } from '../ports.ts';
import type { Summary } from '../summary.ts';
import type { Alert } from './alert.ts';
import { AlertGate } from './alertGate.ts';
import { reportOf, silenced } from './alertReport.ts';
import type { AlertSettings } from './alertSettings.ts';
import { type AlertState, type AlertTransition, nextState, snoozed } from './alertState.ts';
import type { AlertStore } from './alertStore.ts';

/** How long an alert waits for others, so that several that come together are one message, in milliseconds. */
const gathering = 1_000;
/** How long a window that isn't focused leaves an alert to the one that is, in milliseconds. */
const politeness = 2_000;

export interface AlertPorts {
  readonly summary: SummarySource;
  readonly store: AlertStore;
  readonly clock: Clock;
  readonly log: Log;
  settings(): AlertSettings;
  /** Whether the user works in this window. */
  isFocused(): boolean;
  /** Shows the alerts in one message. */
  show(alerts: readonly Alert[]): void;
}

/** Follows the summary and shows each new alert once among all windows. */
export class AlertWatcher implements Disposable {
  readonly #ports: AlertPorts;
  readonly #gate = new AlertGate();
  readonly #ended = new AbortController();
  readonly #subscription: Disposable;
  /** The alerts shown during each task that asks for them. */
  readonly #collecting = new Set<Alert[]>();
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(ports: AlertPorts) {
    this.#ports = ports;
    this.#subscription = ports.summary.onDidChange((summary) => this.#look(summary));
    this.#look(ports.summary.current);
  }

  /** Shows none of these before tomorrow. */
  async snooze(alerts: readonly Alert[]): Promise<void> {
    const { store, clock } = this.#ports;
    await store.change((state) => snoozed(state, alerts, clock.now()));
  }

  /** The alerts that were shown while a task ran, those that its end brought about among them. */
  async during<T>(task: Promise<T>): Promise<{ readonly result: T; readonly shown: readonly Alert[] }> {
    const shown: Alert[] = [];
    this.#collecting.add(shown);
    try {
      const result = await task;
      // The summary of the end comes in the next turn.
      await delay(this.#ports.clock, 0, this.#ended.signal);
      await this.#looking;
      return { result, shown };
    } finally {
      this.#collecting.delete(shown);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#ended.abort();
  }

  /** Looks at once, or again after the look that is under way. */
  #look(summary: Summary): void {
    if (summary.condition === 'loading') return;
    this.#gate.follow(summary);
    this.#again = true;
    this.#looking ??= this.#lookUntilDone();
  }

  async #lookUntilDone(): Promise<void> {
    try {
      while (this.#again && !this.#ended.signal.aborted) {
        this.#again = false;
        await this.#lookOnce();
      }
    } catch (error) {
      this.#ports.log.warn(`alerts: ${error instanceof Error ? error.name : 'failed'}`);
    } finally {
      this.#looking = undefined;
    }
  }

  async #lookOnce(): Promise<void> {
    const { summary, store, clock, isFocused } = this.#ports;
    await store.load();
    const planned = this.#transition(store.state);
    const muted = this.#mutedIds();
    // Most looks change nothing, and then no other window has to wait.
    if (planned.state === store.state) return;
    if (planned.alerts.length > 0) {
      // Its end brings another summary, and with it what the other accounts have to say.
      if (summary.current.refreshing) return;
      await delay(clock, isFocused() ? gathering : politeness, this.#ended.signal);
    }
    if (this.#ended.signal.aborted) return;
    let alerts: readonly Alert[] = [];
    await store.change((state) => {
      const next = this.#transition(state);
      alerts = next.alerts;
      return next.state;
    });
    // Even if it ends now: no other window would show them.
    this.#show(alerts, [...muted, ...this.#mutedIds()]);
  }

  /** A muted account has its alerts as others do, unseen: there is nothing to catch up on once it isn't muted. */
  #show(alerts: readonly Alert[], muted: readonly string[]): void {
    const heard = alerts.filter(({ accountId }) => !muted.includes(accountId));
    if (heard.length === 0) return;
    for (const shown of this.#collecting) shown.push(...heard);
    this.#ports.show(heard);
  }

  #mutedIds(): readonly string[] {
    return this.#ports.summary.current.accounts.flatMap(({ account }) => (account.muted ? [account.id] : []));
  }

  #transition(state: AlertState): AlertTransition {
    const { summary, clock, settings } = this.#ports;
    const now = clock.now();
    const wanted = settings();
    const reports = summary.current.accounts.map((account) => {
      const report = reportOf(account, wanted, now);
      return this.#gate.isOpenFor(account, now) ? report : silenced(report);
    });
    return nextState(state, reports, wanted, now);
  }
}
