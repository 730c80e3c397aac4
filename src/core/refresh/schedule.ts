import { type Failure, needsPerson } from '../failure.ts';
import type { Clock, Disposable } from '../ports.ts';
import type { LeastInterval } from '../provider.ts';
import type { Reading } from '../reading.ts';
import { hour, minute } from '../time.ts';

// Everything about when accounts are checked. All spans are in milliseconds, all times in milliseconds since 1970.

/** The most that an answer may take, headers and body together. */
export const requestTimeout = 15_000;
/** The most requests of a window's refreshes that are under way at once, not counting those that hang. */
export const mostRequestsAtOnce = 8;
/** A request without an answer for this long hangs: it may still be answered, but no other waits for it. */
export const hangingAfter = 2_000;
/** The longest that a service can keep us away, and the longest wait after a failure. */
export const longestWait = hour;
/** The wait before a balance that fell to zero is read again, where the service may be asked so soon. */
export const suddenZeroDelay = 10_000;
/** The longest wait before the first check of a window: ten windows that are restored together are no burst. */
export const longestStartDelay = 2_000;
/** The wait before an account without a reading is checked: the answer to its key may be about to be saved. */
export const firstCheckDelay = 5_000;
/** The wait after a key has changed, during which its row in the list of accounts may still be written. */
export const keyChangeDelay = 1_000;

/** How often a window looks whether it or another window is in use. */
export const activityInterval = minute;

const firstBackOff = minute;
/** Accounts are checked less often when no window has been used for this long… */
const idleAfter = 15 * minute;
/** …by this factor, but at least once an hour unless the interval is longer. */
const idleFactor = 4;
const longestIdleInterval = hour;
/** A balance older than two intervals is stale: one missed check is a delay. */
const intervalsUntilStale = 2;
/** How long the checks that catch up after somebody returned may take, before balances count as stale again. */
const catchUpTime = minute;
/** How long the network may take to come back after a sleep. */
const wakeDelay = 5_000;
/** A timer that is later than this was asleep. */
const sleepSlack = minute / 2;
/** The longest wait for a due moment: timers stand still while the machine sleeps, and clocks are set. */
const longestTimer = minute;
/** The wait before an account that is due is looked at again, because another window is checking it. */
const busyDelay = requestTimeout;

/** The interval in force and the age at which a balance is stale, by the setting and by the use of the windows. */
export class Schedule {
  readonly #interval: { readonly value: number };
  readonly #clock: Clock;
  #lastUseAt: number;
  #returnedAt = Number.NEGATIVE_INFINITY;

  /** `interval`: the setting, milliseconds between two checks of an account. */
  constructor(interval: { readonly value: number }, clock: Clock) {
    this.#interval = interval;
    this.#clock = clock;
    this.#lastUseAt = clock.now();
  }

  /** Somebody used this window or another at this time. */
  noteUse(at: number): void {
    if (at - this.#lastUseAt >= idleAfter) this.#returnedAt = this.#clock.now();
    this.#lastUseAt = Math.max(this.#lastUseAt, at);
  }

  /** Milliseconds between two checks of an account, longer while nobody uses any window. */
  get interval(): number {
    return this.#isIdle ? this.#idleInterval : this.#interval.value;
  }

  /** The age in milliseconds from which a balance is stale. Being checked less often makes none stale. */
  get staleAfter(): number {
    const sinceReturn = this.#clock.now() - this.#returnedAt;
    const catchesUp = sinceReturn >= 0 && sinceReturn < catchUpTime;
    return intervalsUntilStale * (this.#isIdle || catchesUp ? this.#idleInterval : this.#interval.value);
  }

  get #isIdle(): boolean {
    // Negative after the clock was set back, which says nothing of the person.
    return this.#clock.now() - this.#lastUseAt >= idleAfter;
  }

  get #idleInterval(): number {
    const { value } = this.#interval;
    return Math.max(value, Math.min(idleFactor * value, longestIdleInterval));
  }
}

/** The age from which the balance of a service is stale that may not be asked as often as the setting says. */
export function staleAfterAt(least: LeastInterval | undefined, staleAfter: number): number {
  return Math.max(staleAfter, intervalsUntilStale * (least?.interval ?? 0));
}

/**
 * The time before which a service may not be asked again: its least interval after the last check of those that share it.
 * A check in the future was timed by a clock that has been set back since, and counts for nothing.
 */
