import type { Account } from '../account.ts';
import { delay } from '../delay.ts';
import { Emitter } from '../emitter.ts';
import { type FailureReason, isLocal } from '../failure.ts';
import type { Disposable } from '../ports.ts';
import { afterFailure, type Reading, readingOf, stateOf } from '../reading.ts';
import { type CheckPorts, type CheckResult, checkAccount, slotOf, type Trigger } from './checkAccount.ts';
import { RequestQueue } from './requestQueue.ts';
import { RunningChecks } from './runningChecks.ts';
import { DueTimer, dueAt, keyChangeDelay, longestStartDelay, overdue, retryTime, type Schedule } from './schedule.ts';

interface RefresherPorts extends Omit<CheckPorts, 'unconfirmedZeros' | 'queue'> {
  readonly schedule: Pick<Schedule, 'interval' | 'staleAfter'>;
  /** Whether all windows see the same keys. In a browser or on a remote machine, one may lack one that another has. */
  readonly keysAreShared: boolean;
}

/** What another setting can help against. */
const ofSettings: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'originChanged',
  'endpointInvalid',
  'unknownProvider',
  'entryInvalid',
]);

/** How a refresh went, account by account. */
export interface RefreshReport {
  readonly results: readonly CheckResult[];
}

/** Checks accounts when they are due and when a person asks; those that are paused only in the latter case. */
export class Refresher implements Disposable {
  readonly #ports: RefresherPorts;
  readonly #checks: RunningChecks;
  readonly #timer: DueTimer;
  /** By account id; the last check of this window failed before anything was sent. */
  readonly #localFailures = new Map<string, Reading>();
  readonly #changed = new Emitter<void>();
  readonly #ended = new AbortController();
  readonly #subscriptions: Disposable[] = [];
  #started = false;

  /** Fires when `refreshing` or `localFailures` changes. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: RefresherPorts) {
    this.#ports = ports;
    const checkPorts: CheckPorts = { ...ports, queue: new RequestQueue(ports.clock), unconfirmedZeros: new Set() };
    this.#checks = new RunningChecks(async (account, trigger, signal) => {
      const result = await checkAccount(checkPorts, account, trigger, signal);
      this.#noteLocalFailure(result);
      return result;
    });
    this.#checks.onDidChange((trigger) => {
      this.#setTimer();
      if (trigger === 'user') this.#changed.fire();
    });
    this.#timer = new DueTimer(ports.clock, () => void this.refreshDue());
  }

  /** The ids of the accounts that are being checked because a person asked for it. */
  get refreshing(): ReadonlySet<string> {
    return this.#checks.accountIds('user');
  }

