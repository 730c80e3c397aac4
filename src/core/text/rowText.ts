import type { Lot, Plan, TopUp } from '../balance.ts';
import type { Format } from '../format.ts';
import type { Learning } from '../history/forecast/learning.ts';
import { hour } from '../time.ts';
import type { Unit } from '../unit.ts';

// The texts of rows that have to fit into a narrow side bar. Their tooltips have the whole sentences.

/**
 * "8,500", "~320 expire Nov 26" or "expires Nov 26"; "8,500 of 10,000" where no date needs the room; none where nothing is
 * known. `unused` is forecast to expire.
 */
export function lotShort(
  { allocated, remaining, expiresAt, pending }: Omit<Lot, 'kind'>,
  unit: Unit,
  format: Format,
  now: number,
  unused?: number | undefined,
): readonly string[] {
  const of = allocated === undefined || expiresAt !== undefined ? '' : ` of ${format.amount(allocated, unit)}`;
  const date = expiresAt !== undefined && format.date(expiresAt, now);
  const expiry = expiresAt !== undefined && expiresAt <= now ? `expired ${date}` : `expires ${date}`;
  return [
    remaining !== undefined && `${format.amount(remaining, unit)}${of}`,
    pending && 'pending',
    date && (unused === undefined ? expiry : `~${format.roughly(unused, unit)} expire ${date}`),
  ].filter((words) => typeof words === 'string');
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
