import type { History } from '../history/record/series.ts';
import { day } from '../time.ts';
import { sameUnit, type Unit } from '../unit.ts';

const month = 30 * day;

/** What an account's history says that alerts go by. It is worth reckoning once for each reading. */
export interface Past {
  /** What was used in the last hour, and what is usual for one; undefined while that is being learnt. */
  readonly hour: { readonly used: number; readonly usual: number } | undefined;
  /** The highest amount of the last 30 days; 0 if none is known. */
  readonly highest: number;
}

/** The highest amount in this unit within the 30 days before a time; 0 if none is known. */
export function highestOf(history: History, unit: Unit, time: number): number {
  let found = 0;
  for (const series of history) {
    if (!sameUnit(series.unit, unit)) continue;
    for (let index = series.points.length - 1; index >= 0; index -= 1) {
      const point = series.points[index];
      if (!point || point.until < time - month) break;
      found = Math.max(found, point.amount);
    }
  }
  return found;
}