  /** Readings that hold in this window alone, by account id: no key here, an endpoint that moved. */
  get localFailures(): ReadonlyMap<string, Reading> {
    return new Map(
      this.#ports.accounts.all().flatMap((account) => {
        const failure = this.#localFailureOf(account);
        return failure && !this.#isReadElsewhere(account, failure) ? [[account.id, failure]] : [];
      }),
    );
  }

  /** Checks what is due after a moment, and from then on whenever an account is due, until disposed. */
  start(): void {
    if (this.#ended.signal.aborted || this.#started) return;
    this.#started = true;
    const { accounts, readings, random } = this.#ports;
    const setTimer = () => this.#setTimer();
    this.#subscriptions.push(accounts.onDidChange(setTimer), readings.onDidChange(setTimer));
    this.#timer.waitOut(random() * longestStartDelay);
  }

  /** Somebody looks, or the interval has changed: checks what is due now. */
  look(): void {
    if (this.#started) this.#timer.call();
  }

  /** Checks the accounts that are due, unless another window does. */
  async refreshDue(): Promise<RefreshReport> {
    const { accounts, readings, schedule, clock } = this.#ports;
    await accounts.load();
    await readings.load();
    const now = clock.now();
    const due = accounts.all().filter((account) => this.#dueAt(account, schedule.interval, now) <= now);
    const report = this.#checkAll(this.#inTurn(due, now), 'timer', this.#ended.signal);
    this.#setTimer();
    return report;
  }

  /**
   * Checks these accounts, due or not, each on its own. An account whose service asked to be left alone (`Retry-After`)
   * is not asked: its failure is reported again.
   */
  refresh(accounts: readonly Account[], signal: AbortSignal): Promise<RefreshReport> {
    return this.#checkAll(accounts, 'user', signal);
  }

  /**
   * An account's key may have changed, here or in another window: checks the account if it was waiting for its key, or
   * no longer has it.
   */
  async keyChanged(accountId: string): Promise<void> {
    const { accounts, readings, keys, fingerprints, clock, keysAreShared } = this.#ports;
    // A key is saved before its account is and removed before it: what is seen in between says nothing.
    await delay(clock, keyChangeDelay, this.#ended.signal);
    if (this.#ended.signal.aborted) return;
    await accounts.load();
    // Ten windows notice it, and the first may have checked.
    await readings.load();
    const account = accounts.all().find(({ id }) => id === accountId);
    if (!account || account.paused) return;
    const stored = await keys.get(accountId).catch(() => 'unavailable' as const);
    const isThere = stored !== 'unavailable' && stored && fingerprints.matches(account.fingerprint, stored.key);
    const reason = this.#readingOf(account)?.failure?.reason;
    const wasThere = reason !== 'keyLost' && reason !== 'keyElsewhere' && reason !== 'keyUnavailable';
    if (isThere && !wasThere) await this.#checkAll([account], 'timer', this.#ended.signal);
    // Every window finds out for itself, because a failure of this kind is not shared.
    if (!isThere && wasThere && stored !== 'unavailable') {
      this.#noteLocalFailure({
        account,
        outcome: { kind: 'unauthorized', reason: keysAreShared ? 'keyLost' : 'keyElsewhere' },
      });
    }
  }

  /** Checks the accounts whose endpoint or service could not be used, because it may be another one now, or can't be any more. */
  async endpointsChanged(): Promise<void> {
    const { accounts, providers } = this.#ports;
    const moved = accounts.all().filter((account) => {
      if (account.paused) return false;
      const reason = this.#readingOf(account)?.failure?.reason;
      return (reason !== undefined && ofSettings.has(reason)) || !providers.get(account.provider);
    });
    await this.#checkAll(moved, 'timer', this.#ended.signal);
  }

  dispose(): void {
    this.#ended.abort();
    this.#timer.dispose();
    this.#checks.dispose();
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #checkAll(accounts: readonly Account[], trigger: Trigger, signal: AbortSignal): Promise<RefreshReport> {
    return { results: await Promise.all(accounts.map((account) => this.#checks.run(account, trigger, signal))) };
  }

  #setTimer(): void {
    if (!this.#started || this.#ended.signal.aborted) return;
    const { accounts, schedule, clock } = this.#ports;
    const [now, underWay] = [clock.now(), this.#checks.accountIds()];
    const idle = accounts.all().filter(({ id }) => !underWay.has(id));
    this.#timer.waitFor(Math.min(...idle.map((account) => this.#dueAt(account, schedule.interval, now))));
  }

  #dueAt(account: Account, interval: number, now: number): number {
    if (account.paused) return Number.POSITIVE_INFINITY;
    const reading = this.#readingOf(account);
    // Saved by version 0.1.0, perhaps long ago: nothing is sent to look again.
    const isOld = reading?.failure && isLocal(reading.failure) && !this.#localFailureOf(account);
    const { accounts, readings, providers } = this.#ports;
    const slot = slotOf({ accounts: accounts.all(), readings: readings.all(), providers }, account, now);
    return Math.max(slot, isOld ? overdue : dueAt(account, reading, interval, now));
  }

  /**
   * The accounts without those whose turn it isn't: where a service lets one account ask at a time, it is the turn of the
   * one that was checked longest ago. By their place in the list, the first ones could take every slot.
   */
  #inTurn(due: readonly Account[], now: number): readonly Account[] {
    const lastCheck = (account: Account) => {
      const checkedAt = this.#readingOf(account)?.checkedAt ?? 0;
      // By a clock that was set back since.
      return checkedAt > now ? 0 : checkedAt;
    };
    const byLastCheck = due.toSorted((a, b) => lastCheck(a) - lastCheck(b));
    return due.filter((account) => {
      const { provider } = account;
      if (!this.#ports.providers.get(provider)?.least?.shared) return true;
      return account === byLastCheck.find((other) => other.provider === provider);
    });
  }

  /** The last reading of an account, as far as this window could check it. */
  #readingOf(account: Account): Reading | undefined {
    return this.#localFailureOf(account) ?? readingOf(account, this.#ports.readings.all());
  }

  /** A local failure counts until another window has a newer reading. */
  #localFailureOf(account: Account): Reading | undefined {
    const local = readingOf(account, this.#localFailures);
    const shared = readingOf(account, this.#ports.readings.all());
    return local && !(shared && shared.checkedAt > local.checkedAt) ? local : undefined;
  }

  /** Whether a window that has the key keeps the balance up to date. */
  #isReadElsewhere(account: Account, { failure }: Reading): boolean {
    const { readings, schedule, clock, keysAreShared } = this.#ports;
    if (keysAreShared || failure?.reason !== 'keyElsewhere') return false;
    return stateOf(readingOf(account, readings.all()), clock.now(), schedule.staleAfter) === 'known';
  }

  #noteLocalFailure({ account, outcome }: CheckResult): void {
    if (outcome === 'canceled') return;
    const previous = this.#readingOf(account);
    this.#localFailures.delete(account.id);
    if (outcome !== 'balance' && isLocal(outcome)) {
      const now = this.#ports.clock.now();
      const retryAt = retryTime(outcome, (previous?.failures ?? 0) + 1, now, this.#ports.random());
      this.#localFailures.set(account.id, afterFailure(account, previous, outcome, now, retryAt));
    }
    if (previous !== this.#readingOf(account)) this.#changed.fire();
  }
}
