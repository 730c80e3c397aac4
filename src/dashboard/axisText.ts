import type { Range } from '../core/dashboard/range.ts';

/** What an axis says beneath a time, as the user writes times. */
export class AxisText {
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #year: Intl.DateTimeFormat;

  /** `locale` is a BCP 47 tag; the time zone is the machine's. */
  constructor(locale: string) {
    this.#time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    this.#day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
    this.#weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric' });
    this.#month = new Intl.DateTimeFormat(locale, { month: 'short' });
    this.#year = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' });
  }

  /** "14:00", "18 Nov", "Wed 18", "Nov" or "Jan 2027". */
  of(range: Range, time: number): string {
    const date = new Date(time);
    switch (range) {
      case 'day':
        return (date.getHours() === 0 && date.getMinutes() === 0 ? this.#day : this.#time).format(date);
      case 'week':
        return this.#weekday.format(date);
      case 'month':
        return this.#day.format(date);
      case 'year':
        return (date.getMonth() === 0 ? this.#year : this.#month).format(date);
    }
  }
}
