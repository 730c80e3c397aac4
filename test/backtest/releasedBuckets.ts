import type { KeyUsage, Usage } from '../../src/core/history/forecast/usage.ts';
import { median } from '../../src/core/history/median.ts';
import { day, dayStart, hour, nextDay } from '../../src/core/time.ts';

/** A part of a window. */
export interface Bucket {
  /** In the unit of the pool, for a day. */
  readonly rate: number;
  /** For how long there are readings of it, in milliseconds, above 0. */
  readonly time: number;
}

/** The parts of a window: the user's days where it has four or more, else equal parts of about four hours. */
export function buckets(keys: readonly KeyUsage[], from: number, to: number): readonly Bucket[] {
  const edges = edgesOf(from, to);
  const totals = edges.slice(1).map(() => ({ used: 0, time: 0 }));
  /** Divides a stretch of time among the parts that it touches. */
  const divide = (start: number, end: number, add: (total: { used: number; time: number }, length: number) => void) => {
    for (let index = partOf(edges, start); index < totals.length; index++) {
      const [low, high, total] = [edges[index] ?? 0, edges[index + 1] ?? 0, totals[index]];
      if (low >= end) break;
      const length = Math.min(end, high) - Math.max(start, low);
      if (total && length > 0) add(total, length);
    }
  };
  for (const key of keys) {
    const { known, charges } = spreadOut(key, from);
    divide(key.from, known, (total, length) => {
      total.time += length;
    });
    for (const charge of charges) {
      const whole = charge.to - charge.from;
      divide(Math.max(charge.from, key.from), charge.to, (total, length) => {
        total.used += (charge.amount * length) / whole;
      });
    }
  }
  return totals.filter(({ time }) => time > 0).map(({ used, time }) => ({ rate: (used / time) * day, time }));
}

/**
 * The charges, each over the time in which it built up. One credit that is gone by five o'clock may have been used little
 * by little since the charge before, so a charge covers the time since that one, but at most twice the usual time between
 * two charges, or a burst would be spread over the idle days before it. The time since the last charge, up to as much,
 * belongs to a charge that is still to come: it isn't `known` yet, and not idle. Otherwise steady usage would come out one
 * charge too fast or too slow, depending on where the edges of the window are.
 */
function spreadOut({ from, to, usage }: KeyUsage, start: number): { known: number; charges: readonly Usage[] } {
  const recent = usage.filter((charge) => charge.to > start);
  const before = usage[usage.length - recent.length - 1];
  const ends = [...(before ? [before.to] : []), ...recent.map((charge) => charge.to)];
  const gaps = ends.slice(1).map((end, index) => end - (ends[index] ?? end));
  const longest = 2 * (median(gaps) ?? 0);
  const mean = gaps.reduce((total, gap) => total + gap, 0) / Math.max(1, gaps.length);
  let previous = before?.to ?? Number.NEGATIVE_INFINITY;
  const charges = recent.map((charge) => {
    // Before the first of all there are no readings: it built up for as long as the others did.
    const reach = previous === Number.NEGATIVE_INFINITY ? Math.min(mean, longest) : longest;
    const since = Math.max(previous, Math.min(charge.from, charge.to - reach));
    previous = charge.to;
    return { ...charge, from: since };
  });
  const last = usage.at(-1)?.to ?? from;
  return { known: Math.max(Math.min(last, to), to - longest), charges };
}

function edgesOf(from: number, to: number): readonly number[] {
  const edges = [from];
  if (to - from >= 4 * day) {
    for (let next = nextDay(dayStart(from)); next < to; next = nextDay(next)) edges.push(next);
  } else {
    const parts = Math.max(1, Math.round((to - from) / (4 * hour)));
    for (let part = 1; part < parts; part++) edges.push(from + ((to - from) * part) / parts);
  }
  return [...edges, to];
}

/** The index of the part that a time is in; of the first part for an earlier time. */
function partOf(edges: readonly number[], time: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if ((edges[mid] ?? 0) <= time) low = mid;
    else high = mid;
  }
  return low;
}
