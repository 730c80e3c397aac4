import { monthStart, nextMonth } from '../history/days.ts';
import type { History } from '../history/series.ts';

/** The starts of the months in which something was read, the newest first. */
export function monthsOf(histories: readonly History[]): readonly number[] {
  const months = new Set<number>();
  for (const { at, until } of histories.flat().flatMap(({ points }) => points)) {
    for (let month = monthStart(at); month <= until; month = nextMonth(month)) months.add(month);
  }
  return [...months].toSorted((a, b) => b - a);
}
