/** The Intl date formats of one locale and time zone, each created when it is first used: creating one takes time. */
export class DateFormats {
  readonly #locale: string;
  readonly #zone: Intl.DateTimeFormatOptions;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  /** `locale` is a BCP 47 tag; `timeZone` defaults to the machine's. */
  constructor(locale: string, timeZone?: string) {
    this.#locale = locale;
    this.#zone = timeZone === undefined ? {} : { timeZone };
  }

  /** The format with these options. */
  get(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    const known = this.#formats.get(key);
    if (known) return known;
    const made = new Intl.DateTimeFormat(this.#locale, { ...options, ...this.#zone });
    this.#formats.set(key, made);
    return made;
  }
}
