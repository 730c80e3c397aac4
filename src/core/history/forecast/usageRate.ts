import { day } from '../../time.ts';
import type { History } from '../record/series.ts';
import { type Bucket, buckets } from './buckets.ts';
import { type UsesOfKey, usesOf } from './usage.ts';

/** How fast an amount is used, reckoned from use alone with idle time counted. In the account's unit, for 24 hours. */
export interface UsageRate {
  readonly perDay: number;
  /** The true pace is between these two in about four cases of five. */
  readonly low: number;
  readonly high: number;
  /** How far apart the two are, in a word. */
  readonly sureness: 'sure' | 'fair' | 'rough';
  /** The window that it was reckoned from, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Whole weeks, so that as many weekends are in as belong there. */
const windows = [7 * day, 14 * day, 28 * day, 91 * day];
const fewestFalls = 3;
/** So many make a short window as good as a long one: the odd fall at its edge is no more than a tenth. */
const enoughFalls = 10;
/** Falls of one burst are many and say little. */
const enoughDays = 3;

/**
 * The pace, or undefined while it is being learnt: until the readings span a day and hold three falls, and again when
 * there were fewer than three in 91 days. Time that nothing was read of is not taken for idle: neither after the last
 * reading nor between two keys.
 */
export function usageRateOf(history: History, now: number): UsageRate | undefined {
  return usageRateFrom(usesOf(history, now), now);
}

/** `usageRateOf` where the uses are at hand. */
export function usageRateFrom(keys: readonly UsesOfKey[], now: number): UsageRate | undefined {
  const read = keys.reduce((total, { from, to }) => total + to - from, 0);
  const first = Math.min(...keys.map(({ from }) => from));
  const last = Math.max(...keys.map(({ to }) => to));
  const uses = keys.flatMap((key) => key.uses);
  const latest = windows.at(-1) ?? 0;
  if (read < day || !uses.some(({ to }) => to > now - latest)) return undefined;
  let window: { readonly from: number; readonly falls: number } | undefined;
  for (const length of windows) {
    const from = Math.max(first, last - length);
    const falls = uses.filter(({ to }) => to > from);
    window = { from, falls: falls.length };
    const days = new Set(falls.map(({ to }) => Math.floor((to - from) / day)));
    const widest = Math.max(0, ...falls.map((fall) => fall.to - fall.from));
    // A fall that was seen after days of no reading covers them all.
    if (falls.length >= enoughFalls && (days.size >= enoughDays || widest >= enoughDays * day)) break;
  }
  if (window === undefined || window.falls < fewestFalls) return undefined;
  return paceOf(buckets(keys, window.from, last), window.falls, window.from, last);
}

/**
 * The buckets as they count. One burst is not the pace: it counts as three times the usual of the buckets with use, for
 * a day at most, and for the usual in the rest of its buckets: it may go on over midnight. Where it was as fast at
 * another time, it is no single burst, and counts. `factor` times as much is let through.
 */
function calmed(all: readonly Bucket[], factor: number): readonly Bucket[] {
  const active = all.filter(({ rate }) => rate > 0);
  if (active.length < 3) return all;
  const usual = middle(active);
  const [start, end] = burstIn(all, usual);
  const elsewhere = Math.max(...[...all.slice(0, start), ...all.slice(end)].map(({ rate }) => rate));
  const most = factor * Math.max(3 * usual, elsewhere);
  const burst = all.slice(start, end);
  const time = timeOf(burst);
  let rest = factor * Math.max(usual * (time + 2 * Math.min(time, day)), elsewhere * time);
  const calm = new Map<Bucket, Bucket>();
  for (const bucket of burst.toSorted((a, b) => b.rate * b.time - a.rate * a.time)) {
    const rate = Math.min(bucket.rate, most, rest / bucket.time);
    calm.set(bucket, { ...bucket, rate });
    rest -= rate * bucket.time;
  }
  return all.map((bucket) => calm.get(bucket) ?? bucket);
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

/** The lower median, by time: an hour at the edge of a window is no day. */
function middle(active: readonly Bucket[]): number {
  const half = timeOf(active) / 2;
  let sum = 0;
  for (const { rate, time } of active.toSorted((a, b) => a.rate - b.rate)) {
    sum += time;
    if (sum >= half * (1 - 1e-9)) return rate;
  }
  return 0;
}

function paceOf(all: readonly Bucket[], falls: number, from: number, to: number): UsageRate | undefined {
  const time = timeOf(all);
  const counted = calmed(all, 1);
  const perDay = meanOf(counted);
  if (!(perDay > 0) || !Number.isFinite(perDay)) return undefined;
  const squares = all.reduce((total, bucket) => total + bucket.time ** 2, 0);
  const count = time ** 2 / squares;
  const variance = counted.reduce((total, { rate, time }) => total + time * (rate - perDay) ** 2, 0) / time;
  const spread = count > 1 ? quantile(count - 1) * Math.sqrt(variance / (count - 1)) : perDay;
  // Falls that came evenly may be few all the same, and a day or two say little of the other days of a week.
  const half = Math.hypot(spread, perDay / falls, (0.4 * perDay * day) / time);
  // A burst may come again: the high end takes it for twice what the pace does.
  const high = meanOf(calmed(all, 2)) + half;
  const width = (high - Math.max(0, perDay - half)) / 2;
  return {
    perDay,
    low: Math.max(0, perDay - half),
    high,
    sureness: width <= 0.15 * perDay ? 'sure' : width <= 0.5 * perDay ? 'fair' : 'rough',
    from,
    to,
  };
}

/** The 90 % quantile of Student's t, near enough: four cases of five are between it and its opposite. */
function quantile(freedom: number): number {
  return freedom < 1 ? 3.08 : 1.28 + 0.85 / freedom + 0.95 / freedom ** 3;
}
