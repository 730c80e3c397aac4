import { type LatestUsage, latestUsage } from '../history/forecast/latestUsage.ts';
import type { PoolOutlook } from '../history/forecast/outlook.ts';
import type { History } from '../history/series.ts';
import { day } from '../time.ts';
import { sameUnit, type Unit } from '../unit.ts';

const month = 30 * day;

/** What the history of a pool says about its recent usage. */
export interface RecentUsage {
  /** Of the last hours; undefined until there is something to compare it with. */
  readonly latest: readonly LatestUsage[] | undefined;
  /** The highest amount of the last 30 days; 0 if none is known. */
  readonly highest: number;
}

const computed = new WeakMap<PoolOutlook, RecentUsage>();

/** The recent usage up to `at`, the pool's last good reading. Computed once for each outlook. */
export function recentUsage(outlook: PoolOutlook, unit: Unit, at: number): RecentUsage {
  const known = computed.get(outlook);
  if (known) return known;
  const usage = { latest: latestUsage(outlook.history, at), highest: highestOf(outlook.history, unit, at) };
  computed.set(outlook, usage);
  return usage;
}

function highestOf(history: History, unit: Unit, at: number): number {
  let highest = 0;
  for (const series of history) {
    if (!sameUnit(series.unit, unit)) continue;
    for (let index = series.points.length - 1; index >= 0; index -= 1) {
      const point = series.points[index];
      if (!point || point.until < at - month) break;
      highest = Math.max(highest, point.amount);
    }
  }
  return highest;
}
