import type { KeyUsage } from '../../src/core/history/forecast/usage.ts';
import { day } from '../../src/core/time.ts';
import { type Bucket, buckets } from './releasedBuckets.ts';

/** The usage rate as version 0.1.0 measured it: what a new method has to beat. In the unit of its pool, for 24 hours. */
interface ReleasedRate {
  readonly perDay: number;
  /** The true rate is between `low` and `high` in about four cases of five. */
  readonly low: number;
  readonly high: number;
}

/** A rate needs readings over this time, in milliseconds, … */
const readingTimeNeeded = day;
/** … and this many charges … */
const chargesNeeded = 3;
/** Whole weeks, so that each has its share of weekends. */
const windows = [7 * day, 14 * day, 28 * day, 91 * day] as const;
/** … within this time, in milliseconds. */
const longestWindow = windows[3];
/** Makes a short window as good as a long one: the odd charge at its edge is no more than a tenth. */
const enoughCharges = 10;
/** The charges of one burst are many and say little. */
const enoughDays = 3;

/** Undefined until the readings span a day and have three charges, and again after fewer than three in 91 days. */
export function usageRateFrom(keys: readonly KeyUsage[], now: number): ReleasedRate | undefined {
  const usage = keys.flatMap((key) => key.usage);
  if (readingTime(keys) < readingTimeNeeded || !usage.some(({ to }) => to > now - longestWindow)) return undefined;
  const first = Math.min(...keys.map(({ from }) => from));
  const last = Math.max(...keys.map(({ to }) => to));
  let window: { readonly from: number; readonly charges: number } | undefined;
  for (const length of windows) {
    const from = Math.max(first, last - length);
    const charges = usage.filter(({ to }) => to > from);
    window = { from, charges: charges.length };
    const days = new Set(charges.map(({ to }) => Math.floor((to - from) / day)));
    const longest = charges.reduce((most, charge) => Math.max(most, charge.to - charge.from), 0);
    // A charge that was seen after days without a reading covers them all.
    if (charges.length >= enoughCharges && (days.size >= enoughDays || longest >= enoughDays * day)) break;
  }
  if (window === undefined || window.charges < chargesNeeded) return undefined;
  return rateOf(buckets(keys, window.from, last), window.charges);
}

/** For how long there are readings, in milliseconds. */
function readingTime(keys: readonly KeyUsage[]): number {
  return keys.reduce((total, { from, to }) => total + to - from, 0);
}

/**
 * The buckets as they count. A single burst counts as three times the median of the buckets with usage, for a day at
 * most, and as the median in its other buckets, because it may go on over midnight. If usage was as fast at another
 * time, it isn't a single burst and counts in full. `factor` times as much is let through.
 */
function withoutBurst(all: readonly Bucket[], factor: number): readonly Bucket[] {
  const active = all.filter(({ rate }) => rate > 0);
  if (active.length < 3) return all;
  const usual = medianByTime(active);
  const [start, end] = burstIn(all, usual);
  const elsewhere = Math.max(...[...all.slice(0, start), ...all.slice(end)].map(({ rate }) => rate));
  const most = factor * Math.max(3 * usual, elsewhere);
  const burst = all.slice(start, end);
  const time = timeOf(burst);
  let rest = factor * Math.max(usual * (time + 2 * Math.min(time, day)), elsewhere * time);
  const limited = new Map<Bucket, Bucket>();
  for (const bucket of burst.toSorted((a, b) => b.rate * b.time - a.rate * a.time)) {
    const rate = Math.min(bucket.rate, most, rest / bucket.time);
    limited.set(bucket, { ...bucket, rate });
    rest -= rate * bucket.time;
  }
  return all.map((bucket) => limited.get(bucket) ?? bucket);
}

function timeOf(all: readonly Bucket[]): number {
  return all.reduce((total, { time }) => total + time, 0);
}

function meanOf(all: readonly Bucket[]): number {
  return all.reduce((total, { rate, time }) => total + rate * time, 0) / timeOf(all);
}

/** The fastest bucket, with those beside it that are faster than usual, for a day or two. */
function burstIn(all: readonly Bucket[], usual: number): readonly [start: number, end: number] {
  const longest = Math.max(day, ...all.map(({ time }) => 2.5 * time));
  let start = all.reduce((top, { rate }, index) => (rate > (all[top]?.rate ?? 0) ? index : top), 0);
  let end = start + 1;
  let sum = all[start]?.time ?? 0;
  for (;;) {
    const [before, after] = [all[start - 1], all[end]];
    const isBefore = (before?.rate ?? 0) >= (after?.rate ?? 0);
    const next = isBefore ? before : after;
    sum += next?.time ?? 0;
    if (next === undefined || next.rate <= usual || sum > longest) return [start, end];
    if (isBefore) start -= 1;
    else end += 1;
  }
}

/** The lower median, weighted by time: an hour at the edge of a window counts less than a day. */
function medianByTime(active: readonly Bucket[]): number {
  const half = timeOf(active) / 2;
  let sum = 0;
  for (const { rate, time } of active.toSorted((a, b) => a.rate - b.rate)) {
    sum += time;
    if (sum >= half * (1 - 1e-9)) return rate;
  }
  return 0;
}

function rateOf(all: readonly Bucket[], charges: number): ReleasedRate | undefined {
  const time = timeOf(all);
  const counted = withoutBurst(all, 1);
  const perDay = meanOf(counted);
  const squares = all.reduce((total, bucket) => total + bucket.time ** 2, 0);
  const count = time ** 2 / squares;
  const variance = counted.reduce((total, { rate, time }) => total + time * (rate - perDay) ** 2, 0) / time;
  const spread = count > 1 ? quantile(count - 1) * Math.sqrt(variance / (count - 1)) : perDay;
  // Even charges may still be few, and a day or two say little about the other days of a week.
  const half = Math.hypot(spread, perDay / charges, (0.4 * perDay * day) / time);
  // A burst may come again: it counts twice as much in the high end.
  const high = meanOf(withoutBurst(all, 2)) + half;
  if (!(perDay > 0) || !Number.isFinite(high)) return undefined;
  return {
    perDay,
    low: Math.max(0, perDay - half),
    high,
  };
}

/** The 90 % quantile of Student's t, near enough: four cases of five are between it and its opposite. */
function quantile(freedom: number): number {
  return freedom < 1 ? 3.08 : 1.28 + 0.85 / freedom + 0.95 / freedom ** 3;
}
