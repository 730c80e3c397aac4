import type { Account } from './account.ts';
import { type CheckPorts, check } from './check.ts';
import { heldUntil, isDue, retryTime } from './due.ts';
import { Emitter } from './emitter.ts';
import type { Failure } from './failure.ts';
import type { AccountStore, Disposable, Leases, Log, ReadingStore } from './ports.ts';
import { afterBalance, afterFailure, type Reading, readingOf, stateOf } from './reading.ts';
import { pause, waitForLease } from './waiting.ts';

/** How often the refresher looks whether an account is due, in milliseconds. */
export const tickInterval = 30_000;
/** The longest wait before the first look, in milliseconds: ten windows that are restored together are no burst. */
const longestStart = 2_000;
/** How long the network gets to come back after a sleep, in milliseconds. */
const wakeTime = 5_000;
/** How long a key that has changed may stand without its row in the list of accounts, in milliseconds. */
const changeTime = 1_000;

export interface RefresherPorts extends CheckPorts {
  readonly accounts: AccountStore;
  readonly readings: ReadingStore;
  readonly leases: Leases;
  readonly log: Log;
  /** In [0, 1), for jitter. */
  random(): number;
  /** Whether all windows see the same keys. In a browser-hosted VS Code a window may lack one that another has. */
  readonly keysAreShared: boolean;
  /** The refresh interval in milliseconds, as set now. */
  interval(): number;
}

/** How a refresh went, account by account. */
export interface RefreshReport {
  readonly results: readonly RefreshResult[];
}

export interface RefreshResult {
  readonly account: Account;
  readonly outcome: 'balance' | 'cancelled' | Failure;
}

interface Run {
  readonly key: string;
  readonly account: Account;
  readonly result: Promise<RefreshResult>;
  readonly abort: AbortController;
  /** Who still wants the answer; at 0 the request is aborted. */
  waiting: number;
}

/** Decides when accounts are asked, and turns what they answer into readings. One request an account at a time. */
export class Refresher implements Disposable {
  readonly #ports: RefresherPorts;
  readonly #runs = new Map<string, Run>();
  readonly #changed = new Emitter<void>();
  readonly #ticked = new Emitter<void>();
  readonly #ended = new AbortController();
  #timer: Disposable | undefined;
  #lastTick: number | undefined;

  /** Fires when an account's check begins or ends, and at every tick, because ages are on show. */
  readonly onDidChange = this.#changed.event;
  /** Fires twice a minute, before anything is asked. */
  readonly onDidTick = this.#ticked.event;

  constructor(ports: RefresherPorts) {
    this.#ports = ports;
  }

