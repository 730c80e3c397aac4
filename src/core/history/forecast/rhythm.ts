import { day, hour } from '../../time.ts';

/** A renewal that is later than this isn't expected any more, in milliseconds: that is noticed on the same day. */
export const latestRenewal = 12 * hour;

/** How often something recurs: in each month on a day, in a shorter month on its last one, or after a number of days. */
export type Rhythm =
  | { readonly kind: 'month'; readonly day: number }
  | { readonly kind: 'days'; readonly days: 1 | 7 | 30 };

/** The time that is so many turns of a rhythm later, or earlier below 0. Months are those of UTC, as services count them. */
export function turnsLater(rhythm: Rhythm, time: number, turns: number): number {
  if (rhythm.kind === 'days') return time + turns * rhythm.days * day;
  const date = new Date(time);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + turns];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(rhythm.day, lastDay)) + (time - startOfDay(time));
}

/** The rhythms in which something may recur that happened at these times, the most usual first. */
export function rhythmsAt(times: readonly number[]): readonly Rhythm[] {
  const [latest = 0] = times;
  const days = times.map((time) => new Date(time).getUTCDate());
  const own = days[0] ?? 1;
  const [longest, isLastDay] = [Math.max(...days), new Date(latest + day).getUTCDate() === 1];
  // What comes on the 31st comes on the 28th of February: the days of other months say which one is meant.
  const monthly = isLastDay && longest > own ? [own, longest] : [own];
  return [
    ...monthly.map((date) => ({ kind: 'month', day: date }) as const),
    ...([30, 7, 1] as const).map((count) => ({ kind: 'days', days: count }) as const),
  ];
}

/** How long a rhythm takes from one time to the next, about, in milliseconds. */
export function lengthOf(rhythm: Rhythm): number {
  return rhythm.kind === 'month' ? 30 * day : rhythm.days * day;
}

/** The start of the day of UTC that a time is in. */
export function startOfDay(time: number): number {
  return Math.floor(time / day) * day;
}
