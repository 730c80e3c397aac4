import { DateFormats } from './dateFormats.ts';
import { day, hour, minute } from './time.ts';
import { type Unit, unitWord } from './unit.ts';

/** From this size on an amount is shown compactly: "1.23M". */
const compactFrom = 1e6;
/** From this size on no language has words for it: "1.7E308". */
const scientificFrom = 1e15;
const daysPerYear = 365.25;
/**
 * A day this near says no year, though another one begins meanwhile. Below half of a year, so that no two days of the past
 * are written alike, nor two that are yet to come. In milliseconds.
 */
const withoutYear = 180 * day;
/** The last time that a `Date` can hold; Intl throws beyond it. */
const lastTime = 8.64e15;

/** `short` for rows ("5 d"), `long` for sentences and screen readers ("5 days"), `more` for what is missing ("5 more days"). */
export type Width = 'short' | 'long' | 'more';

const spanUnits = {
  minute: { short: 'min', one: 'minute', other: 'minutes' },
  hour: { short: 'h', one: 'hour', other: 'hours' },
  day: { short: 'd', one: 'day', other: 'days' },
  year: { short: 'y', one: 'year', other: 'years' },
} as const;

/** In place of an amount that is hidden. */
const hidden = '•••';

/**
 * Numbers, dates and spans of time by the user's locale, each rounded one way. Times are milliseconds since 1970, spans
 * are milliseconds.
 */
export class Format {
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly #privacy: { readonly value: boolean };
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #dates: DateFormats;

  /** `timeZone` defaults to the machine's. While `privacy` is on, every amount and rate is written as "•••". */
  constructor(locale: string, timeZone?: string, privacy: { readonly value: boolean } = { value: false }) {
    this.locale = locale;
    this.#privacy = privacy;
    this.#dates = new DateFormats(locale, timeZone);
  }

  /** True while every amount is written as "•••". */
  get hidesAmounts(): boolean {
    return this.#privacy.value;
  }

  /** A number that is written elsewhere as it is, or "•••" while amounts are hidden. */
  unlessHidden(number: string): string {
    return this.#privacy.value ? hidden : number;
  }

