import type { Lot, Unit } from './balance.ts';
import type { Format } from './format.ts';
import { roughly } from './roughly.ts';

/** "8,500 of 10,000", "about 320 will lapse", "expires 1 January 2027 (in 42 days)"; `lapses` is how much, at its pace. */
export function lotWords(
  { allocated, remaining, expiresAt, pending }: Omit<Lot, 'kind'>,
  unit: Unit,
  format: Format,
  now: number,
  lapses?: number | undefined,
): readonly string[] {
  const left = remaining === undefined ? 'unknown' : format.amount(remaining, unit);
  return [
    allocated === undefined ? left : `${left} of ${format.amount(allocated, unit)}`,
    pending && 'not counted yet',
    lapses !== undefined && `about ${format.amount(roughly(lapses), unit)} will lapse`,
    expiresAt !== undefined && expiryText(expiresAt, format, now),
  ].filter((words) => typeof words === 'string');
}

function expiryText(expiresAt: number, format: Format, now: number): string {
  return expiresAt <= now
    ? `expired ${format.date(expiresAt)}`
    : `expires ${format.date(expiresAt)} (${format.daysUntil(expiresAt, now)})`;
}
