import type { Lot, Plan, TopUp } from '../balance.ts';
import type { Format } from '../format.ts';
import type { Unit } from '../unit.ts';

/** "8,500 of 10,000", "about 320 will expiry", "expires 1 January 2027 (in 42 days)"; `expiries` is how much, at its pace. */
export function lotWords(
  { allocated, remaining, expiresAt, pending }: Omit<Lot, 'kind'>,
  unit: Unit,
  format: Format,
  now: number,
  expiries?: number | undefined,
): readonly string[] {
  const left = remaining === undefined ? 'unknown' : format.amount(remaining, unit);
  return [
    allocated === undefined ? left : `${left} of ${format.amount(allocated, unit)}`,
    pending && 'not counted yet',
    expiries !== undefined && `about ${format.roughly(expiries, unit)} will expiry`,
    expiresAt !== undefined && expiryText(expiresAt, format, now),
  ].filter((words) => typeof words === 'string');
}

function expiryText(expiresAt: number, format: Format, now: number): string {
  return expiresAt <= now
    ? `expired ${format.date(expiresAt)}`
    : `expires ${format.date(expiresAt)} (in ${format.span(expiresAt - now)})`;
}

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

/** "500, completed, 3 March 2026"; the status is the service's own word. */
export function topUpText({ amount, status, at }: TopUp, unit: Unit, format: Format): string {
  return [
    amount === undefined ? 'amount unknown' : format.amount(amount, unit),
    status ?? 'status unknown',
    at === undefined ? 'date unknown' : format.date(at),
  ].join(', ');
}
