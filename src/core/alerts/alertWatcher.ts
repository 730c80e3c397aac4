import type { Account } from '../account.ts';
import { delay } from '../delay.ts';
import type { PoolOutlook } from '../history/forecast/outlook.ts';
import type { History } from '../history/record/series.ts';
import type { Clock, Disposable, Log } from '../ports.ts';
import type { Reading } from '../reading.ts';
import { type ThresholdSetting, thresholdsOf } from '../standing.ts';
import type { AccountSummary, PoolSummary, Summary } from '../summary.ts';
import type { Alert } from './alert.ts';
import type { AlertMemory } from './alertMemory.ts';
import type { AlertSettings } from './alertSettings.ts';
import type { AlertStore } from './alertStore.ts';
import type { Circumstances } from './judgement.ts';
import { observe, silent } from './observe.ts';
import { highestOf, type Past } from './past.ts';
import { QuietTimes } from './quietTimes.ts';
import { SecondReadings } from './secondReadings.ts';
import { snoozed } from './snoozed.ts';
import { type Step, step } from './step.ts';

/** How long a window that nobody looks at leaves it to the one that somebody does, in milliseconds. */
const politeness = 2_000;

export interface AlertPorts {
  readonly store: AlertStore;
  readonly clock: Clock;
  readonly log: Log;
  settings(): AlertSettings;
  /** By provider or account id. */
  thresholds(): ThresholdSetting;
  /** What was used in the hour before a time, and what is usual; undefined while that is being learnt. */
  lastHour(history: History, time: number): Past['hour'];
  /** Whether the person looks at this window. */
  isFocused(): boolean;
  /** Tells a person, in one message. */
  show(alerts: readonly Alert[]): void;
  /** Checks an account that has only just been checked. */
  checkAgain(account: Account): void;
}

/** Follows the summaries and tells what is new in them, once among all windows. */
export class AlertWatcher implements Disposable {
  readonly #ports: AlertPorts;
  readonly #quiet = new QuietTimes();
  readonly #second: SecondReadings;
  readonly #pasts = new WeakMap<PoolOutlook, Past>();
  readonly #ended = new AbortController();
  #latest: Summary | undefined;
  #running = false;
  #again = false;

  constructor(ports: AlertPorts) {
    this.#ports = ports;
    this.#second = new SecondReadings(ports);
  }

  /** The refresher has ticked: from this a sleep is told. */
  tick(): void {
    this.#quiet.tick(this.#ports.clock.now());
  }

  /** Something may have changed. Looks at once, or once more when it has done with what it looks at now. */
  look(summary: Summary): void {
    if (summary.condition === 'loading' || this.#ended.signal.aborted) return;
    this.#quiet.look(summary);
    this.#latest = summary;
    if (this.#running) this.#again = true;
    else void this.#lookAtAll();
  }

  /** A person does not want to hear of these before tomorrow. */
  async snooze(alerts: readonly Alert[]): Promise<void> {
    const { store, clock } = this.#ports;
    await store.change((memory) => snoozed(memory, alerts, clock.now()));
  }

  dispose(): void {
    this.#ended.abort();
    this.#second.dispose();
  }

  async #lookAtAll(): Promise<void> {
    this.#running = true;
    try {
      do {
        this.#again = false;
        await this.#lookOnce();
      } while (this.#again && !this.#ended.signal.aborted);
    } catch (error) {
      this.#ports.log.warn(`alerts: ${error instanceof Error ? error.name : 'failed'}`);
    } finally {
      this.#running = false;
    }
  }

  async #lookOnce(): Promise<void> {
    const { store, clock, isFocused, show } = this.#ports;
    await store.load();
    const planned = this.#step(store.memory);
    let begun: ReadonlySet<string> = new Set();
    // Most looks change nothing, and then no other window has to wait.
    if (planned.memory !== store.memory) {
      if (planned.alerts.length > 0 && !isFocused()) await delay(clock, politeness, this.#ended.signal);
      if (this.#ended.signal.aborted) return;
      let alerts: readonly Alert[] = [];
      await store.change((memory) => {
        const done = this.#step(memory);
        alerts = done.alerts;
        begun = newDoubts(memory, done.memory);
        return done.memory;
      });
      // Even if it ends now: another window would not tell it again.
      if (alerts.length > 0) show(alerts);
    }
    if (this.#latest && !this.#ended.signal.aborted) this.#second.want(store.memory, begun, () => this.#latest);
  }

  #step(memory: AlertMemory): Step {
    const { clock, settings } = this.#ports;
    const now = clock.now();
    const wanted = settings();
    const isQuiet = this.#quiet.isQuiet(now);
    const observations = (this.#latest?.accounts ?? []).map((summary) => {
      const observation = observe(summary, this.#circumstances(summary, wanted, now));
      return isQuiet || !this.#quiet.isNew(summary) ? silent(observation) : observation;
    });
    return step(memory, observations, wanted, now);
  }

  #circumstances({ account, main, reading }: AccountSummary, settings: AlertSettings, now: number): Circumstances {
    const thresholds = main ? thresholdsOf(account, main.pool, this.#ports.thresholds()) : {};
    return { settings, thresholds, past: main && this.#pastOf(main, reading), now };
  }

  /** At the last good reading, because nothing is known of the time since; so it is reckoned once for each. */
  #pastOf({ outlook, pool }: PoolSummary, { balanceAt }: Partial<Reading> = {}): Past | undefined {
    const known = outlook && this.#pasts.get(outlook);
    if (known || !outlook || balanceAt === undefined) return known;
    const { history } = outlook;
    const hour = this.#ports.lastHour(history, balanceAt);
    const past: Past = { hour, highest: highestOf(history, pool.unit, balanceAt) };
    this.#pasts.set(outlook, past);
    return past;
  }
}

/** The ids of the accounts whose 0 is doubted from now on. */
function newDoubts(before: AlertMemory, after: AlertMemory): ReadonlySet<string> {
  const known = new Map(before.map(({ accountId, doubt }) => [accountId, doubt]));
  return new Set(
    after
      .filter(({ accountId, doubt }) => doubt !== undefined && doubt !== known.get(accountId))
      .map(({ accountId }) => accountId),
  );
}
