import { type Failure, needsPerson } from '../failure.ts';
import type { Reading } from '../reading.ts';
import { hour, minute } from '../time.ts';

const firstBackOff = minute;

/**
 * When to ask again after so many failures in a row, in milliseconds since 1970: exponential from a minute to an hour
 * with jitter (`random` in [0, 1)), never before the service's own `Retry-After`, never later than in an hour.
 * Undefined: not on its own at all, because a refused key stays refused until the person acts.
 */
export function retryTime(failure: Failure, failures: number, now: number, random: number): number | undefined {
  if (needsPerson(failure)) return undefined;
  const ceiling = Math.min(firstBackOff * 2 ** Math.min(failures, 10), longestWait);
  const delay = firstBackOff / 2 + random * (ceiling - firstBackOff / 2);
  // `notBefore` is of the moment that the headers came: a clock set back since has moved it away.
  return Math.min(Math.max(now + delay, failure.notBefore ?? 0), now + longestWait);
}

/** Whether an account is to be asked on its own now. Pure: the same clock and reading give the same answer. */
export function isDue(reading: Reading | undefined, interval: number, now: number): boolean {
  if (reading === undefined) return true;
  // Whatever the clock does, a refused key is not sent again on its own.
  if (reading.failure && needsPerson(reading.failure)) return false;
  // A clock that was set back must not silence an account until it has caught up.
  if (reading.checkedAt > now) return true;
  if (reading.failure === undefined) return now - reading.checkedAt >= interval;
  // No wait is longer, so a time beyond it was not reckoned by this clock or not by us.
  return now >= Math.min(reading.retryAt ?? Number.POSITIVE_INFINITY, reading.checkedAt + longestWait);
}

/** Until when the person's own refresh has to wait too, because the service asked for it. */
export function heldUntil(reading: Reading | undefined, now: number): number | undefined {
  const notBefore = reading?.failure?.notBefore;
  return notBefore !== undefined && notBefore > now && notBefore <= now + longestWait ? notBefore : undefined;
}

/** The longest that a service can ask us to stay away, in milliseconds: an hour. */
export const longestWait = hour;

/**
 * When to ask again by a `Retry-After` header (RFC 9110, 10.2.3: seconds, or a date), in milliseconds since 1970.
 * Undefined for garbage and for the past; a wait of more than an hour counts as an hour.
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
