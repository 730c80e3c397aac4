import { type History, inPresentUnit } from '../series.ts';

/** A rise of an amount between two readings, whatever it came from. Times are milliseconds since 1970. */
export interface Rise {
  /** The last reading before it, … */
  readonly from: number;
  /** … and the first after it. */
  readonly to: number;
  /** By how much it rose, less what was used between the two readings. */
  readonly size: number;
  /** The amount after it was at least this, … */
  readonly least: number;
  /** … and at most this, as far as it is known: more only where readings since have been left out. */
  readonly most: number;
}

/** The rises of a pool in its present unit, by time; of all keys, for a renewal doesn't care for keys. */
export function risesOf(history: History): readonly Rise[] {
  const rises: Rise[] = [];
  for (const { points } of inPresentUnit(history)) {
    for (let index = 1; index < points.length; index++) {
      const [a, b] = [points[index - 1], points[index]];
      if (!a || !b) continue;
      const size = b.tally ? b.tally.toppedUp : b.amount - a.amount;
      if (!(size > 0)) continue;
      const used = b.tally?.used ?? 0;
      rises.push({ from: a.until, to: b.at, size, least: b.amount, most: b.amount + used });
    }
  }
  return rises.toSorted((a, b) => a.to - b.to);
}

/** Two amounts are nearly equal where they differ by no more than this share: something may have been used between. */
const nearly = 0.07;

/** Whether two rises are of nearly the same size. */
export function isSameSize(a: Rise, b: Rise): boolean {
  return Math.abs(a.size - b.size) <= nearly * Math.max(a.size, b.size);
}

/** Whether two rises led to nearly the same amount. */
export function isSameLevel(a: Rise, b: Rise): boolean {
  return Math.max(a.least, b.least) <= Math.min(a.most, b.most) + nearly * Math.max(a.most, b.most);
}
