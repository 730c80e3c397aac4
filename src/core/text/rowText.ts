import type { Lot, Plan, TopUp } from '../balance.ts';
import type { Format } from '../format.ts';
import type { Learning } from '../history/forecast/learning.ts';
import { hour } from '../time.ts';
import type { Unit } from '../unit.ts';
import { expireVerb } from './lotText.ts';

// The texts of rows that have to fit into a narrow side bar. Their tooltips have the whole sentences.

/** How many characters a detail has room for in a side bar of the default width, where accounts are in groups. */
const room = 34;

/** True where a detail's label and text need no more room than there is. */
export function fitsRow(label: string, text: string): boolean {
  return label.length + text.length <= room;
}

/**
 * "8,500 · expires Jan 1", "8,500 · ~320 expire Jan 1"; "8,500 of 10,000" where no date needs the room; none where nothing
 * is known. Shorter where the kind leaves no room for that: "12,345 expire Jan 13", "20,000 · expires 2028", "~320 expire
 * Jan 1". `unused` is forecast to expire.
 */
export function lotShort(
  { kind, allocated, remaining, expiresAt, pending }: Lot,
  unit: Unit,
  format: Format,
  now: number,
  unused?: number | undefined,
): string {
  const left = remaining === undefined ? undefined : format.amount(remaining, unit);
  const joined = (...words: readonly (string | false | undefined)[]) => words.filter(Boolean).join(' · ');
  const known = joined(left, pending && 'pending');
  if (expiresAt === undefined) {
    return left === undefined || allocated === undefined
      ? known
      : joined(`${left} of ${format.amount(allocated, unit)}`, pending && 'pending');
  }
  const date = format.date(expiresAt, now);
  const dates = format.hasYear(expiresAt, now) ? [date, format.year(expiresAt)] : [date];
  const isOver = expiresAt <= now;
  const expire = (number: string) => `${number} ${isOver ? 'expired' : expireVerb(number, unit, format)}`;
  const alone = isOver ? 'expired' : 'expires';
  const ending = unused === undefined ? alone : `~${expire(format.roughly(unused, unit))}`;
  // In fewer words, which for a pending lot are none of its date.
  const brief = unused !== undefined || left === undefined ? ending : expire(left);
  const texts = dates.flatMap((words) => [joined(known, `${ending} ${words}`), pending ? known : `${brief} ${words}`]);
  return texts.find((text) => fitsRow(kind, text)) ?? texts.at(-1) ?? '';
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
