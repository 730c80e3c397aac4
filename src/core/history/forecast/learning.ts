import { hour } from '../../time.ts';
import type { History } from '../series.ts';
import { usageOf } from './usage.ts';
import { chargesNeeded, longestWindow, readingTime, readingTimeNeeded } from './usageRate.ts';

/** What a pool without a usage rate still needs for one; at least one of the two is above 0. */
export interface Learning {
  /** Whole hours of readings. */
  readonly hours: number;
  /** How often the amount has to be seen to fall. */
  readonly charges: number;
}

/** What is missing for a usage rate at a time, in milliseconds since 1970, rounded up. */
export function learningOf(history: History, now: number): Learning {
  const keys = usageOf(history, now);
  const seen = keys.flatMap(({ usage }) => usage).filter(({ to }) => to > now - longestWindow).length;
  const charges = Math.max(0, chargesNeeded - seen);
  const hours = Math.max(0, Math.ceil((readingTimeNeeded - readingTime(keys)) / hour));
  // Where all is there and the rate is still unknown, the next readings decide.
  return { hours: hours === 0 && charges === 0 ? 1 : hours, charges };
}
