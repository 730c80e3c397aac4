import { day, hour } from '../../time.ts';
import type { KeyUsage } from './usage.ts';

/** What a pool without a usage rate still needs for one; at least one of the two is above 0. */
export interface Learning {
  /** Whole hours of readings. */
  readonly hours: number;
  /** How often the amount has to be seen to fall. */
  readonly charges: number;
}

/** A forecast needs readings over this time, in milliseconds, … */
const readingTimeNeeded = day;
/** … and this many charges … */
const chargesNeeded = 3;
/** … within this time, in milliseconds. What is longer ago says nothing about the future. */
export const memory = 91 * day;

/** What is missing for a usage rate at a time, in milliseconds since 1970, rounded up; undefined where nothing is. */
export function learningOf(keys: readonly KeyUsage[], now: number): Learning | undefined {
  const charges = Math.max(0, chargesNeeded - recentCharges(keys, now - memory));
  const hours = Math.max(0, Math.ceil((readingTimeNeeded - readingTime(keys)) / hour));
  return hours === 0 && charges === 0 ? undefined : { hours, charges };
}

/** How many charges came after a time: as many as are needed are counted. */
function recentCharges(keys: readonly KeyUsage[], from: number): number {
  return keys.reduce((sum, { usage }) => sum + usage.slice(-chargesNeeded).filter(({ to }) => to > from).length, 0);
}

/** For how long there are readings, in milliseconds. Time between two keys isn't idle time. */
function readingTime(keys: readonly KeyUsage[]): number {
  return keys.reduce((total, { from, to }) => total + to - from, 0);
}
