import type { Balance, Pool } from '../balance.ts';
import type { Format, Width } from '../format.ts';
import type { LastAmount } from '../reading.ts';
import { isPressing } from '../standing.ts';
import type { AccountSummary, PoolSummary } from '../summary.ts';
import { credits, sameUnit } from '../unit.ts';
import { attentionText } from './attentionText.ts';
import { failureLabel } from './failureLabel.ts';
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

/** As `amountText`, with its unit only where that isn't credits: "910", "$4.20", "1.2M characters". */
export function shortAmountText(
  { pool, lastAmount }: Pick<PoolSummary, 'pool' | 'lastAmount'>,
  format: Format,
  now: number,
): string {
  const { amount, unit, unlimited } = pool;
  const isNumber = amount !== undefined && !unlimited && sameUnit(unit, credits);
  return isNumber ? format.amount(amount, unit) : amountText(pool, lastAmount, format, now);
}

/** The pool that a row or the status bar is about: the one that needs attention, else the most pressing one. */
export function shownPool({
  attention,
  pools,
  main,
}: Pick<AccountSummary, 'attention' | 'pools' | 'main'>): PoolSummary | undefined {
  return pools.find(({ id }) => id === attention?.pool) ?? main;
}

/**
 * An account in parts. Short for rows: "42", "low", "4 d left"; "42", "rate limited". Long for sentences and screen readers:
 * "42 credits", "low", "4 days left"; "42 credits", "low", "3 hours ago", "rate limited". What is blocked or paused first says so.
 */
export function accountWords(
  summary: AccountSummary,
  format: Format,
  now: number,
  width: 'short' | 'long' = 'short',
): readonly string[] {
  const { reading, state, moved, paused, attention } = summary;
  const { failure, balanceAt } = reading ?? {};
  const pool = shownPool(summary);
  const amount = pool
    ? [width === 'short' ? shortAmountText(pool, format, now) : amountText(pool.pool, pool.lastAmount, format, now)]
    : [];
  const age = balanceAt === undefined ? [] : [format.age(balanceAt, now, width)];
  if (paused) return ['paused', ...amount, ...age];
  if (state === 'never') return [summary.refreshing ? 'checking' : 'not checked yet'];
  if (state === 'known' && pool) return freshWords(summary, pool, amount, format, now, width);
  const blocked = pool?.standing === 'blocked' ? ['blocked'] : [];
  if (!failure) return [...blocked, ...amount, ...age];
  const isOfPool = attention !== undefined && attention.reason !== 'blocked' && attention.reason !== 'invalidKey';
  const reason = isOfPool ? attentionText(summary, format, now, width) : undefined;
  const word = failureLabel(width === 'short' ? { ...failure, notBefore: undefined } : failure, format, now, moved);
  return [...blocked, ...amount, ...(reason ? [reason] : []), ...(width === 'short' ? [] : age), word];
}

function freshWords(
  summary: AccountSummary,
  pool: PoolSummary,
  amount: readonly string[],
  format: Format,
  now: number,
  width: Width,
): readonly string[] {
  const reason = attentionText(summary, format, now, width);
  if (pool.standing === 'blocked') return ['blocked', ...amount];
  const time = timeLeftText(pool, format, now, width);
  const words = [
    summary.attention?.reason === 'runsOut' ? undefined : reason,
    // One date is enough.
    summary.attention?.reason === 'expiring' ? undefined : time,
  ];
  return [...amount, ...words.filter((word) => word !== undefined)];
}

/** A pool in parts: "42", "low", "4 d left"; long: "42 credits", "low", "4 days left". */
export function poolWords(
  summary: PoolSummary,
  format: Format,
  now: number,
  width: 'short' | 'long' = 'short',
): readonly string[] {
  const { standing } = summary;
  const amount =
    width === 'short'
      ? shortAmountText(summary, format, now)
      : amountText(summary.pool, summary.lastAmount, format, now);
  if (standing === 'blocked') return [standing, amount];
  return [
    amount,
    ...(isPressing(standing) ? [standing] : []),
    ...[timeLeftText(summary, format, now, width)].filter((text) => text !== undefined),
  ];
}

/** The result of a check in one line: "Olostep: 12,500 credits in 2 lots", "Olostep has blocked usage (9,000 credits left)." */
export function balanceSentence(label: string, balance: Balance, format: Format): string {
  const name = plainLabel(label);
  const blocked = blockedText(balance, format);
  return blocked === undefined ? `${name}: ${balanceText(balance, format)}` : `${name} ${blocked}.`;
}

/** "12,500 credits in 2 lots", "$4.20, CN¥12.00". */
export function balanceText({ pools }: Balance, format: Format): string {
  const amounts = pools.map((pool) => poolText(pool, format)).filter((amount) => amount !== undefined);
  return amounts.length === 0 ? 'valid key, unknown balance' : amounts.join(', ');
}

/** "has blocked usage (9,000 credits left)"; undefined where the service hasn't. */
export function blockedText({ usageAllowed, pools }: Balance, format: Format): string | undefined {
  if (usageAllowed !== false) return undefined;
  const left = pools.flatMap(({ amount, unit, unlimited }) =>
    amount === undefined || unlimited ? [] : [`${format.amountWithUnit(amount, unit)} left`],
  );
  return `has blocked usage${left.length > 0 ? ` (${left.join(', ')})` : ''}`;
}

function poolText({ amount, unit, unlimited, lots = [] }: Pool, format: Format): string | undefined {
  if (unlimited) return 'unlimited';
  if (amount === undefined) return undefined;
  const text = format.amountWithUnit(amount, unit);
  if (lots.length === 0) return text;
  return lots.length === 1 ? `${text} in 1 lot` : `${text} in ${lots.length} lots`;
}
