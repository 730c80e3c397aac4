import type { Account } from '../account.ts';
import { type Balance, hasAmount, poolId } from '../balance.ts';
import { delay } from '../delay.ts';
import { type Failure, isLocal } from '../failure.ts';
import type { AccountStore, Locks, Log, ReadingStore } from '../ports.ts';
import type { Outcome } from '../provider.ts';
import { afterBalance, afterFailure, type Reading, readingOf } from '../reading.ts';
import { type ReadPorts, readAccount } from './readAccount.ts';
import type { RequestQueue } from './requestQueue.ts';
import { againAfter, nextSlot, retryTime, serviceWaitsUntil } from './schedule.ts';

/** A person asks and waits for the answer, or the schedule says that it is time. */
export type Trigger = 'user' | 'timer';

/** What it takes to check an account beside the other windows. */
export interface CheckPorts extends ReadPorts {
  readonly accounts: AccountStore;
  readonly readings: ReadingStore;
  readonly locks: Locks;
  readonly log: Log;
  readonly queue: RequestQueue;
  /** The names of the keys whose balance fell to zero and could not be read again. */
  readonly unconfirmedZeros: Set<string>;
  /** In [0, 1), for jitter. */
  random(): number;
}

/** How the check of one account went. */
export interface CheckResult {
  readonly account: Account;
  readonly outcome: 'balance' | 'canceled' | Failure;
}

/**
 * Reads an account's balance while no other window does, and saves the reading. What another window has read meanwhile
 * is used instead. A local failure is not saved: it says nothing about the account in other windows.
 */
export async function checkAccount(
  ports: CheckPorts,
  listed: Account,
  trigger: Trigger,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { accounts, readings, locks, clock } = ports;
  const startedAt = clock.now();
  const before = readingOf(listed, readings.all());
  await accounts.load();
  const account = latestRow(listed, accounts.all());
  const lockName = `check-${keyName(account)}`;
  // To the timer it is enough that another window is at it: the reading comes from the store.
  const lock = trigger === 'user' ? await locks.acquire(lockName, signal) : await locks.tryAcquire(lockName);
  if (!lock) return { account, outcome: 'canceled' };
  try {
    // Raced, because a keyring may hang on: nobody must wait for the lock of what was given up.
    return await Promise.race([
      inSlot(ports, account, trigger, signal, () =>
        checkUnlessDone(ports, account, signal, (reading) => {
          const isSinceAsked = reading.checkedAt >= startedAt && reading.checkedAt <= clock.now();
          return reading !== before && (trigger === 'timer' || isSinceAsked);
        }),
      ),
      canceledOnAbort(account, signal),
    ]);
  } finally {
    await lock.release();
  }
}

/**
 * The time before which an account's service may not be asked, by its least interval: after the last check of the account,
 * or of all at the service where they share the limit.
 */
export function slotOf({ accounts, readings, providers }: Readonly<Slots>, account: Account, now: number): number {
  const least = providers.get(account.provider)?.least;
  if (!least) return nextSlot(least, [], now);
  const others = accounts.filter(
    ({ id, provider }) => least.shared && id !== account.id && provider === account.provider,
  );
  const checks = [readingOf(account, readings), ...others.map(({ id }) => readings.get(id))];
  return nextSlot(
    least,
    checks.flatMap((reading) => askedAt(reading) ?? []),
    now,
  );
}

/** When the service was last asked for an account; undefined where nothing reached it. */
function askedAt(reading: Reading | undefined): number | undefined {
  return reading?.failure?.kind === 'offline' ? undefined : reading?.checkedAt;
}

interface Slots {
  readonly accounts: readonly Account[];
  readonly readings: ReadonlyMap<string, Reading>;
  readonly providers: CheckPorts['providers'];
}

/**
 * Checks when the service may be asked again. Who asks for an account that was just checked gets that answer; the timer
 * comes back later; else the check waits, one account of a service that share a limit after the other.
 */
