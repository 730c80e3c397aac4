import { dayStart, nextDay, nextMonth } from '../time.ts';

/** A date that a person typed: the end of that day by the user's calendar, or why it isn't one. */
export type DateEntry =
  /** The start of the day after, and the start of the day itself. In milliseconds since 1970. */
  | { readonly until: number; readonly day: number }
  /** A sentence. */
  | { readonly problem: string };

const mostYears = 10;
const form = 'Enter a date (2026-12-31) or a span of time ("30 days", "2 weeks", "3 months").';

/** Parses "2026-12-31", "30 days", "2 weeks", "3 months" or "1 year", counted from today. Today itself is the earliest. */
export function dateEntry(typed: string, now: number): DateEntry {
  const text = typed.trim();
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const span = /^(?:in\s+)?(\d{1,4})\s*(day|week|month|year)s?$/i.exec(text);
  const day = date
    ? dayOf(date.slice(1).map(Number))
    : span
      ? dayAfter(now, Number(span[1]), span[2] ?? '')
      : undefined;
  if (day === undefined) return { problem: date ? `${text} isn't a valid date.` : form };
  if (day < dayStart(now)) return { problem: `${text} is in the past.` };
  if (day > dayAfter(now, mostYears, 'year')) return { problem: `Enter a date within ${mostYears} years.` };
  return { until: nextDay(day), day };
}

/** The last day of this month, or of the next one in the last three days of this: "2026-12-31". */
export function usualDate(now: number): string {
  const end = nextMonth(now);
  const soon = nextDay(nextDay(nextDay(now))) >= end;
  const last = new Date(soon ? nextMonth(end) : end);
  last.setDate(last.getDate() - 1);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}`;
}

function dayOf([year = 0, month = 0, day = 0]: readonly number[]): number | undefined {
  const date = new Date(year, month - 1, day);
  // The constructor takes a year below 100 as one of the twentieth century.
  date.setFullYear(year);
  const same = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return same ? dayStart(date.getTime()) : undefined;
}

/** A month after January 31 is the last day of February: the same day of the month, or its last. */
function dayAfter(now: number, count: number, span: string): number {
  const date = new Date(dayStart(now));
  const unit = span.toLowerCase();
  if (unit === 'day' || unit === 'week') {
    date.setDate(date.getDate() + count * (unit === 'week' ? 7 : 1));
    return dayStart(date.getTime());
  }
  const day = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() + count * (unit === 'year' ? 12 : 1));
  const month = date.getMonth();
  date.setDate(day);
  if (date.getMonth() !== month) date.setDate(0);
  return dayStart(date.getTime());
}