  /** The ids of the accounts that are being asked. */
  get running(): ReadonlySet<string> {
    return new Set([...this.#runs.values()].map(({ account }) => account.id));
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
    await pause(clock, changeTime, this.#ended.signal);
    if (this.#ended.signal.aborted) return;
    await accounts.load();
    // Ten windows hear of it, and the first may have asked.
    await readings.load();
    const account = accounts.all().find(({ id }) => id === accountId);
    if (!account) return;
    const key = await keys.get(accountId).catch(() => undefined);
    const isThere = key !== undefined && fingerprints.matches(account.fingerprint, key);
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
    void (slept ? pause(clock, wakeTime, this.#ended.signal) : Promise.resolve()).then(() => this.refreshDue());
    this.#changed.fire();
  }

  async #refreshAll(accounts: readonly Account[], signal: AbortSignal, asked: boolean): Promise<RefreshReport> {
    return { results: await Promise.all(accounts.map((account) => this.#refreshOne(account, signal, asked))) };
  }

  async #refreshOne(account: Account, signal: AbortSignal, asked: boolean): Promise<RefreshResult> {
    if (signal.aborted || this.#ended.signal.aborted) return { account, outcome: 'cancelled' };
    const run = this.#runs.get(runKey(account, asked)) ?? this.#begin(account, asked);
    run.waiting += 1;
    let leave: () => void = () => {};
    const left = new Promise<RefreshResult>((resolve) => {
      leave = () => {
        run.waiting -= 1;
        if (run.waiting === 0) {
          run.abort.abort();
          // A keyring may hang on for seconds: who asks again meanwhile must not join what was given up.
          this.#end(run);
        }
        resolve({ account, outcome: 'cancelled' });
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([run.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #begin(account: Account, asked: boolean): Run {
    const key = runKey(account, asked);
    const abort = new AbortController();
    const stop = () => abort.abort();
    this.#ended.signal.addEventListener('abort', stop, { once: true });
    const result = this.#checkAlone(account, abort.signal, asked).finally(() => {
      this.#ended.signal.removeEventListener('abort', stop);
      this.#end(run);
    });
    const run: Run = { key, account, result, abort, waiting: 0 };
    this.#runs.set(key, run);
    this.#changed.fire();
    return run;
  }

  #end(run: Run): void {
    if (this.#runs.get(run.key) !== run) return;
    this.#runs.delete(run.key);
    this.#changed.fire();
  }

  /** Checks while no other window checks the same account, and only if what another has just read is not enough. */
  async #checkAlone(listed: Account, signal: AbortSignal, asked: boolean): Promise<RefreshResult> {
    const { accounts, readings, leases, clock } = this.#ports;
    const begun = clock.now();
    const known = readingOf(listed, readings.all());
    const isNews = (held: Reading) => held !== known && held.checkedAt >= begun && held.checkedAt <= clock.now();
    await accounts.load();
    const account = newest(listed, accounts.all());
    const lease = asked
      ? await waitForLease(this.#ports, leaseName(account), signal)
      : // Another window is at it, and what it reads comes from the store.
        await leases.take(leaseName(account));
    if (!lease) return { account, outcome: 'cancelled' };
    try {
      // Raced, because a keyring may hang on: nobody must wait for the lease of what was given up.
      return await Promise.race([this.#checkIfNeeded(account, signal, asked, isNews), whenCancelled(account, signal)]);
    } finally {
      await lease.release();
    }
  }

  async #checkIfNeeded(
    account: Account,
    signal: AbortSignal,
    asked: boolean,
    isNews: (held: Reading) => boolean,
  ): Promise<RefreshResult> {
    const { readings, clock, interval } = this.#ports;
    await readings.load();
    const held = readingOf(account, readings.all());
    const now = clock.now();
    const mayWait = heldUntil(held, now) !== undefined || (!asked && !isDue(held, interval(), now));
    if (held && (mayWait || isNews(held))) return { account, outcome: held.failure ?? 'balance' };
    return signal.aborted ? { account, outcome: 'cancelled' } : this.#check(account, signal, asked);
  }

  async #check(account: Account, signal: AbortSignal, asked: boolean): Promise<RefreshResult> {
    const { readings, clock, log } = this.#ports;
    const begun = clock.now();
    const outcome = await check(this.#ports, account, signal);
    if (outcome === undefined || signal.aborted) return { account, outcome: 'cancelled' };
    const now = clock.now();
    const previous = readingOf(account, readings.all());
    if ('balance' in outcome) {
      readings.put(afterBalance(account, previous, outcome.balance, now));
      log.info(`${account.id}: balance read in ${now - begun} ms`);
    } else {
      const { failure } = outcome;
      // Another window may have the key, and shows what it reads.
      const elsewhere = !asked && !this.#ports.keysAreShared && failure.reason === 'keyLost';
      if (elsewhere && stateOf(previous, now, 2 * this.#ports.interval()) === 'known') {
        return { account, outcome: 'cancelled' };
      }
      const retryAt = retryTime(failure, (previous?.failures ?? 0) + 1, now, this.#ports.random());
      readings.put(afterFailure(account, previous, failure, now, retryAt));
      log.warn(`${account.id}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''} after ${now - begun} ms`);
    }
    // Before the lease is let go: who takes it next reads it.
    await readings.flush();
    return { account, outcome: 'balance' in outcome ? 'balance' : outcome.failure };
  }
}

/** The account as it is kept now, if another window has replaced its key meanwhile. */
function newest(account: Account, kept: readonly Account[]): Account {
  return kept.find(({ id, keySetAt }) => id === account.id && keySetAt > account.keySetAt) ?? account;
}

function whenCancelled(account: Account, signal: AbortSignal): Promise<RefreshResult> {
  return new Promise((resolve) => {
    const end = () => resolve({ account, outcome: 'cancelled' });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** A replaced key is another question: it does not wait for the answer to the old one. */
function leaseName({ id, keySetAt }: Account): string {
  return `check-${id}-${keySetAt}`;
}

/** A replaced key is another question, and so is one that a person asks: their checks join no other. */
function runKey(account: Account, asked: boolean): string {
  return `${account.id} ${account.keySetAt} ${asked}`;
}
