import { day, hour, wallClock } from '../../time.ts';
import { median } from '../median.ts';
import type { KeyUsage, Usage } from './usage.ts';

/** The usage of one of the user's days, in the unit of its pool. */
export interface UsageDay {
  /** Days since 1970 by the user's clock. */
  readonly date: number;
  readonly used: number;
  /** The part of the day for which there are readings: from and to, in hours of the user's clock, 0 to 24. */
  readonly known: readonly (readonly [from: number, to: number])[];
}

/** The recent usage of a pool as a forecast needs it. */
export interface RecentUsage {
  /** By date; days without readings aren't among them. */
  readonly days: readonly UsageDay[];
  /** How much was used in each hour of the user's day, as far as that was seen to the hour. */
  readonly byHour: readonly number[];
}

/** What was seen after a longer time without readings says nothing about hours. */
const longestOfHour = 3 * hour;

/** The usage from a time on, by the user's days and hours. */
export function recentUsageOf(keys: readonly KeyUsage[], from: number): RecentUsage {
  const days = new Map<number, { used: number; known: [number, number][] }>();
  const byHour = new Array<number>(24).fill(0);
  const dayOf = (date: number) => {
    const known = days.get(date);
    if (known) return known;
    const added = { used: 0, known: [] };
    days.set(date, added);
    return added;
  };
  for (const key of keys) {
    if (key.to <= from) continue;
    const { known, charges } = spreadOut(key, from);
    const start = wallClock(Math.max(from, key.from));
    divide(start, wallClock(known), day, (date, since, until) => {
      dayOf(date).known.push([(since - date * day) / hour, (until - date * day) / hour]);
    });
    for (const charge of charges) {
      const [since, until] = [wallClock(Math.max(charge.from, key.from)), wallClock(charge.to)];
      // A charge of one moment: the clock was set back, or this is the first reading's.
      const begin = Math.min(since, until - 1);
      const perTime = charge.amount / (until - begin);
      divide(Math.max(begin, start), until, day, (date, a, b) => {
        dayOf(date).used += perTime * (b - a);
      });
      if (until - begin > longestOfHour) continue;
      divide(Math.max(begin, start), until, hour, (index, a, b) => {
        byHour[index % 24] = (byHour[index % 24] ?? 0) + perTime * (b - a);
      });
    }
  }
  const found = [...days].toSorted(([a], [b]) => a - b).map(([date, { used, known }]) => ({ date, used, known }));
  return { days: found.filter(({ known }) => known.length > 0), byHour };
}

/** Goes through the parts of so long that a stretch of time touches. */
function divide(from: number, to: number, length: number, part: (index: number, from: number, to: number) => void): void {
  for (let index = Math.floor(from / length); index * length < to; index += 1) {
    const [a, b] = [Math.max(from, index * length), Math.min(to, (index + 1) * length)];
    if (b > a) part(index, a, b);
  }
}

/**
 * The charges, each over the time in which it built up. One credit that is gone by five o'clock may have been used little
 * by little since the charge before, so a charge covers the time since that one, but at most twice the usual time between
 * two charges, or a burst would be spread over the idle days before it. The time since the last charge, up to as much,
 * belongs to a charge that is still to come: it isn't `known` yet, and not idle. Otherwise steady usage would come out one
 * charge too fast or too slow.
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
