import type { Answer } from './answer.ts';

/** An amount of credits that falls in steps of one use, at a steady rate, from the moment it was set. */
export interface Drain {
  /** Credits at `since`. */
  readonly balance: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Credits an hour; 0 means that nothing is used. */
  readonly burnPerHour: number;
  /** Credits that one use takes: the balance falls by multiples of it. */
  readonly step: number;
}

interface AccountBase extends Drain {
  readonly name: string;
  readonly key: string;
  /** The one answer that this key always gets in place of a balance. */
  readonly reply?: Answer;
}

/** A key at Bloom: its personal balance, and the balances of its team workspaces by id. */
export interface BloomAccount extends AccountBase {
  readonly provider: 'bloom';
  readonly unlimited: boolean;
  readonly workspaces: Readonly<Record<string, number>>;
}

/** A key at Mimir. */
export interface MimirAccount extends AccountBase {
  readonly provider: 'mimir';
}

/** A purchase as Breeze sends it (`BalanceTopupResponse`): every field may be null. */
export interface BreezeTopup {
  readonly topup_id: string | null;
  readonly amount: number | null;
  readonly status: string | null;
  readonly created_at: string | null;
}

/** A key at Breeze, and how much of the optional part of `BalanceResponse` it is sent. */
export interface BreezeAccount extends AccountBase {
  readonly provider: 'breeze';
  readonly topups: readonly BreezeTopup[];
  readonly sends: 'everything' | 'nullMillicredits' | 'balanceOnly';
}

/** A key at FullEnrich. */
export interface FullenrichAccount extends AccountBase {
  readonly provider: 'fullenrich';
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

/** A key at Olostep; its lots are as they were at `since`. */
export interface OlostepAccount extends AccountBase {
  readonly provider: 'olostep';
  readonly lots: readonly OlostepLot[];
  readonly plan: OlostepPlan;
  readonly allowUsage: boolean;
}

/** A key at one service, with what the service knows of it. */
export type Account = BloomAccount | MimirAccount | BreezeAccount | FullenrichAccount | OlostepAccount;

const MS_PER_HOUR = 3_600_000;

/** Takes off the noise of binary fractions, far below the millicredit that is the finest unit here. */
export function tidy(credits: number): number {
  return Math.round(credits * 1e6) / 1e6;
}

/** Credits used between `since` and `now`, as if there were no end to them. */
export function burnedAt(drain: Drain, now: number): number {
  const hours = Math.max(0, now - drain.since) / MS_PER_HOUR;
  const uses = Math.floor(tidy((hours * drain.burnPerHour) / drain.step));
  return tidy(uses * drain.step);
}

/** Credits left at `now` (milliseconds since the epoch), never below 0. */
export function balanceAt(drain: Drain, now: number): number {
  return Math.max(0, tidy(drain.balance - burnedAt(drain, now)));
}
