import type { Account } from './account.ts';
import { type CheckPorts, check } from './check.ts';
import { heldUntil, isDue, retryTime } from './due.ts';
import { Emitter } from './emitter.ts';
import type { Failure } from './failure.ts';
import type { AccountStore, Disposable, Log, ReadingStore } from './ports.ts';
import { afterBalance, afterFailure, readingOf } from './reading.ts';

/** How often the refresher looks whether an account is due, in milliseconds. */
export const tickInterval = 30_000;

export interface RefresherPorts extends CheckPorts {
  readonly accounts: AccountStore;
  readonly readings: ReadingStore;
  readonly log: Log;
  /** In [0, 1), for jitter. */
  random(): number;
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
  readonly #ended = new AbortController();
  #timer: Disposable | undefined;

  /** Fires when an account's check begins or ends, and at every tick, because ages are on show. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: RefresherPorts) {
    this.#ports = ports;
  }

  /** The ids of the accounts that are being asked. */
  get running(): ReadonlySet<string> {
    return new Set([...this.#runs.values()].map(({ account }) => account.id));
  }

  /** Asks what is due now, and from then on at every tick until disposed. */
  start(): void {
    if (this.#ended.signal.aborted || this.#timer) return;
    const tick = () => {
      this.#timer = this.#ports.clock.after(tickInterval, tick);
      void this.refreshDue();
      this.#changed.fire();
    };
    tick();
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

  /** Asks the accounts that are due. */
  refreshDue(): Promise<RefreshReport> {
    const { accounts, readings, clock } = this.#ports;
    const now = clock.now();
    const due = accounts
      .all()
      .filter((account) => isDue(readingOf(account, readings.all()), this.#ports.interval(), now));
    return this.refresh(due, this.#ended.signal);
  }

  /**
   * Asks these accounts whether they are due or not, each on its own, joining checks that already run. An account
   * whose service asked to be left alone (`Retry-After`) is not asked: its failure is reported as it stands.
   */
  async refresh(accounts: readonly Account[], signal: AbortSignal): Promise<RefreshReport> {
    return { results: await Promise.all(accounts.map((account) => this.#refreshOne(account, signal))) };
  }

  dispose(): void {
    this.#ended.abort();
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#changed.dispose();
  }

  async #refreshOne(account: Account, signal: AbortSignal): Promise<RefreshResult> {
    if (signal.aborted || this.#ended.signal.aborted) return { account, outcome: 'cancelled' };
    const run = this.#runs.get(runKey(account)) ?? this.#begin(account);
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

  #begin(account: Account): Run {
    const abort = new AbortController();
    const stop = () => abort.abort();
    this.#ended.signal.addEventListener('abort', stop, { once: true });
    const result = this.#check(account, abort.signal).finally(() => {
      this.#ended.signal.removeEventListener('abort', stop);
      this.#end(run);
    });
    const run: Run = { account, result, abort, waiting: 0 };
    this.#runs.set(runKey(account), run);
    this.#changed.fire();
    return run;
  }

  #end(run: Run): void {
    if (this.#runs.get(runKey(run.account)) !== run) return;
    this.#runs.delete(runKey(run.account));
    this.#changed.fire();
  }

  async #check(account: Account, signal: AbortSignal): Promise<RefreshResult> {
    const { readings, clock, log } = this.#ports;
    const held = readingOf(account, readings.all());
    if (held?.failure && heldUntil(held, clock.now()) !== undefined) return { account, outcome: held.failure };
    const begun = clock.now();
    const outcome = await check(this.#ports, account, signal);
    if (outcome === undefined || signal.aborted) return { account, outcome: 'cancelled' };
    const now = clock.now();
    const previous = readingOf(account, readings.all());
    if ('balance' in outcome) {
      readings.put(afterBalance(account, previous, outcome.balance, now));
      log.info(`${account.id}: balance read in ${now - begun} ms`);
      return { account, outcome: 'balance' };
    }
    const { failure } = outcome;
    const retryAt = retryTime(failure, (previous?.failures ?? 0) + 1, now, this.#ports.random());
    readings.put(afterFailure(account, previous, failure, now, retryAt));
    log.warn(`${account.id}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''} after ${now - begun} ms`);
    return { account, outcome: failure };
  }
}

/** A replaced key is another question: its check never joins the one of the old key. */
function runKey(account: Account): string {
  return `${account.id} ${account.keySetAt}`;
}
