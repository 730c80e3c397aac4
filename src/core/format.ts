import { day, hour, minute } from './time.ts';
import type { Unit } from './unit.ts';

/** Numbers and dates as the user writes them, and spans of time in short words. Times are milliseconds since 1970. */
export class Format {
  readonly #number: Intl.NumberFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  /** A BCP 47 tag. */
  readonly locale: string;

  /** `timeZone` defaults to the machine's. */
  constructor(locale: string, timeZone?: string) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.locale = locale;
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, signDisplay: 'negative' });
    this.#date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...zone });
    this.#day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'numeric', year: 'numeric', ...zone });
    this.#time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...zone });
  }

  /** "12,500", or "$4.20" for a currency. An amount too small to show is not shown as zero. */
  amount(amount: number, unit: Unit): string {
    const number = isCurrency(unit)
      ? new Intl.NumberFormat(this.locale, { style: 'currency', currency: unit.name, signDisplay: 'negative' })
      : this.#number;
    const smallest = 10 ** -(number.resolvedOptions().maximumFractionDigits ?? 0);
    return amount > 0 && amount < smallest ? `<${number.format(smallest)}` : number.format(amount);
  }

  /** "12,500 credits", or "$4.20" for a currency. */
  amountWithUnit(amount: number, unit: Unit): string {
    const text = this.amount(amount, unit);
    if (isCurrency(unit)) return text;
    return `${text} ${amount === 1 ? unit.name.replace(/s$/, '') : unit.name}`;
  }

  /** "1 January 2027". */
  date(time: number): string {
    return this.#date.format(possible(time));
  }

  /** "16:45". */
  timeOfDay(time: number): string {
    return this.#time.format(possible(time));
  }

  /** "just now", "5 min ago", "3 h ago", "2 d ago". A time that is yet to come (the clock was set back) is just now. */
  age(time: number, now: number): string {
    const span = now - time;
    return span < minute ? 'just now' : `${spanText(span)} ago`;
  }

  /** By the user's calendar: "today", "in 1 day", "in 42 days". */
  daysUntil(time: number, now: number): string {
    const days = this.#calendarDay(time) - this.#calendarDay(now);
    if (days < 1) return 'today';
    return days === 1 ? 'in 1 day' : `in ${this.#number.format(days)} days`;
  }

  /** Days since 1970 by the user's calendar. */
  #calendarDay(time: number): number {
    const part = (type: string) =>
      Number(this.#day.formatToParts(possible(time)).find((found) => found.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day')) / day;
  }
}

/** Intl throws at a time that no calendar has. */
function possible(time: number): number {
  const last = 8.64e15;
  return Math.max(-last, Math.min(time, last));
}

/** Intl throws at a code that cannot be one. */
function isCurrency({ kind, name }: Unit): boolean {
  return kind === 'currency' && /^[A-Za-z]{3}$/.test(name);
}

/** "5 min", "3 h", "2 d": whole ones, rounded down. In milliseconds. */
export function spanText(span: number): string {
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < 2 * day) return `${Math.floor(span / hour)} h`;
  return `${Math.floor(span / day)} d`;
}

/** Two significant digits below a hundred, whole above: what comes of a pace is never known better. */
export function roughly(amount: number): number {
  return Math.abs(amount) >= 100 ? Math.round(amount) : Number(amount.toPrecision(2));
}