async function inSlot(
  ports: CheckPorts,
  account: Account,
  trigger: Trigger,
  signal: AbortSignal,
  check: () => Promise<CheckResult>,
): Promise<CheckResult> {
  const { accounts, readings, locks, clock, providers } = ports;
  const least = providers.get(account.provider)?.least;
  if (!least) return check();
  // The account's own lock is held; where others share the limit, all of them take turns.
  const lockName = `service-${least.shared ? account.provider : `${account.provider}-${account.id}`}`;
  for (;;) {
    const lock = trigger === 'user' ? await locks.acquire(lockName, signal) : await locks.tryAcquire(lockName);
    if (!lock) return { account, outcome: 'canceled' };
    let wait: number;
    try {
      await readings.load();
      const now = clock.now();
      const previous = readingOf(account, readings.all());
      const asked = askedAt(previous);
      const isRecent = previous && asked !== undefined && nextSlot(least, [asked], now) > now;
      if (isRecent) return { account, outcome: previous.failure ?? 'balance' };
      wait = slotOf({ accounts: accounts.all(), readings: readings.all(), providers }, account, now) - now;
      if (wait <= 0) return await Promise.race([check(), canceledOnAbort(account, signal)]);
      if (trigger === 'timer') return { account, outcome: 'canceled' };
    } finally {
      await lock.release();
    }
    // Without the lock, which may be good for less time. Another may have the slot by then.
    await delay(clock, wait, signal);
  }
}

async function checkUnlessDone(
  ports: CheckPorts,
  account: Account,
  signal: AbortSignal,
  isDone: (reading: Reading) => boolean,
): Promise<CheckResult> {
  const { readings, clock, log } = ports;
  await readings.load();
  const previous = readingOf(account, readings.all());
  if (previous && (serviceWaitsUntil(previous, clock.now()) !== undefined || isDone(previous))) {
    return { account, outcome: previous.failure ?? 'balance' };
  }
  if (signal.aborted) return { account, outcome: 'canceled' };
  const startedAt = clock.now();
  const outcome = await readUntilSure(ports, account, previous, signal);
  if (outcome === undefined || signal.aborted) return { account, outcome: 'canceled' };
  const now = clock.now();
  if ('balance' in outcome) {
    readings.put(afterBalance(account, previous, outcome.balance, now));
    log.info(`${account.id}: balance read in ${now - startedAt} ms`);
  } else {
    const { failure } = outcome;
    if (!isLocal(failure)) {
      const retryAt = retryTime(failure, (previous?.failures ?? 0) + 1, now, ports.random());
      readings.put(afterFailure(account, previous, failure, now, retryAt));
    }
    log.warn(
      `${account.id}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''} after ${now - startedAt} ms`,
    );
  }
  // Before the lock is released: whoever acquires it next reads it.
  await readings.flush();
  return { account, outcome: 'balance' in outcome ? 'balance' : outcome.failure };
}

/**
 * Reads a balance, and once more after a moment when it fell to zero. A zero that could not be read again is believed
 * when the next check states it, too.
 */
async function readUntilSure(
  ports: CheckPorts,
  account: Account,
  previous: Reading | undefined,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { unconfirmedZeros, clock } = ports;
  const name = keyName(account);
  // With the reading of its key: VS Code reads one after the other, and each has its limit.
  const read = () => ports.queue.run(account.provider, signal, () => readAccount(ports, account, signal));
  const first = await read();
  if (!first || !('balance' in first)) return first;
  const isDoubtful = fellToZero(previous, first.balance) && !unconfirmedZeros.has(name);
  unconfirmedZeros.delete(name);
  if (!isDoubtful) return first;
  await delay(clock, againAfter(ports.providers.get(account.provider)?.least), signal);
  const second = signal.aborted ? undefined : await read();
  if (second && 'failure' in second) unconfirmedZeros.add(name);
  return second;
}

/** Whether a pool whose last known amount was above zero has nothing left. */
function fellToZero(previous: Reading | undefined, { pools }: Balance): boolean {
  const known = new Map([
    ...(previous?.lastAmounts ?? []).map(({ pool, amount }) => [pool, amount] as const),
    ...(previous?.balance?.pools ?? []).filter(hasAmount).map((pool) => [poolId(pool), pool.amount] as const),
  ]);
  return pools.some((pool) => hasAmount(pool) && pool.amount <= 0 && (known.get(poolId(pool)) ?? 0) > 0);
}

/** The account's row as it is saved now, if another window has replaced the key meanwhile. */
function latestRow(account: Account, saved: readonly Account[]): Account {
  return saved.find(({ id, keySetAt }) => id === account.id && keySetAt > account.keySetAt) ?? account;
}

/** Another name for each key of an account: the check of a new key doesn't wait for the answer to the old one. */
function keyName({ id, keySetAt }: Account): string {
  return `${id}-${keySetAt}`;
}

function canceledOnAbort(account: Account, signal: AbortSignal): Promise<CheckResult> {
  return new Promise((resolve) => {
    const cancel = () => resolve({ account, outcome: 'canceled' });
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}
