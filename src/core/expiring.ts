import type { AmountPool, Lot } from './balance.ts';
import type { ExpectedExpiry } from './history/forecast/forecast.ts';
import type { PoolOutlook } from './history/forecast/outlook.ts';
import { day } from './time.ts';

/** Credits that expire on one day and are a good part of the balance. */
export interface ExpiringCredits {
  /** Days since 1970 in UTC. */
  readonly day: number;
  /** At most the amount of the pool. */
  readonly amount: number;
  /** How much the lots held when they were new, where the service states it for all of them. */
  readonly allocated: number | undefined;
  /** The first time on that day, in milliseconds since 1970. */
  readonly at: number;
  /** True: enough to need attention. False: near that. */
  readonly isRaised: boolean;
}

/** Expiring credits count from this share of the balance on, and no more below the lesser share. */
const share = { raised: 0.1, cleared: 0.05 };

/** The credits of a pool that will expire within this time, in milliseconds, by day; those that are too few are left out. */
export function expiringByDay(
  pool: AmountPool,
  { forecast }: Pick<PoolOutlook, 'forecast'>,
  now: number,
  within: number,
): readonly ExpiringCredits[] {
  // Without a forecast, all that a lot holds may expire.
  const all = forecast?.expiries ?? (pool.lots ?? []).flatMap(wholeLot);
  const expiries = all.filter(({ at, lot }) => at > now && at <= now + within && !lot.pending);
  return [...byDay(expiries)].flatMap(([date, group]) => {
    const amount = Math.min(sum(group.map((expiry) => expiry.amount)), pool.amount);
    if (amount < share.cleared * pool.amount) return [];
    const allocated = group.flatMap(({ lot }) => lot.allocated ?? []);
    return {
      day: date,
      amount,
      allocated: allocated.length === group.length ? sum(allocated) : undefined,
      at: Math.min(...group.map(({ at }) => at)),
      isRaised: amount > share.raised * pool.amount,
    };
  });
}

/** How much a lot holds and when it expires, where the service states both. */
function wholeLot(lot: Lot): readonly ExpectedExpiry[] {
  const { remaining, expiresAt } = lot;
  const isKnown = remaining !== undefined && remaining > 0 && expiresAt !== undefined;
  return isKnown ? [{ lot, amount: remaining, at: expiresAt }] : [];
}

/**
 * By days since 1970 in UTC: a name that stays the same wherever the user is. A service that states a time a few seconds
 * later than before means the same lot.
 */
function byDay(expiries: readonly ExpectedExpiry[]): ReadonlyMap<number, readonly ExpectedExpiry[]> {
  const days = new Map<number, readonly ExpectedExpiry[]>();
  for (const expiry of expiries) {
    const date = Math.floor(expiry.at / day);
    days.set(date, [...(days.get(date) ?? []), expiry]);
  }
  return days;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
