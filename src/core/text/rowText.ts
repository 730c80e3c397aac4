import type { Lot, Plan, TopUp } from '../balance.ts';
import type { Format } from '../format.ts';
import type { Learning } from '../history/forecast/learning.ts';
import { hour } from '../time.ts';
import type { Unit } from '../unit.ts';

// The texts of rows that have to fit into a narrow side bar. Their tooltips have the whole sentences.

/** How many characters a lot's row has room for in a side bar of the default width, where accounts are in groups. */
const room = 35;

/**
 * "8,500 · expires Jan 1", "8,500 · ~320 expire Jan 1"; "8,500 of 10,000" where no date needs the room; none where nothing
 * is known. Where the kind leaves no room, the year stands for a date that has it, and what will expire for what is left:
 * "8,500 · expires 2028", "~320 expire Jan 1". `unused` is forecast to expire.
 */
export function lotShort(
  { kind, allocated, remaining, expiresAt, pending }: Lot,
  unit: Unit,
  format: Format,
  now: number,
  unused?: number | undefined,
): string {
  const left = remaining !== undefined && format.amount(remaining, unit);
  const joined = (...words: readonly (string | false | undefined)[]) => words.filter(Boolean).join(' · ');
  if (expiresAt === undefined) {
    const of = allocated === undefined ? '' : ` of ${format.amount(allocated, unit)}`;
    return joined(left && `${left}${of}`, pending && 'pending');
  }
  const date = format.date(expiresAt, now);
  const dates = format.hasYear(expiresAt, now) ? [date, format.year(expiresAt)] : [date];
  const verb = expiresAt <= now ? 'expired' : 'expires';
  const lost = unused !== undefined && `~${format.roughly(unused, unit)} expire`;
  const texts = lost
    ? [joined(left, pending && 'pending', `${lost} ${date}`), ...dates.map((words) => `${lost} ${words}`)]
    : dates.map((words) => joined(left, pending && 'pending', `${verb} ${words}`));
  return texts.find((text) => kind.length + text.length <= room) ?? texts.at(-1) ?? '';
}

/** "Pro", "10,000 credits"; or "none". */
export function planShort({ name, allowance }: Plan, unit: Unit, format: Format): readonly string[] {
  if (name === undefined) return ['none'];
  return allowance === undefined ? [name] : [name, format.amountWithUnit(allowance, unit)];
}

/** "+300, Nov 14"; undefined where neither is known. */
export function topUpShort({ amount, at }: TopUp, unit: Unit, format: Format, now: number): string | undefined {
  const words = [
    amount !== undefined && `${amount > 0 ? '+' : ''}${format.amount(amount, unit)}`,
    at !== undefined && format.date(at, now),
  ].filter(Boolean);
  return words.length > 0 ? words.join(', ') : undefined;
}

/** "in 24 h and 3 charges". */
export function learningShort({ hours, charges }: Learning, format: Format): string {
  const missing = [
    hours > 0 && format.span(hours * hour),
    charges > 0 && `${charges} ${charges === 1 ? 'charge' : 'charges'}`,
  ].filter(Boolean);
  return `in ${missing.join(' and ')}`;
}
