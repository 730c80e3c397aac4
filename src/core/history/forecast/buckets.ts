import { day, dayStart, hour, nextDay } from '../../time.ts';
import { median } from '../median.ts';
import type { Use, UsesOfKey } from './usage.ts';

/** A part of a window. */
export interface Bucket {
  /** In the unit of the amounts, for a day. */
  readonly rate: number;
  /** How much of it was read, in milliseconds, above 0. */
  readonly time: number;
}

/** The window in parts: the user's days where it has four or more, else equal parts of about four hours. */
export function buckets(keys: readonly UsesOfKey[], from: number, to: number): readonly Bucket[] {
  const edges = edgesOf(from, to);
  const totals = edges.slice(1).map(() => ({ used: 0, time: 0 }));
  /** Shares an amount among the parts that a stretch of time is in. */
  const share = (start: number, end: number, add: (total: { used: number; time: number }, part: number) => void) => {
    for (let index = partOf(edges, start); index < totals.length; index++) {
      const [low, high, total] = [edges[index] ?? 0, edges[index + 1] ?? 0, totals[index]];
      if (low >= end) break;
      const part = Math.min(end, high) - Math.max(start, low);
      if (total && part > 0) add(total, part);
    }
  };
  for (const key of keys) {
    const { seen, stretches } = spreadOut(key, from);
    share(key.from, seen, (total, part) => {
      total.time += part;
    });
    for (const use of stretches) {
      // A fall in no time at all is no longer than the clock can tell.
      const length = use.to - use.from;
      share(Math.max(use.from, key.from), use.to, (total, part) => {
        total.used += (use.amount * part) / length;
      });
    }
  }
  return totals.filter(({ time }) => time > 0).map(({ used, time }) => ({ rate: (used / time) * day, time }));
}

/**
 * The uses, each over the time in which it came together. Amounts fall in intervals: one credit that is gone by five o'clock
 * may have been used up little by little since the fall before. So a fall stands for the time since that one, yet for no
 * longer than twice the usual time between two, or a burst would be spread over the idle days before it. The time since
 * the last fall, up to as much, belongs to one that is still to come: it is not `seen` yet, and not idle.
 * Without this, steady use would come out by a interval too fast or too slow, by where the window's edges fall.
 */
function spreadOut({ from, to, uses }: UsesOfKey, start: number): { seen: number; stretches: readonly Use[] } {
  const recent = uses.filter((use) => use.to > start);
  const before = uses[uses.length - recent.length - 1];
  const ends = [...(before ? [before.to] : []), ...recent.map((use) => use.to)];
  const gaps = ends.slice(1).map((end, index) => end - (ends[index] ?? end));
  const longest = 2 * (median(gaps) ?? 0);
  const mean = gaps.reduce((total, gap) => total + gap, 0) / Math.max(1, gaps.length);
  let previous = before?.to ?? Number.NEGATIVE_INFINITY;
  const stretches = recent.map((use) => {
    // Before the first of all nothing was read: it began to come together as long before it as the others did.
    const reach = previous === Number.NEGATIVE_INFINITY ? Math.min(mean, longest) : longest;
    const since = Math.max(previous, Math.min(use.from, use.to - reach));
    previous = use.to;
    return { ...use, from: since };
  });
  const last = uses.at(-1)?.to ?? from;
  return { seen: Math.max(Math.min(last, to), to - longest), stretches };
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

/** The part that a time is in; the first for one before them all. */
function partOf(edges: readonly number[], time: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if ((edges[mid] ?? 0) <= time) low = mid;
    else high = mid;
  }
  return low;
}