  /** "12,500", "1.23M", or "$4.20" for a currency. An amount too small to show isn't shown as zero. */
  amount(amount: number, unit: Unit): string {
    if (this.#privacy.value) return hidden;
    const size = Math.abs(amount);
    if (size >= scientificFrom) {
      return this.#number(undefined, { notation: 'scientific', maximumSignificantDigits: 3 }).format(amount);
    }
    if (size >= compactFrom) {
      return this.#number(unit, { notation: 'compact', maximumSignificantDigits: 3 }).format(amount);
    }
    return this.exactAmount(amount, unit);
  }

  /** "12,500 credits", "1 search", "1.23M characters", or "$4.20" for a currency. */
  amountWithUnit(amount: number, unit: Unit): string {
    return this.#withUnit(this.amount(amount, unit), amount, unit);
  }

  /** As `amount`, with all digits below a quadrillion: "1,234,567". */
  exactAmount(amount: number, unit: Unit): string {
    if (this.#privacy.value) return hidden;
    if (Math.abs(amount) >= scientificFrom) return this.amount(amount, unit);
    const number = this.#number(unit, isCurrency(unit) ? {} : { maximumFractionDigits: 3 });
    const smallest = 10 ** -(number.resolvedOptions().maximumFractionDigits ?? 0);
    return amount > 0 && amount < smallest ? `<${number.format(smallest)}` : number.format(amount);
  }

  /** An estimate: three significant digits from a hundred on, two below ("12,300", "4.5", "$12"). */
  roughly(amount: number, unit: Unit): string {
    if (this.#privacy.value) return hidden;
    const rounded = rounding(amount);
    if (!isCurrency(unit) || !Number.isInteger(rounded)) return this.amount(rounded, unit);
    return Math.abs(rounded) >= compactFrom
      ? this.amount(rounded, unit)
      : this.#number(unit, { trailingZeroDisplay: 'stripIfInteger' }).format(rounded);
  }

  /** "12,300 credits", "1 search", "$12". */
  roughlyWithUnit(amount: number, unit: Unit): string {
    return this.#withUnit(this.roughly(amount, unit), rounding(amount), unit);
  }

  /** A likely range of an estimate, "28–32"; one number where both ends round to it. */
  roughRange(low: number, high: number, unit: Unit): string {
    const [from, to] = [this.roughly(low, unit), this.roughly(high, unit)];
    return from === to ? from : `${from}–${to}`;
  }

  /** "Nov 25", or "Nov 25, 2026" where `hasYear`. */
  date(time: number, now?: number): string {
    return this.#dayFormat(this.hasYear(time, now)).format(possible(time));
  }

  /** "2026". */
  year(time: number): string {
    return this.#dates.get({ year: 'numeric' }).format(possible(time));
  }

  /** True where the year is written: it isn't that of `now`, and the day is half a year away; or `now` is left out. */
  hasYear(time: number, now?: number): boolean {
    return now === undefined || (Math.abs(time - now) > withoutYear && this.#year(time) !== this.#year(now));
  }

  /** "Nov 24–29", "Nov 24 – Jan 3"; one date where both are the same day. Both years where one of the days has it. */
  dateRange(from: number, to: number, now?: number): string {
    const [first, last] = [Math.min(from, to), Math.max(from, to)].map(possible) as [number, number];
    const withYear = this.hasYear(first, now) || this.hasYear(last, now);
    const days = this.#dayFormat(withYear);
    // Of two years Intl says both, whatever it was asked for.
    const range =
      withYear || this.#year(first) === this.#year(last)
        ? days.formatRange(first, last)
        : `${days.format(first)} – ${days.format(last)}`;
    // Intl writes thin spaces around the dash; between two days of one month there are none.
    return range.replace(/(?<=(?<!\d)\d{1,2})\s–\s(?=\d{1,2}(?!\d))/, '–').replace(/\s–\s/, ' – ');
  }

  /** "Tuesday morning": the day of the week and the part of the day. */
  dayPart(time: number): string {
    const weekday = this.#dates.get({ weekday: 'long' }).format(possible(time));
    const parts = this.#dates.get({ hour: 'numeric', dayPeriod: 'long', hour12: true }).formatToParts(possible(time));
    const part = parts.find(({ type }) => type === 'dayPeriod')?.value ?? '';
    // English says "in the morning" where a day of the week doesn't come before.
    return `${weekday} ${this.locale.startsWith('en') ? part.replace(/^(in the|at) /, '') : part}`.trim();
  }

  /** "16:45". */
  timeOfDay(time: number): string {
    return this.#dates.get({ hour: 'numeric', minute: '2-digit' }).format(possible(time));
  }

  /** "5 min", "18 h", "45 d", "3 y", or "5 minutes" when long; rounded, at least a minute. */
  span(span: number, width: Width = 'short'): string {
    const [count, unit] = inUnits(span);
    const { short, one, other } = spanUnits[unit];
    const word = width === 'short' ? short : count === 1 ? one : other;
    return `${this.#number(undefined, {}).format(count)} ${width === 'more' ? `more ${word}` : word}`;
  }

  /** "just now", "5 min ago", "3 h ago", "2 d ago". A time that is yet to come (the clock was set back) is just now. */
  age(time: number, now: number, width: Width = 'short'): string {
    return now - time < minute ? 'just now' : `${this.span(now - time, width)} ago`;
  }

  #withUnit(text: string, amount: number, unit: Unit): string {
    // A singular would say what is hidden.
    const word = this.#privacy.value ? unit.name : unitWord(unit, amount);
    return isCurrency(unit) ? text : `${text} ${word}`;
  }

  #number(unit: Unit | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const currency = unit && isCurrency(unit) ? unit.name : undefined;
    const key = JSON.stringify([currency, options]);
    const known = this.#numbers.get(key);
    if (known) return known;
    const style = currency === undefined ? {} : ({ style: 'currency', currency } as const);
    const made = new Intl.NumberFormat(this.locale, { signDisplay: 'negative', ...style, ...options });
    this.#numbers.set(key, made);
    return made;
  }

  #dayFormat(withYear: boolean): Intl.DateTimeFormat {
    return this.#dates.get({ day: 'numeric', month: 'short', ...(withYear ? { year: 'numeric' } : {}) });
  }

  #year(time: number): string | undefined {
    const parts = this.#dates.get({ year: 'numeric', calendar: 'gregory' }).formatToParts(possible(time));
    return parts.find(({ type }) => type === 'year')?.value;
  }
}

/** Minutes below an hour, hours below two days, days below two years: the unit follows the rounded count. */
function inUnits(span: number): readonly [count: number, unit: keyof typeof spanUnits] {
  const minutes = Math.max(1, Math.round(span / minute));
  if (minutes < 60) return [minutes, 'minute'];
  const hours = Math.round(span / hour);
  if (hours < 48) return [hours, 'hour'];
  const days = Math.round(span / day);
  return days < 2 * daysPerYear ? [days, 'day'] : [Math.round(days / daysPerYear), 'year'];
}

function rounding(amount: number): number {
  return Number(amount.toPrecision(Math.abs(amount) >= 100 ? 3 : 2));
}

function possible(time: number): number {
  return Math.max(-lastTime, Math.min(time, lastTime));
}

/** Intl throws at a code that can't be one. */
function isCurrency({ kind, name }: Unit): boolean {
  return kind === 'currency' && /^[A-Za-z]{3}$/.test(name);
}
