import type { Pool } from '../balance.ts';
import { leftAt } from '../history/forecast/forecast.ts';
import type { PoolOutlook } from '../history/forecast/outlook.ts';

/** Whether what an account has lasts until a time. Amounts in its unit, times in milliseconds since 1970. */
export type Lasting =
  | Yes
  | No
  /** There is an amount and no pace yet. */
  | { readonly answer: 'learning'; readonly amount: number }
  | { readonly answer: 'unlimited' }
  /** The service says no amount, or was never read. */
  | { readonly answer: 'unknown' };

export interface Yes {
  readonly answer: 'yes';
  /** At the last reading. */
  readonly amount: number;
  readonly perDay: number;
  readonly left: number;
  /** What is missing if the pace is at its high end; 0 when it lasts even so. */
  readonly shortAtMost: number;
}

export interface No {
  readonly answer: 'no';
  readonly amount: number;
  /** Undefined when it is empty already and no pace is known. */
  readonly short?: { readonly about: number; readonly least: number; readonly most: number } | undefined;
  /** When nothing is left: at the last reading or after it. */
  readonly emptyAt?: number | undefined;
}

/**
 * The answer for one pool, as of its last good balance and its usage rate at that time. Lots that expire before `until`
 * don't count.
 */
export function willItLast(
  pool: Pool | undefined,
  outlook: PoolOutlook | undefined,
  balanceAt: number | undefined,
  until: number,
): Lasting {
  if (pool === undefined || balanceAt === undefined) return { answer: 'unknown' };
  if (pool.unlimited) return { answer: 'unlimited' };
  const { amount } = pool;
  if (amount === undefined) return { answer: 'unknown' };
  const { usageRate, forecast } = outlook ?? {};
  if (!usageRate) return amount > 0 ? { answer: 'learning', amount } : { answer: 'no', amount, emptyAt: balanceAt };
  const at = (perDay: number) => leftAt(pool, perDay, balanceAt, until);
  const { left, short } = at(usageRate.perDay);
  const most = at(usageRate.high).short;
  if (short <= 0 && amount > 0) return { answer: 'yes', amount, perDay: usageRate.perDay, left, shortAtMost: most };
  return {
    answer: 'no',
    amount,
    short: { about: short, least: at(usageRate.low).short, most },
    emptyAt: forecast?.emptyAt,
  };
}

const order = ['no', 'unknown', 'learning', 'yes', 'unlimited'] as const;

/** Sorts the answers: those that ask for something first, and of these the one that runs out first. */
export function byUrgency(a: Lasting, b: Lasting): number {
  if (a.answer === 'no' && b.answer === 'no') return sooner(a, b);
  return order.indexOf(a.answer) - order.indexOf(b.answer);
}

function sooner(a: No, b: No): number {
  const never = Number.MAX_SAFE_INTEGER;
  return (a.emptyAt ?? never) - (b.emptyAt ?? never);
}
