import { burnedAt, type OlostepAccount, type OlostepLot } from './account.ts';

/** Whether a lot can be used up: `Pending` is a purchase that has not arrived. */
function counts(lot: OlostepLot): boolean {
  return lot.purchase_kind !== 'Pending';
}

function expiredAt(lot: OlostepLot, now: number): boolean {
  return lot.expiry_date * 1000 <= now;
}

/** The sum over all lots that count and have not expired at `now` (milliseconds). */
export function sumOfLots(lots: readonly OlostepLot[], now: number): number {
  return lots.reduce((sum, lot) => sum + (counts(lot) && !expiredAt(lot, now) ? lot.remaining_units : 0), 0);
}

/** The lots at `now`: what expires first is used first, and an expired lot is used no further. */
export function lotsAt(account: OlostepAccount, now: number): OlostepLot[] {
  const usable = account.lots
    .filter((lot) => counts(lot) && !expiredAt(lot, account.since))
    .sort((a, b) => a.expiry_date - b.expiry_date);
  const takes = new Map<OlostepLot, number>();
  let taken = 0;
  for (const lot of usable) {
    const burned = burnedAt(account, Math.min(now, lot.expiry_date * 1000));
    const take = Math.min(lot.remaining_units, Math.max(0, burned - taken));
    takes.set(lot, take);
    taken += take;
  }
  return account.lots.map((lot) => ({ ...lot, remaining_units: lot.remaining_units - (takes.get(lot) ?? 0) }));
}

/** Total credits at `now`: the balance less what was used and what expired since it was set. */
export function creditsAt(account: OlostepAccount, now: number): number {
  const unexpiredBefore = account.lots.filter((lot) => !expiredAt(lot, account.since));
  const lost = lotsAt({ ...account, lots: unexpiredBefore }, now)
    .filter((lot) => counts(lot) && expiredAt(lot, now))
    .reduce((sum, lot) => sum + lot.remaining_units, 0);
  return Math.max(0, account.balance - burnedAt(account, now) - lost);
}

/** The lots changed as little as possible so that they add up to a new balance: used up, or the last one grown. */
export function fitLots(lots: readonly OlostepLot[], balance: number, now: number): OlostepLot[] {
  let excess = sumOfLots(lots, now) - balance;
  const last = lots.findLast((lot) => counts(lot) && !expiredAt(lot, now));
  return lots.map((lot) => {
    if (!counts(lot) || expiredAt(lot, now)) {
      return lot;
    }
    if (excess < 0) {
      return lot === last
        ? {
            ...lot,
            allocated_units: Math.max(lot.allocated_units, lot.remaining_units - excess),
            remaining_units: lot.remaining_units - excess,
          }
        : lot;
    }
    const take = Math.min(excess, lot.remaining_units);
    excess -= take;
    return { ...lot, remaining_units: lot.remaining_units - take };
  });
}
