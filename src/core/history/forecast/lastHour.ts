import { hour, hourStart } from '../../time.ts';
import { median } from '../median.ts';
import type { History } from '../record/series.ts';
import { type Use, usesOf, usesUntil } from './usage.ts';
import { usageRateFrom } from './usageRate.ts';

/**
 * What was used in the 60 minutes before now, and what is usual for an hour with use. Undefined while the pace of the
 * time before that hour is being learnt: a key that is being drained does not teach what is usual.
 */
export function lastHour(history: History, now: number): { used: number; usual: number } | undefined {
  const start = now - hour;
  const known = usesOf(history, now);
  const past = usesUntil(known, start);
  const usageRate = usageRateFrom(past, start);
  if (usageRate === undefined) return undefined;
  const used = known.flatMap(({ uses }) => uses).reduce((total, use) => total + shareOf(use, start, now), 0);
  const before = past.flatMap(({ uses }) => uses).filter((use) => use.to > usageRate.from);
  return { used, usual: Math.max(usageRate.perDay / 24, median(hoursOf(before)) ?? 0) };
}

/** What was used in each of the user's hours with use. */
function hoursOf(uses: readonly Use[]): readonly number[] {
  const hours = new Map<number, number>();
  for (const use of uses) {
    // Seen after a long time without readings, it says nothing of one hour.
    if (use.to - use.from > 2 * hour) continue;
    for (let start = hourStart(use.from); start < use.to; start += hour) {
      const amount = shareOf(use, start, start + hour);
      if (amount > 0) hours.set(start, (hours.get(start) ?? 0) + amount);
    }
  }
  return [...hours.values()];
}

function shareOf({ amount, from, to }: Use, start: number, end: number): number {
  if (to <= from) return to > start && to <= end ? amount : 0;
  return (amount * Math.max(0, Math.min(to, end) - Math.max(from, start))) / (to - from);
}
