import { Format } from '../core/format.ts';
import type { Unit } from '../core/unit.ts';

/** The scripts that are written from right to left. */
const rightToLeft = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm']);

/** The direction that a locale, a BCP 47 tag, is written in. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** Amounts and dates as the page shows them: apart from the English words around them, and hidden while it is private. */
export class PageFormat extends Format {
  readonly #isRightToLeft: boolean;

  /** `locale` is a BCP 47 tag; `timeZone` defaults to the machine's. */
  constructor(locale: string, isPrivate: boolean, timeZone?: string) {
    super(locale, timeZone, { value: isPrivate });
    this.#isRightToLeft = directionOf(locale) === 'rtl';
  }

  override amount(amount: number, unit: Unit): string {
    return this.#apart(super.amount(amount, unit));
  }

  override roughly(amount: number, unit: Unit): string {
    return this.#apart(super.roughly(amount, unit));
  }

  override date(time: number, now?: number): string {
    return this.#apart(super.date(time, now));
  }

  override year(time: number): string {
    return this.#apart(super.year(time));
  }

  override dateRange(from: number, to: number, now?: number): string {
    return this.#apart(super.dateRange(from, to, now));
  }

  override timeOfDay(time: number): string {
    return this.#apart(super.timeOfDay(time));
  }

  /** Arabic words in an English sentence would else take their neighbors along to the other side. */
  #apart(text: string): string {
    return this.#isRightToLeft ? `\u2068${text}\u2069` : text;
  }
}
