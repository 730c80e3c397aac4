import type { Format } from '../core/format.ts';

/** "November 2026": the month of a time, as the user writes it. */
export function monthText(time: number, { locale }: Format): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(time);
}
