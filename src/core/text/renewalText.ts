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

/**
 * "Renews to 1,000 on Nov 26 (seen monthly)", "Renews on Nov 26, adding 500"; then how the amount of now fares until it does:
 * "~120 of 376 credits will be unused by then". Without full stops.
 */
export function renewalTexts(
  amount: number,
  renewal: Renewal,
  forecast: AtRenewal | undefined,
  unit: Unit,
  format: Format,
  now: number,
): readonly string[] {
  const { adds, to } = broughtBy(renewal, forecast, unit, format);
  const on = `on ${format.date(renewal.at, now)}`;
  const seen = seenText(renewal);
  const renews =
    to === undefined ? `Renews ${on}${adds === undefined ? '' : `, adding ${adds}`}` : `Renews to ${to} ${on}`;
  const first = `${renews}${seen ? ` (${seen})` : ''}`;
  return forecast ? [first, untilThenText(amount, forecast, to !== undefined, unit, format)] : [first];
}

/** `isFilled`: what is left isn't added to, so it goes unused. */
function untilThenText(
  amount: number,
  { left, short }: AtRenewal,
  isFilled: boolean,
  unit: Unit,
  format: Format,
): string {
  if (amount <= 0) return 'Empty until then';
  if (short > 0) return `Runs out ${format.span(short, 'long')} before then`;
  if (left <= 0 && !format.hidesAmounts) return 'Nothing will be left by then';
  // Rounded up, an estimate may be more than the amount.
  const rest = left >= amount ? format.amount(amount, unit) : format.roughly(left, unit);
  return `~${rest} of ${format.amountWithUnit(amount, unit)} will be ${isFilled ? 'unused' : 'left'} by then`;
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
function bringsText(renewal: Renewal, forecast: AtRenewal | undefined, unit: Unit, format: Format): string {
  const { adds, to } = broughtBy(renewal, forecast, unit, format);
  if (adds !== undefined) return ` by ${adds}`;
  return to === undefined ? '' : ` to ${to}`;
}

/** The amount that a renewal adds, or the one that the pool has after it, as far as it is known. */
function broughtBy(
  { amount, adds, lot }: Renewal,
  forecast: AtRenewal | undefined,
  unit: Unit,
  format: Format,
): { readonly adds?: string; readonly to?: string } {
  if (adds !== undefined && !lot) return { adds: format.amount(adds, unit) };
  const after = amount ?? (forecast?.after === undefined ? adds : forecast.after);
  if (after === undefined) return {};
  return { to: amount === undefined && forecast ? format.roughly(after, unit) : format.amount(after, unit) };
}

function shortText({ short }: AtRenewal, format: Format): string {
  return `${format.span(short, 'long')} short`;
}
