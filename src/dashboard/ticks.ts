import type { Range } from '../core/dashboard/range.ts';
import { hour } from '../core/time.ts';

/** A way to divide time: the first division of the day, month or year of a time, and the one after another. */
interface Division {
  readonly start: (date: Date) => Date;
  readonly next: (date: Date) => Date;
}

/** The divisions of each range, the finest first, by the user's calendar. */
const divisions: Readonly<Record<Range, readonly Division[]>> = {
  day: [1, 2, 3, 6, 12, 24].map(byHours),
  week: [1, 2, 4, 7].map(byDays),
  month: [7, 14, 28].map(byDays),
  year: [1, 2, 3, 6, 12].map(byMonths),
};

/** The times for the labels of an axis, at round hours, days or months of the user, and at most so many. */
export function ticks(range: Range, from: number, to: number, most: number): readonly number[] {
  const found = divisions[range].map((division) => ticksBy(division, from, to));
  return found.find(({ length }) => length <= most) ?? found.at(-1)?.slice(0, Math.max(most, 0)) ?? [];
}

function ticksBy({ start, next }: Division, from: number, to: number): readonly number[] {
  const times: number[] = [];
  for (let date = start(new Date(from)); date.getTime() <= to; date = next(date)) {
    const time = date.getTime();
    if (time >= from && time > (times.at(-1) ?? Number.NEGATIVE_INFINITY)) times.push(time);
  }
  return times;
}

function byHours(hours: number): Division {
  return {
    start: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()),
    next: (date) => {
      const later = new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours() + hours);
      // Where the clock is put back, an hour comes twice.
      return later > date ? later : new Date(date.getTime() + hours * hour);
    },
  };
}

/** Weeks begin on a Monday. */
function byDays(days: number): Division {
  return {
    start: (date) => {
      const back = days % 7 === 0 ? (date.getDay() + 6) % 7 : 0;
      return new Date(date.getFullYear(), date.getMonth(), date.getDate() - back);
    },
    next: (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days),
  };
}

function byMonths(months: number): Division {
  return {
    start: (date) => new Date(date.getFullYear(), 0),
    next: (date) => new Date(date.getFullYear(), date.getMonth() + months),
  };
}
