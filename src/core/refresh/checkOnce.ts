import type { Account } from '../account.ts';
import type { Failure } from '../failure.ts';
import type { AccountStore, Locks, Log, ReadingStore } from '../ports.ts';
import { afterBalance, afterFailure, type Reading, readingOf, stateOf } from '../reading.ts';
import { type CheckPorts, check } from './checkAccount.ts';
import { heldUntil, isDue, retryTime } from './schedule.ts';

export interface SharedCheckPorts extends CheckPorts {
  readonly accounts: AccountStore;
  readonly readings: ReadingStore;
  readonly locks: Locks;
  readonly log: Log;
  /** In [0, 1), for jitter. */
  random(): number;
  /** Whether all windows see the same keys. In a browser-hosted VS Code a window may lack one that another has. */
  readonly keysAreShared: boolean;
  /** The refresh interval in milliseconds, as set now. */
  interval(): number;
}

/** How the check of one account went. */
export interface CheckResult {
  readonly account: Account;
  readonly outcome: 'balance' | 'canceled' | Failure;
}

/** Checks while no other window checks the same account, and only if what another has just read is not enough. */
export async function checkAlone(
  ports: SharedCheckPorts,
  listed: Account,
  signal: AbortSignal,
  asked: boolean,
): Promise<CheckResult> {
  const { accounts, readings, locks, clock } = ports;
  const begun = clock.now();
  const known = readingOf(listed, readings.all());
  const isNews = (held: Reading) => held !== known && held.checkedAt >= begun && held.checkedAt <= clock.now();
  await accounts.load();
  const account = newest(listed, accounts.all());
  const lock = asked
    ? await locks.acquire(lockName(account), signal)
    : // Another window is at it, and what it reads comes from the store.
      await locks.tryAcquire(lockName(account));
  if (!lock) return { account, outcome: 'canceled' };
  try {
    // Raced, because a keyring may hang on: nobody must wait for the lock of what was given up.
    return await Promise.race([checkIfNeeded(ports, account, signal, asked, isNews), whenCancelled(account, signal)]);
  } finally {
    await lock.release();
  }
}

async function checkIfNeeded(
  ports: SharedCheckPorts,
  account: Account,
  signal: AbortSignal,
  asked: boolean,
  isNews: (held: Reading) => boolean,
): Promise<CheckResult> {
  const { readings, clock, interval } = ports;
  await readings.load();
  const held = readingOf(account, readings.all());
  const now = clock.now();
  const mayWait = heldUntil(held, now) !== undefined || (!asked && !isDue(held, interval(), now));
  if (held && (mayWait || isNews(held))) return { account, outcome: held.failure ?? 'balance' };
  return signal.aborted ? { account, outcome: 'canceled' } : checkAndKeep(ports, account, signal, asked);
}

async function checkAndKeep(
  ports: SharedCheckPorts,
  account: Account,
  signal: AbortSignal,
  asked: boolean,
): Promise<CheckResult> {
  const { readings, clock, log } = ports;
  const begun = clock.now();
  const outcome = await check(ports, account, signal);
  if (outcome === undefined || signal.aborted) return { account, outcome: 'canceled' };
  const now = clock.now();
  const previous = readingOf(account, readings.all());
  if ('balance' in outcome) {
    readings.put(afterBalance(account, previous, outcome.balance, now));
    log.info(`${account.id}: balance read in ${now - begun} ms`);
  } else {
    const { failure } = outcome;
    // Another window may have the key, and shows what it reads.
    const elsewhere = !asked && !ports.keysAreShared && failure.reason === 'keyLost';
    if (elsewhere && stateOf(previous, now, 2 * ports.interval()) === 'known') {
      return { account, outcome: 'canceled' };
    }
    const retryAt = retryTime(failure, (previous?.failures ?? 0) + 1, now, ports.random());
    readings.put(afterFailure(account, previous, failure, now, retryAt));
    log.warn(`${account.id}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''} after ${now - begun} ms`);
  }
  // Before the lock is released: who takes it next reads it.
  await readings.flush();
  return { account, outcome: 'balance' in outcome ? 'balance' : outcome.failure };
}

/** The account as it is kept now, if another window has replaced its key meanwhile. */
function newest(account: Account, kept: readonly Account[]): Account {
  return kept.find(({ id, keySetAt }) => id === account.id && keySetAt > account.keySetAt) ?? account;
}

function whenCancelled(account: Account, signal: AbortSignal): Promise<CheckResult> {
  return new Promise((resolve) => {
    const end = () => resolve({ account, outcome: 'canceled' });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** A replaced key is another question: it does not wait for the answer to the old one. */
function lockName({ id, keySetAt }: Account): string {
  return `check-${id}-${keySetAt}`;
}
