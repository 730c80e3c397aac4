import type { Balance, Pool } from '../balance.ts';
import type { Format } from '../format.ts';
import type { LastAmount } from '../reading.ts';
import { isPressing } from '../standing.ts';
import type { AccountSummary } from '../summary.ts';
import { failureLabel } from './failureText.ts';

/** "42 credits", "unlimited", or "unknown" with the amount that was known before. */
export function amountText(
  pool: Pick<Pool, 'amount' | 'unit' | 'unlimited'> | undefined,
  last: Omit<LastAmount, 'pool'> | undefined,
  format: Format,
  now: number,
): string {
  if (pool?.unlimited) return 'unlimited';
  if (pool?.amount !== undefined) return format.amountWithUnit(pool.amount, pool.unit);
  return last ? `unknown (${format.amountWithUnit(last.amount, last.unit)} ${format.age(last.at, now)})` : 'unknown';
}

/** What is said of an account, in parts: "42 credits", "low", "3 min ago", "key not accepted". */
export function accountWords(summary: AccountSummary, format: Format, now: number): readonly string[] {
  const { reading, standing, state } = summary;
  if (state === 'never') return [summary.refreshing ? 'checking' : 'not checked yet'];
  const words: string[] = [];
  if (reading?.balance && reading.balanceAt !== undefined) {
    words.push(amountWords(summary, format, now));
    if (isPressing(standing)) words.push(standing);
    words.push(format.age(reading.balanceAt, now));
  }
  if (reading?.failure) words.push(failureLabel(reading.failure, format, now));
  return words;
}

/** "42 credits", "unlimited", or "unknown" with the amount that was known before. */
export function amountWords({ main }: AccountSummary, format: Format, now: number): string {
  return amountText(main?.pool, main?.lastAmount, format, now);
}

/** What a check has read, in one line: "Olostep: 12,500 credits in 2 lots". */
export function balanceSentence(
  label: string,
  { usageAllowed, pools: [{ amount, unit, unlimited, lots }] }: Balance,
  format: Format,
): string {
  const blocked = usageAllowed === false ? ', use is blocked by the service' : '';
  if (unlimited) return `${label}: unlimited${blocked}`;
  if (amount === undefined) return `${label}: the key is accepted, but the answer names no balance${blocked}`;
  const count = lots?.length ?? 0;
  const where = count === 0 ? '' : ` in ${count} ${count === 1 ? 'lot' : 'lots'}`;
  return `${label}: ${format.amountWithUnit(amount, unit)}${where}${blocked}`;
}
