import type { Balance, Pool } from '../balance.ts';
import type { Format, Width } from '../format.ts';
import type { LastAmount } from '../reading.ts';
import { isPressing } from '../standing.ts';
import type { AccountSummary, PoolSummary } from '../summary.ts';
import { failureLabel } from './failureText.ts';
import { timeLeftText } from './forecastText.ts';
import { plainLabel } from './plainLabel.ts';

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

/** An account in parts: "42 credits", "low", "4 d left", and where they matter "3 h ago" and "invalid key". */
export function accountWords(
  summary: AccountSummary,
  format: Format,
  now: number,
  width: Width = 'short',
): readonly string[] {
  const { reading, main, state, moved } = summary;
  if (state === 'never') return [summary.refreshing ? 'checking' : 'not checked yet'];
  const { failure, balanceAt } = reading ?? {};
  const isOld = balanceAt !== undefined && (state === 'stale' || failure !== undefined);
  return [
    ...(main ? poolWords(main, format, now, width) : []),
    ...(isOld ? [format.age(balanceAt, now, width)] : []),
    ...(failure ? [failureLabel(failure, format, now, moved)] : []),
  ];
}

/** A pool in parts: "42 credits", "low", "4 d left"; a blocked one first says that it is. */
export function poolWords(
  summary: PoolSummary,
  format: Format,
  now: number,
  width: Width = 'short',
): readonly string[] {
  const { pool, lastAmount, standing } = summary;
  const amount = amountText(pool, lastAmount, format, now);
  if (standing === 'blocked') return [standing, amount];
  return [
    amount,
    ...(isPressing(standing) ? [standing] : []),
    ...[timeLeftText(summary, format, now, width)].filter((text) => text !== undefined),
  ];
}

/** The result of a check in one line: "Olostep: 12,500 credits in 2 lots". */
export function balanceSentence(label: string, { usageAllowed, pools }: Balance, format: Format): string {
  const amounts = pools.map((pool) => poolText(pool, format));
  const blocked = usageAllowed === false ? '. Usage is blocked by the service' : '';
  const name = plainLabel(label);
  if (amounts.every((amount) => amount === undefined)) return `${name}: valid key, unknown balance${blocked}`;
  return `${name}: ${amounts.filter((amount) => amount !== undefined).join(', ')}${blocked}`;
}

function poolText({ amount, unit, unlimited, lots = [] }: Pool, format: Format): string | undefined {
  if (unlimited) return 'unlimited';
  if (amount === undefined) return undefined;
  const text = format.amountWithUnit(amount, unit);
  if (lots.length === 0) return text;
  return lots.length === 1 ? `${text} in 1 lot` : `${text} in ${lots.length} lots`;
}
