import type { Lot, Plan, TopUp } from '../balance.ts';
import type { Format } from '../format.ts';
import type { Unit } from '../unit.ts';

/** "8,500 of 10,000 credits", "~320 will expire unused", "expires Nov 26"; `unused` is how much is forecast to expire. */
export function lotWords(
  { allocated, remaining, expiresAt, pending }: Omit<Lot, 'kind'>,
  unit: Unit,
  format: Format,
  now: number,
  unused?: number | undefined,
): readonly string[] {
  const left = remaining === undefined ? 'unknown' : format.amount(remaining, unit);
  const alone = remaining === undefined ? left : format.amountWithUnit(remaining, unit);
  return [
    allocated === undefined ? alone : `${left} of ${format.amountWithUnit(allocated, unit)}`,
    pending && 'pending',
    unused !== undefined && `~${format.roughly(unused, unit)} will expire unused`,
    expiresAt !== undefined && `${expiresAt <= now ? 'expired' : 'expires'} ${format.date(expiresAt, now)}`,
  ].filter((words) => typeof words === 'string');
}

/** "Pro", "10,000 credits", "since Jan 1, 2024"; or "none". */
export function planWords(
  { name, allowance, since }: Plan,
  unit: Unit,
  format: Format,
  now: number,
): readonly string[] {
  if (name === undefined) return ['none'];
  return [
    name,
    allowance !== undefined && format.amountWithUnit(allowance, unit),
    since !== undefined && `since ${format.date(since, now)}`,
  ].filter((words) => typeof words === 'string');
}

/** "+500", "completed", "Mar 3", without what isn't known; the status is the service's own word. */
export function topUpWords({ amount, status, at }: TopUp, unit: Unit, format: Format, now: number): readonly string[] {
  return [
    amount !== undefined && `${amount > 0 ? '+' : ''}${format.amount(amount, unit)}`,
    status,
    at !== undefined && format.date(at, now),
  ].filter((words) => typeof words === 'string');
}

/** "320 credits expire", but "1 credit expires" and "$4.20 expires"; `number` is an amount as it is written. */
export function expireVerb(number: string, unit: Unit, format: Format): 'expire' | 'expires' {
  const isOne = unit.kind === 'currency' || (!format.hidesAmounts && number === format.amount(1, unit));
  return isOne ? 'expires' : 'expire';
}
