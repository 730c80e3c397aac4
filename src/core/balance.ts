import type { Unit } from './unit.ts';

/** The kind of a lot that the service doesn't name, or not in a way that can be shown. */
export const namelessLot = 'Lot';

/** A block of credits as the service lists it. A missing value is undefined, never zero. */
export interface Lot {
  /** Verbatim from the service, e.g. "Subscription". */
  readonly kind: string;
  readonly allocated?: number | undefined;
  readonly remaining?: number | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
  /** The service lists this lot but doesn't count it yet (a purchase that is still pending). */
  readonly pending?: boolean | undefined;
}

/** A purchase as the service lists it. Its amount is shown and never added to the balance. */
export interface TopUp {
  readonly id?: string | undefined;
  readonly amount?: number | undefined;
  /** Verbatim from the service: no list of values is published. */
  readonly status?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at?: number | undefined;
}

/** The subscription of an account. Without a name, the account has no active plan. */
export interface Plan {
  readonly name?: string | undefined;
  readonly allowance?: number | undefined;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
}

/** One amount of an account in one unit. */
export interface Pool {
  /** Tells the pools of an account apart and stays the same between answers; only a single pool may leave it out. */
  readonly id?: string | undefined;
  /** What people call it where an account has several, e.g. "Searches". */
  readonly name?: string | undefined;
  readonly unit: Unit;
  /** Finite; undefined when the answer didn't say it, and meaningless when `unlimited`. Negative is a debt. */
  readonly amount?: number | undefined;
  readonly unlimited?: boolean | undefined;
  /** How much the pool holds after each renewal. */
  readonly allowance?: number | undefined;
  /** When the allowance is filled again, as the service states it, in milliseconds since 1970. */
  readonly renewsAt?: number | undefined;
  readonly lots?: readonly Lot[] | undefined;
  readonly topUps?: readonly TopUp[] | undefined;
}

/** The balance that one answer of a service states. Most accounts have one pool. */
export interface Balance {
  /** In the order of the service, at least one, each with an id of its own. */
  readonly pools: readonly [Pool, ...Pool[]];
  /** False: the service blocks usage, whatever the amounts are. Undefined: it doesn't say. */
  readonly usageAllowed?: boolean | undefined;
  readonly plan?: Plan | undefined;
}

/** A pool whose amount is known and finite. */
export type AmountPool = Pool & { readonly amount: number };

/** The id that tells a pool apart from the others of its account: "main" for a single pool, whatever its unit is. */
export function poolId({ id }: Pick<Pool, 'id'>): string {
  return id ?? 'main';
}

/** Whether the amount of a pool is known: unlimited and unknown pools have none. */
export function hasAmount(pool: Pool): pool is AmountPool {
  return pool.amount !== undefined && pool.unlimited !== true;
}
