import type { Account } from '../account.ts';
import { delay } from '../delay.ts';
import { Emitter } from '../emitter.ts';
import type { Disposable } from '../ports.ts';
import { readingOf } from '../reading.ts';
import type { CheckResult, SharedCheckPorts } from './checkOnce.ts';
import { CheckRuns } from './checkRuns.ts';
import { isDue } from './schedule.ts';

/** How often the refresher looks whether an account is due, in milliseconds. */
export const tickInterval = 30_000;
/** The longest wait before the first look, in milliseconds: ten windows that are restored together are no burst. */
const longestStart = 2_000;
/** How long the network gets to come back after a sleep, in milliseconds. */
const wakeTime = 5_000;
/** How long a key that has changed may stand without its row in the list of accounts, in milliseconds. */
const changeTime = 1_000;

/** How a refresh went, account by account. */
export interface RefreshReport {
  readonly results: readonly CheckResult[];
}

/** Decides when accounts are asked. */
export class Refresher implements Disposable {
  readonly #ports: SharedCheckPorts;
  readonly #runs: CheckRuns;
  readonly #changed = new Emitter<void>();
  readonly #ticked = new Emitter<void>();
  readonly #ended = new AbortController();
  #timer: Disposable | undefined;
  #lastTick: number | undefined;

  /** Fires when an account's check begins or ends, and at every tick, because ages are on show. */
  readonly onDidChange = this.#changed.event;
  /** Fires twice a minute, before anything is asked. */
  readonly onDidTick = this.#ticked.event;

  constructor(ports: SharedCheckPorts) {
    this.#ports = ports;
    this.#runs = new CheckRuns(ports);
    this.#runs.onDidChange(() => this.#changed.fire());
  }

  /** The ids of the accounts that are being asked. */
  get running(): ReadonlySet<string> {
    return this.#runs.running;
  }

  /** Asks what is due after a moment, and from then on at every tick until disposed. */
  start(): void {
    if (this.#ended.signal.aborted || this.#timer) return;
    this.#timer = this.#ports.clock.after(this.#ports.random() * longestStart, () => this.#tick());
  }

  /**
   * An account's key may have changed, here or in another window: asks if that makes a difference, which is when the
   * account was waiting for its key, or no longer has it.
   */
  async keyChanged(accountId: string): Promise<void> {
    const { accounts, readings, keys, fingerprints, clock } = this.#ports;
    // A key is kept before its account is and goes before it: what is seen in between says nothing.
    await delay(clock, changeTime, this.#ended.signal);
    if (this.#ended.signal.aborted) return;
    await accounts.load();
    // Ten windows hear of it, and the first may have asked.
    await readings.load();
    const account = accounts.all().find(({ id }) => id === accountId);
    if (!account) return;
    const stored = await keys.get(accountId).catch(() => undefined);
    const isThere = stored !== undefined && fingerprints.matches(account.fingerprint, stored.key);
    const reason = readingOf(account, readings.all())?.failure?.reason;
    const wasThere = reason !== 'keyLost' && reason !== 'keyUnavailable';
    if (isThere !== wasThere) await this.#refreshAll([account], this.#ended.signal, true);
  }

  /** Asks the accounts whose endpoint could not be used, because it may be another one now. */
  refreshMoved(): Promise<RefreshReport> {
    const { accounts, readings } = this.#ports;
    const moved = accounts.all().filter((account) => {
      const reason = readingOf(account, readings.all())?.failure?.reason;
      return reason === 'originChanged' || reason === 'endpointInvalid';
    });
    return this.refresh(moved, this.#ended.signal);
  }

  /** Asks the accounts that are due, as far as no other window has asked or asks them. */
  async refreshDue(): Promise<RefreshReport> {
    const { accounts, readings, clock } = this.#ports;
    await accounts.load();
    await readings.load();
    const now = clock.now();
    const due = accounts
      .all()
      .filter((account) => isDue(readingOf(account, readings.all()), this.#ports.interval(), now));
    return this.#refreshAll(due, this.#ended.signal, false);
  }

  /**
   * Asks these accounts whether they are due or not, each on its own, joining checks that already run. An account
   * whose service asked to be left alone (`Retry-After`) is not asked: its failure is reported as it stands.
   */
  refresh(accounts: readonly Account[], signal: AbortSignal): Promise<RefreshReport> {
    return this.#refreshAll(accounts, signal, true);
  }

  dispose(): void {
    this.#ended.abort();
    this.#runs.dispose();
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#changed.dispose();
    this.#ticked.dispose();
  }

  #tick(): void {
    const { clock } = this.#ports;
    const now = clock.now();
    const slept = this.#lastTick !== undefined && now - this.#lastTick > 3 * tickInterval;
    this.#lastTick = now;
    this.#timer = clock.after(tickInterval, () => this.#tick());
    this.#ticked.fire();
    void (slept ? delay(clock, wakeTime, this.#ended.signal) : Promise.resolve()).then(() => this.refreshDue());
    this.#changed.fire();
  }

  async #refreshAll(accounts: readonly Account[], signal: AbortSignal, asked: boolean): Promise<RefreshReport> {
    return { results: await Promise.all(accounts.map((account) => this.#runs.run(account, signal, asked))) };
  }
}
