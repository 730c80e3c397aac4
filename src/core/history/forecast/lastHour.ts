import { hour, hourStart } from '../../time.ts';
import { median } from '../median.ts';
import type { History } from '../series.ts';
import { type Usage, usageOf, usageUntil } from './usage.ts';
import { usageRateFrom } from './usageRate.ts';

/**
 * The usage of a pool in the 60 minutes before now, and the usual one of an hour with usage. Undefined without a usage
 * rate for the time before that hour: the hour itself may be a key that is being drained, and doesn't count.
 */
export function lastHour(history: History, now: number): { used: number; usual: number } | undefined {
  const start = now - hour;
  const present = usageOf(history, now);
  const earlier = usageUntil(present, start);
  const usageRate = usageRateFrom(earlier, start);
  if (usageRate === undefined) return undefined;
  const used = present.flatMap(({ usage }) => usage).reduce((total, charge) => total + partOf(charge, start, now), 0);
  const before = earlier.flatMap(({ usage }) => usage).filter((charge) => charge.to > usageRate.from);
  return { used, usual: Math.max(usageRate.perDay / 24, median(byHour(before)) ?? 0) };
}

/** How much was used in each of the user's hours with usage. */
function byHour(usage: readonly Usage[]): readonly number[] {
  const hours = new Map<number, number>();
  for (const charge of usage) {
    // One that was seen after a long time without readings says nothing about one hour.
    if (charge.to - charge.from > 2 * hour) continue;
    for (let start = hourStart(charge.from); start < charge.to; start += hour) {
      const amount = partOf(charge, start, start + hour);
      if (amount > 0) hours.set(start, (hours.get(start) ?? 0) + amount);
    }
  }
  return [...hours.values()];
}

function partOf({ amount, from, to }: Usage, start: number, end: number): number {
  if (to <= from) return to > start && to <= end ? amount : 0;
  return (amount * Math.max(0, Math.min(to, end) - Math.max(from, start))) / (to - from);
}
