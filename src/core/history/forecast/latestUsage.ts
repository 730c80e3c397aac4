import { day, hour } from '../../time.ts';
import { median } from '../median.ts';
import type { History } from '../series.ts';
import { learningOf } from './learning.ts';
import { type Usage, usageOf, usageUntil } from './usage.ts';

/** The usage of a pool in the time before now, beside that of the four weeks before it. */
export interface LatestUsage {
  /** How long it took. */
  readonly hours: (typeof windows)[number];
  readonly used: number;
  /** The usual usage of that many hours with usage, above 0. */
  readonly usual: number;
  /** The most in that many hours. */
  readonly most: number;
}

/** A drained key shows within an hour; one that is drained slowly within six. */
const windows = [1, 6] as const;
const compared = 28 * day;
/** What was seen after a longer time without readings says nothing about single hours. */
const longestOfHour = 2 * hour;

/**
 * The usage of the last hour and of the last six. Undefined without a forecast for the time before: that time itself may
 * be a key that is being drained, and doesn't count.
 */
export function latestUsage(history: History, now: number): readonly LatestUsage[] | undefined {
  const present = usageOf(history, now);
  const all = present.flatMap(({ usage }) => usage);
  const latest: LatestUsage[] = [];
  for (const hours of windows) {
    const start = now - hours * hour;
    const earlier = usageUntil(present, start);
    if (learningOf(earlier, start)) continue;
    const used = all.reduce((total, charge) => total + partOf(charge, start, now), 0);
    const from = Math.max(start - compared, Math.min(...earlier.map((key) => key.from)));
    const before = earlier.flatMap(({ usage }) => usage).filter((charge) => charge.to > from);
    const total = before.reduce((sum, charge) => sum + partOf(charge, from, start), 0);
    const sums = sumsOf(before, from, start, hours);
    const usual = Math.max(
      (total * hours * hour) / Math.max(hour, start - from),
      median(sums.filter((sum) => sum > 0)) ?? 0,
    );
    latest.push({ hours, used, usual, most: sums.reduce((most, sum) => Math.max(most, sum), 0) });
  }
  return latest.length > 0 ? latest : undefined;
}

/** How much was used in each span of that many hours, counted back from `to` and an hour apart. */
function sumsOf(usage: readonly Usage[], from: number, to: number, hours: number): readonly number[] {
  const byHour = new Array<number>(Math.max(0, Math.ceil((to - from) / hour))).fill(0);
  for (const charge of usage) {
    if (charge.to - charge.from > longestOfHour) continue;
    const first = Math.max(0, Math.floor((to - charge.to) / hour));
    const last = Math.min(byHour.length - 1, Math.floor((to - charge.from) / hour));
    for (let index = first; index <= last; index += 1)
      byHour[index] = (byHour[index] ?? 0) + partOf(charge, to - (index + 1) * hour, to - index * hour);
  }
  if (hours === 1) return byHour;
  let sum = 0;
  return byHour.map((used, index) => {
    sum += used - (byHour[index - hours] ?? 0);
    return sum > 1e-9 * used ? sum : 0;
  });
}

function partOf({ amount, from, to }: Usage, start: number, end: number): number {
  if (to <= from) return to > start && to <= end ? amount : 0;
  return (amount * Math.max(0, Math.min(to, end) - Math.max(from, start))) / (to - from);
}
