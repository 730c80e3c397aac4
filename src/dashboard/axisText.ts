import type { Range } from '../core/dashboard/range.ts';
import { DateFormats } from '../core/dateFormats.ts';

const time = { hour: 'numeric', minute: '2-digit' } as const;
const day = { day: 'numeric', month: 'short' } as const;
const weekday = { weekday: 'short', day: 'numeric' } as const;
const month = { month: 'short' } as const;
const monthAndYear = { month: 'short', year: 'numeric' } as const;

/** What an axis says beneath a time, as the user writes times. */
export class AxisText {
  readonly #formats: DateFormats;

  /** `locale` is a BCP 47 tag; the time zone is the machine's. */
  constructor(locale: string) {
    this.#formats = new DateFormats(locale);
  }

  /** "14:00", "18 Nov", "Wed 18", "Nov" or "Jan 2027". */
  of(range: Range, at: number): string {
    const date = new Date(at);
    return this.#formats.get(optionsOf(range, date)).format(date);
  }
}

function optionsOf(range: Range, date: Date): Intl.DateTimeFormatOptions {
  switch (range) {
    case 'day':
      return date.getHours() === 0 && date.getMinutes() === 0 ? day : time;
    case 'week':
      return weekday;
    case 'month':
      return day;
    case 'year':
      return date.getMonth() === 0 ? monthAndYear : month;
  }
}
