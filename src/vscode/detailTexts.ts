import type { Lot, Plan, TopUp, Unit } from '../core/balance.ts';
import type { Format } from '../core/format.ts';

/** "Plan Pro, 10,000 credits, since 1 January 2024", or "No active plan". */
export function planText({ name, allowance, since }: Plan, unit: Unit, format: Format): string {
  if (name === undefined) return 'No active plan';
  return [
    `Plan ${name}`,
    allowance !== undefined && format.amountWithUnit(allowance, unit),
    since !== undefined && `since ${format.date(since)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** "Subscription: 8,500 of 10,000, expires 1 January 2027 (in 42 days)"; `lapsing` stands before the date. */
export function lotText(
  { kind, allocated, remaining, expiresAt, pending }: Lot,
  unit: Unit,
  format: Format,
  now: number,
  lapsing?: string,
): string {
  const left = remaining === undefined ? 'unknown' : format.amount(remaining, unit);
  const amount = allocated === undefined ? left : `${left} of ${format.amount(allocated, unit)}`;
  return [
    `${kind}: ${amount}`,
    pending && 'not counted yet',
    lapsing,
    expiresAt !== undefined && expiryText(expiresAt, format, now),
  ]
    .filter(Boolean)
    .join(', ');
}

function expiryText(expiresAt: number, format: Format, now: number): string {
  return expiresAt <= now
    ? `expired ${format.date(expiresAt)}`
    : `expires ${format.date(expiresAt)} (${format.daysUntil(expiresAt, now)})`;
}

/** "500, completed, 3 March 2026"; the status is the service's own word. */
export function topUpText({ amount, status, at }: TopUp, unit: Unit, format: Format): string {
  return [
    amount === undefined ? 'amount unknown' : format.amount(amount, unit),
    status ?? 'status unknown',
    at === undefined ? 'date unknown' : format.date(at),
  ].join(', ');
}
