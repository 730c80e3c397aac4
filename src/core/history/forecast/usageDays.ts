import { day, hour, wallClocks } from '../../time.ts';
import { median } from '../median.ts';
import type { KeyUsage, Usage } from './usage.ts';

/** The usage of one of the user's days, in the unit of its pool. */
export interface UsageDay {
  /** Days since 1970 by the user's clock. */
  readonly date: number;
  readonly used: number;
  /** In each hour of the day, as far as that was seen to the hour. */
  readonly byHour: readonly number[];
  /** The parts of the day for which there are readings: from and to, in hours of the user's clock, 0 to 24. */
  readonly known: readonly (readonly [from: number, to: number])[];
}

/** What was seen after a longer time without readings says nothing about hours. */
const longestOfHour = 20 * hour;
/**
 * A day counts as at most so many times the mean of those that aren't beside it: more is a drained key or an exception, and
 * tells nothing of usage. Where days differ much, so may the next one: by their coefficient of variation.
 */
const mostOfDay = { ofEven: 3, ofVariation: 10, atAll: 20 };

/** The usage from a time on, by date. Days without readings are left out. */
export function usageDays(keys: readonly KeyUsage[], from: number): readonly UsageDay[] {
  const days = new Map<number, { date: number; used: number; byHour: number[]; known: [number, number][] }>();
  const dayOf = (date: number) => {
    const found = days.get(date);
    if (found) return found;
    const added = { date, used: 0, byHour: new Array<number>(24).fill(0), known: [] };
    days.set(date, added);
    return added;
  };
  const wallClock = wallClocks();
  for (const key of keys) {
    if (key.to <= from) continue;
    const { known, charges } = spreadOut(key, from);
    const start = wallClock(Math.max(from, key.from));
    divide(start, wallClock(known), day, (date, since, until) => {
      dayOf(date).known.push([(since - date * day) / hour, (until - date * day) / hour]);
    });
    for (const charge of charges) {
      const until = wallClock(charge.to);
      // At least a moment: the clock may have been set back.
      const since = Math.min(wallClock(Math.max(charge.from, key.from)), until - 1);
      const perTime = charge.amount / (until - since);
      const isShort = until - since <= longestOfHour;
      divide(Math.max(since, start), until, isShort ? hour : day, (index, a, b) => {
        const one = dayOf(isShort ? Math.floor(index / 24) : index);
        one.used += perTime * (b - a);
        if (isShort) one.byHour[index % 24] = (one.byHour[index % 24] ?? 0) + perTime * (b - a);
      });
    }
  }
  const found = [...days.values()].filter(({ known }) => known.length > 0);
  return found.toSorted((a, b) => a.date - b.date);
}

/** How much of a day there are readings of, 0 to 1. */
export function knownShare({ known }: Pick<UsageDay, 'known'>): number {
  return known.reduce((sum, [from, to]) => sum + (to - from) / 24, 0);
}

/** The days of which none counts as much more than the others: see `mostOfDay`. */
export function withoutExceptions(days: readonly UsageDay[]): readonly UsageDay[] {
  // Summed from both ends: a difference of sums would be noise where one day is far above the others.
  const before = sumsUpTo(days);
  const after = sumsUpTo(days.toReversed());
  return days.map((one, index) => {
    // A key that is drained over midnight takes two days.
    const [earlier, later] = [before[index - 1] ?? nothing, after[days.length - index - 2] ?? nothing];
    const share = earlier.share + later.share;
    const mean = (earlier.used + later.used) / share;
    const variation = Math.sqrt(Math.max(0, (earlier.squares + later.squares) / share / mean ** 2 - 1));
    const times = Math.min(mostOfDay.atAll, Math.max(mostOfDay.ofEven, mostOfDay.ofVariation * variation));
    const most = knownShare(one) * mean * times;
    if (!(most > 0) || one.used <= most) return one;
    return { ...one, used: most, byHour: one.byHour.map((amount) => (amount * most) / one.used) };
  });
}

const nothing = { used: 0, share: 0, squares: 0 };

/** At each index the sums of all days before it. */
function sumsUpTo(days: readonly UsageDay[]): readonly (typeof nothing)[] {
  const sums = [nothing];
  for (const one of days) {
    const last = sums.at(-1) ?? nothing;
    const share = knownShare(one);
    const { used } = one;
    sums.push(
      share > 0
        ? { used: last.used + used, share: last.share + share, squares: last.squares + used ** 2 / share }
        : last,
    );
  }
  return sums;
}

/** Goes through the parts of so long that a stretch of time touches. */
function divide(
  from: number,
  to: number,
  length: number,
  part: (index: number, from: number, to: number) => void,
): void {
  let start = from;
  for (let index = Math.floor(from / length); start < to; index += 1) {
    const end = Math.min(to, (index + 1) * length);
    if (end > start) part(index, start, end);
    start = end;
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
  const firstRecent = usage.findLastIndex((charge) => charge.to <= start) + 1;
  const recent = usage.slice(firstRecent);
  const before = usage[firstRecent - 1]?.to ?? Number.NEGATIVE_INFINITY;
  const gaps: number[] = [];
  let previous = before;
  for (const charge of recent) {
    if (previous !== Number.NEGATIVE_INFINITY) gaps.push(charge.to - previous);
    previous = charge.to;
  }
  const longest = 2 * (median(gaps) ?? 0);
  const mean = gaps.reduce((total, gap) => total + gap, 0) / Math.max(1, gaps.length);
  previous = before;
  const charges = recent.map((charge) => {
    // Before the first of all there are no readings: it built up for as long as the others did.
    const reach = previous === Number.NEGATIVE_INFINITY ? Math.min(mean, longest) : longest;
    const since = Math.max(previous, Math.min(charge.from, charge.to - reach));
    previous = charge.to;
    return { amount: charge.amount, from: since, to: charge.to };
  });
  const last = usage.at(-1)?.to ?? from;
  return { known: Math.max(Math.min(last, to), to - longest), charges };
}
