import type { Plan, TopUp, Unit } from '../core/balance.ts';
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

/** "500, completed, 3 March 2026"; the status is the service's own word. */
export function topUpText({ amount, status, at }: TopUp, unit: Unit, format: Format): string {
  return [
    amount === undefined ? 'amount unknown' : format.amount(amount, unit),
    status ?? 'status unknown',
    at === undefined ? 'date unknown' : format.date(at),
  ].join(', ');
}
