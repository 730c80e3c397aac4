import type { Pool } from '../balance.ts';
import { leftWithRenewals } from '../history/forecast/afterRenewals.ts';
import type { PoolOutlook } from '../history/forecast/outlook.ts';
import type { Renewal } from '../history/forecast/renewal.ts';
import type { UsagePath } from '../history/forecast/usageForecast.ts';

/** Whether a pool lasts until a time. Amounts are in its unit, times in milliseconds since 1970. */
export type Lasting =
  | Yes
  | No
  | Learning
  | { readonly answer: 'unlimited' }
  /** The service states no amount, or there is no reading. */
  | { readonly answer: 'unknown' };

/** There is an amount but no usage rate yet. */
export interface Learning {
  readonly answer: 'learning';
  readonly amount: number;
  /** What a forecast still needs, where that is known. */
  readonly learning?: PoolOutlook['learning'];
}

export interface Yes {
  readonly answer: 'yes';
  /** As of the last good balance. */
  readonly amount: number;
  readonly perDay: number;
  readonly left: number;
  /** How much is missing at the high end of the likely usage; 0 when it lasts even then. */
  readonly shortAtMost: number;
  /** The next renewal, where it counts: it comes before the end, and what it brings is known. */
  readonly renewal?: Renewal | undefined;
}

export interface No {
  readonly answer: 'no';
  readonly amount: number;
  /** How much is missing; undefined when the pool is empty and no usage rate is known. */
  readonly short?: { readonly about: number; readonly least: number; readonly most: number } | undefined;
  /** When it runs out: as of the last good balance or later. */
  readonly emptyAt?: number | undefined;
  /** The next renewal, where it counts. */
  readonly renewal?: Renewal | undefined;
}

/**
 * The answer for one pool, as of its last good balance and its usage forecast at that time. Lots that expire before `until`
 * don't count, renewals before it do, stated or seen.
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
  const { usage, usageRate, forecast, learning } = outlook ?? {};
  if (!usage || !usageRate)
    return amount > 0 ? { answer: 'learning', amount, learning } : { answer: 'no', amount, emptyAt: balanceAt };
  const next = outlook?.renewal;
  const at = (path: UsagePath) => leftWithRenewals(pool, next, path, balanceAt, [until])[0];
  const { left = 0, short = 0, emptyAt, renewedAt } = at(usage.expected) ?? {};
  const most = at(usage.high)?.short ?? 0;
  const renewal = renewedAt === undefined ? undefined : next;
  if (short <= 0 && amount > 0)
    return { answer: 'yes', amount, perDay: usageRate.perDay, left, shortAtMost: most, renewal };
  return {
    answer: 'no',
    amount,
    short: { about: short, least: at(usage.low)?.short ?? 0, most },
    emptyAt: renewal ? emptyAt : forecast?.emptyAt,
    renewal,
  };
}

const order = ['no', 'unknown', 'learning', 'yes', 'unlimited'] as const;

/** Compares two answers to sort them: those that need action come first, of these the one that runs out first. */
export function byUrgency(a: Lasting, b: Lasting): number {
  if (a.answer === 'no' && b.answer === 'no') return sooner(a, b);
  return order.indexOf(a.answer) - order.indexOf(b.answer);
}

function sooner(a: No, b: No): number {
  const never = Number.MAX_SAFE_INTEGER;
  return (a.emptyAt ?? never) - (b.emptyAt ?? never);
}
