import type { Balance } from './balance.ts';
import type { Format } from './format.ts';
import type { Reading } from './reading.ts';

/** "42 credits", "unlimited", or "unknown" with the amount that was known before. */
export function amountText(
  balance: Pick<Balance, 'amount' | 'unit' | 'unlimited'> | undefined,
  last: Reading['lastAmount'],
  format: Format,
  now: number,
): string {
  if (balance?.unlimited) return 'unlimited';
  if (balance?.amount !== undefined) return format.amountWithUnit(balance.amount, balance.unit);
  return last ? `unknown (${format.amountWithUnit(last.amount, last.unit)} ${format.age(last.at, now)})` : 'unknown';
}