export function nextSlot(least: LeastInterval | undefined, checkedAt: readonly number[], now: number): number {
  const last = Math.max(...checkedAt.filter((time) => time <= now), overdue);
  return least === undefined ? overdue : last + least.interval;
}

/** The wait before a balance that fell to zero is read again: at most a minute, because somebody may be waiting. */
export function againAfter(least: LeastInterval | undefined): number {
  return Math.max(suddenZeroDelay, Math.min(least?.interval ?? 0, minute));
}

/** Due for an unknown time. */
export const overdue = Number.NEGATIVE_INFINITY;

/** When an account is due to be checked by the timer; infinite while its key waits for the person. */
export function dueAt(
  { keySetAt }: { readonly keySetAt: number },
  reading: Reading | undefined,
  interval: number,
  now: number,
): number {
  if (reading === undefined) return keySetAt > now ? overdue : keySetAt + firstCheckDelay;
  const { failure, checkedAt, retryAt } = reading;
  // Whatever the clock does, a rejected key is not sent again by the timer.
  if (failure && needsPerson(failure)) return Number.POSITIVE_INFINITY;
  // A clock that was set back must not silence an account until it has caught up.
  if (checkedAt > now) return overdue;
  if (failure === undefined) return checkedAt + interval;
  // No wait is longer, so a later time was computed by another clock or not by us.
  return Math.min(retryAt ?? Number.POSITIVE_INFINITY, checkedAt + longestWait);
}

/**
 * When to try again after this many failures in a row: exponential from a minute to an hour with jitter (`random` in
 * [0, 1)), never before the service's own `Retry-After`, never later than in an hour. Undefined: not by the timer,
 * because a rejected key stays rejected until the person acts.
 */
export function retryTime(failure: Failure, failures: number, now: number, random: number): number | undefined {
  if (needsPerson(failure)) return undefined;
  const ceiling = Math.min(firstBackOff * 2 ** Math.min(failures, 10), longestWait);
  const delay = firstBackOff / 2 + random * (ceiling - firstBackOff / 2);
  // `notBefore` is of the moment that the headers came: a clock set back since has moved it away.
  return Math.min(Math.max(now + delay, failure.notBefore ?? 0), now + longestWait);
}

/** The time before which nobody may ask, because the service said so. */
export function serviceWaitsUntil(reading: Reading | undefined, now: number): number | undefined {
  const notBefore = reading?.failure?.notBefore;
  return notBefore !== undefined && notBefore > now && notBefore <= now + longestWait ? notBefore : undefined;
}

/**
 * The time of a `Retry-After` header (RFC 9110, 10.2.3: seconds, or a date). Undefined for garbage and for the past; a
 * wait of more than an hour counts as an hour.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  // Date.parse takes almost anything ("-5", "1.5"), so only what looks like a date reaches it.
  const at = /^\d+$/.test(text)
    ? now + Number(text) * 1000
    : /^[A-Z][a-z]{2}/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  if (Number.isNaN(at) || at <= now) return undefined;
  return Math.min(at, now + longestWait);
}

/** A timer to the next due moment, that notices when the machine has slept meanwhile. */
export class DueTimer {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: Disposable | undefined;
  #endsAt: number | undefined;
  #calledAt: number | undefined;

  /** `onDue` is called at the due moment, or once a minute before it. */
  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Waits for this moment, in place of the one before. One that was due at the last call is being seen to elsewhere. */
  waitFor(due: number): void {
    const calledAt = this.#calledAt;
    const next = calledAt !== undefined && due <= calledAt ? calledAt + busyDelay : due;
    // Whole milliseconds, or a timer would end just before the moment.
    const wait = Math.ceil(next - this.#clock.now());
    this.waitOut(Math.max(0, Math.min(wait, longestTimer)));
  }

  /** Waits this many milliseconds, in place of the wait before. */
  waitOut(milliseconds: number): void {
    this.#timer?.dispose();
    this.#endsAt = this.#clock.now() + milliseconds;
    this.#timer = this.#clock.after(milliseconds, () => this.call());
  }

  /** Calls at once; after a sleep only when the network had time to come back. */
  call(): void {
    const now = this.#clock.now();
    if (this.#endsAt !== undefined && now - this.#endsAt > sleepSlack) {
      this.waitOut(wakeDelay);
      return;
    }
    this.#calledAt = now;
    this.#onDue();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }
}
