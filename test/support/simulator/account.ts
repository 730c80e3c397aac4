import type { Answer } from './answer.ts';

/** The services that are simulated, in the order in which they are shown. */
export const providerIds = ['bloom', 'mimir', 'breeze', 'fullenrich', 'olostep'] as const;

/** The id of a simulated service: a key of the setting `credits.endpoints`. */
export type ProviderId = (typeof providerIds)[number];

/** A top-up as Breeze sends it (`BalanceTopupResponse`). */
export interface BreezeTopup {
  readonly topup_id: string | null;
  readonly amount: number | null;
  readonly status: string | null;
  readonly created_at: string | null;
}

/** A block of credits as Olostep sends it (`CreditsBreakdownItem`); the expiry is in Unix seconds. */
export interface OlostepLot {
  readonly purchase_kind: string;
  readonly allocated_units: number;
  readonly remaining_units: number;
  readonly expiry_date: number;
}

/** A plan as Olostep sends it (`ActiveSubscription`); `SUB_BASE` means that there is none. */
export interface OlostepPlan {
  readonly id: string;
  readonly display_name: string;
  readonly credits: number;
  readonly created_at: number;
}

/** What an account has. */
export interface AccountState {
  /** Credits at `since`. */
  readonly balance: number;
  /** Credits an hour. */
  readonly usedPerHour: number;
  /** Credits that one use takes: the balance falls by multiples of it. */
  readonly step: number;
  /** The one answer that this key always gets in place of a balance. */
  readonly reply?: Answer;
  /** At Bloom. */
  readonly unlimited?: boolean;
  /** The balances of Bloom's team workspaces by id. */
  readonly workspaces?: Readonly<Record<string, number>>;
  /** At Breeze. */
  readonly topups?: readonly BreezeTopup[];
  /** How much of the optional part of Breeze's answer is sent. */
  readonly sends?: 'everything' | 'nullMillicredits' | 'balanceOnly';
  /** At Olostep, as they were at `since`. */
  readonly lots?: readonly OlostepLot[];
  readonly plan?: OlostepPlan;
  readonly allowUsage?: boolean;
}

/** A key at one service, with what the service has under it. Times are milliseconds since 1970. */
export interface Account extends AccountState {
  readonly provider: ProviderId;
  readonly name: string;
  readonly key: string;
  readonly since: number;
}

/** What an account has from now on; what is left out stays. Without a name and a key, it is the service's demo account. */
export interface AccountChange extends Partial<Omit<AccountState, 'reply'>> {
  readonly provider: ProviderId;
  readonly account?: string;
  readonly key?: string;
}

/** Removes the noise of binary fractions, far below the millicredit that is the finest amount here. */
export function rounded(credits: number): number {
  return Math.round(credits * 1e6) / 1e6;
}

/** Credits used between `since` and `now`, as if there were no end to them. */
function usedAt({ since, usedPerHour, step }: Account, now: number): number {
  const hours = Math.max(0, now - since) / 3_600_000;
  return rounded(Math.floor(rounded((hours * usedPerHour) / step)) * step);
}

/** Credits left at `now`, never below 0. At Olostep, what has expired in the lots since then is gone too. */
export function balanceAt(account: Account, now: number): number {
  const before = (account.lots ?? []).filter((lot) => !hasExpired(lot, account.since));
  const lost = sum(lotsAt({ ...account, lots: before }, now).filter((lot) => counts(lot) && hasExpired(lot, now)));
  return Math.max(0, rounded(account.balance - usedAt(account, now) - lost));
}

/** Olostep's lots at `now`: what expires first is used first, and an expired lot is used no further. */
export function lotsAt(account: Account, now: number): readonly OlostepLot[] {
  const { lots = [], since } = account;
  const usable = lots.filter((lot) => isUsable(lot, since)).sort((a, b) => a.expiry_date - b.expiry_date);
  const taken = new Map<OlostepLot, number>();
  let total = 0;
  for (const lot of usable) {
    const used = usedAt(account, Math.min(now, lot.expiry_date * 1000));
    const take = Math.min(lot.remaining_units, Math.max(0, used - total));
    taken.set(lot, take);
    total += take;
  }
  return lots.map((lot) => ({ ...lot, remaining_units: lot.remaining_units - (taken.get(lot) ?? 0) }));
}

/** The credits in the lots that can be used at `now`. */
export function usableCredits(lots: readonly OlostepLot[], now: number): number {
  return sum(lots.filter((lot) => isUsable(lot, now)));
}

/**
 * The account after a change at `now`. Olostep's lots give the balance where they are changed alone, and are fitted to the
 * balance where it is changed alone. Throws for an account of another service and for one that never has a balance.
 */
export function changedAccount(
  account: Account,
  { account: _, key: __, ...change }: AccountChange,
  now: number,
): Account {
  if (account.reply) throw new Error(`${account.name} always gets the same answer.`);
  if (account.provider !== change.provider) throw new Error(`${account.name} is no account of ${change.provider}.`);
  const present = { ...account, balance: balanceAt(account, now), since: now };
  const { lots } = account;
  const next = { ...present, ...(lots ? { lots: lotsAt(account, now) } : {}), ...change };
  if (change.lots && change.balance === undefined) return { ...next, balance: usableCredits(change.lots, now) };
  if (next.lots && change.balance !== undefined && !change.lots) {
    return { ...next, lots: fittedLots(next.lots, change.balance, now) };
  }
  return next;
}

/** The lots changed as little as possible so that they add up to a new balance: used up, or the last one grown. */
function fittedLots(lots: readonly OlostepLot[], balance: number, now: number): readonly OlostepLot[] {
  let excess = usableCredits(lots, now) - balance;
  const last = lots.findLast((lot) => isUsable(lot, now));
  return lots.map((lot) => {
    if (!isUsable(lot, now) || (excess < 0 && lot !== last)) return lot;
    const take = Math.min(excess, lot.remaining_units);
    excess -= take;
    const remaining = lot.remaining_units - take;
    return { ...lot, remaining_units: remaining, allocated_units: Math.max(lot.allocated_units, remaining) };
  });
}

/** `Pending` is a purchase that has not arrived. */
function counts(lot: OlostepLot): boolean {
  return lot.purchase_kind !== 'Pending';
}

function hasExpired(lot: OlostepLot, now: number): boolean {
  return lot.expiry_date * 1000 <= now;
}

function isUsable(lot: OlostepLot, now: number): boolean {
  return counts(lot) && !hasExpired(lot, now);
}

function sum(lots: readonly OlostepLot[]): number {
  return lots.reduce((total, { remaining_units: units }) => total + units, 0);
}
