import type { Range } from '../core/dashboard/range.ts';

const formats = {
  time: { hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short', day: 'numeric' },
  month: { month: 'short' },
  year: { month: 'short', year: 'numeric' },
} as const;

/** What an axis says beneath a time, as the user writes times. */
export class AxisText {
  readonly #locale: string;
  readonly #formats = new Map<keyof typeof formats, Intl.DateTimeFormat>();

  /** `locale` is a BCP 47 tag; the time zone is the machine's. */
  constructor(locale: string) {
    this.#locale = locale;
  }

  /** "14:00", "18 Nov", "Wed 18", "Nov" or "Jan 2027". */
  of(range: Range, time: number): string {
    const date = new Date(time);
    switch (range) {
      case 'day':
        return this.#text(date.getHours() === 0 && date.getMinutes() === 0 ? 'day' : 'time', date);
      case 'week':
        return this.#text('weekday', date);
      case 'month':
        return this.#text('day', date);
      case 'year':
        return this.#text(date.getMonth() === 0 ? 'year' : 'month', date);
    }
  }

  /** Formats are made when they are needed: the page is painted before its first chart is. */
  #text(name: keyof typeof formats, date: Date): string {
    const format = this.#formats.get(name) ?? new Intl.DateTimeFormat(this.#locale, formats[name]);
    this.#formats.set(name, format);
    return format.format(date);
  }
}
