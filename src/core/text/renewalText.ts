import type { Format } from '../format.ts';
import type { AtRenewal } from '../history/forecast/afterRenewals.ts';
import type { MissedRenewal, Renewal } from '../history/forecast/renewal.ts';
import type { Rhythm } from '../history/forecast/rhythm.ts';
import type { Unit } from '../unit.ts';
import { fitsRow } from './rowText.ts';

/** "seen monthly": a renewal that the service doesn't state is never certain; undefined for one that it does. */
export function seenText({ source, every }: Pick<Renewal, 'source' | 'every'>): string | undefined {
  return source === 'seen' && every ? `seen ${everyText(every)}` : undefined;
}

/** "Nov 26 to 1,000 · ~120 left", "Nov 26 · 3 days short", or where the row has no room for both "Nov 26 · seen monthly". */
export function renewalShort(
  renewal: Renewal,
  forecast: AtRenewal | undefined,
  unit: Unit,
  format: Format,
  now: number,
): string {
  const date = format.date(renewal.at, now);
  const isShort = forecast !== undefined && forecast.short > 0;
  const left = forecast && (isShort ? shortText(forecast, format) : `~${format.roughly(forecast.left, unit)} left`);
  const seen = seenText(renewal);
  const end = seen && !isShort ? seen : left;
  const text = (start: string) => [start, end].filter(Boolean).join(' · ');
  const whole = text(`${date}${bringsText(renewal, forecast, unit, format)}`);
  return fitsRow('Renews', whole) ? whole : text(date);
}

/** "376 credits until Nov 26, then renewed to 1,000 (seen monthly)". */
export function renewalText(
  amount: number,
  renewal: Renewal,
  forecast: AtRenewal | undefined,
  unit: Unit,
  format: Format,
  now: number,
): string {
  const seen = seenText(renewal);
  return `${format.amountWithUnit(amount, unit)} until ${format.date(renewal.at, now)}, then renewed${bringsText(renewal, forecast, unit, format)}${seen ? ` (${seen})` : ''}`;
}

/** "~120 will be left", "3 days short". */
export function leftAtRenewalText(forecast: AtRenewal, unit: Unit, format: Format): string {
  return forecast.short > 0
    ? shortText(forecast, format)
    : `~${format.roughlyWithUnit(forecast.left, unit)} will be left`;
}

/** "renews Nov 26". */
export function renewsText({ at }: Renewal, format: Format, now: number): string {
  return `renews ${format.date(at, now)}`;
}

/** "didn't come Nov 26". */
export function missedShort({ at }: MissedRenewal, format: Format, now: number): string {
  return `didn't come ${format.date(at, now)}`;
}

/** "The renewal expected on Nov 26 (seen monthly) didn't come". */
export function missedText(missed: MissedRenewal, format: Format, now: number): string {
  const seen = seenText(missed);
  return `The renewal expected on ${format.date(missed.at, now)}${seen ? ` (${seen})` : ''} didn't come`;
}

function everyText(every: Rhythm): string {
  if (every.kind === 'month') return 'monthly';
  return { 1: 'daily', 7: 'weekly', 30: 'every 30 days' }[every.days];
}

/** " to 1,000", " by 500", or nothing where it isn't known. */
function bringsText(
  { amount, adds, lot }: Renewal,
  forecast: AtRenewal | undefined,
  unit: Unit,
  format: Format,
): string {
  if (adds !== undefined && !lot) return ` by ${format.amount(adds, unit)}`;
  const after = amount ?? (forecast?.after === undefined ? adds : forecast.after);
  if (after === undefined) return '';
  return ` to ${amount === undefined && forecast ? format.roughly(after, unit) : format.amount(after, unit)}`;
}

function shortText({ short }: AtRenewal, format: Format): string {
  return `${format.span(short, 'long')} short`;
}
