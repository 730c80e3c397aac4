import type { Lot, TopUp, Unit } from '../balance.ts';

/** What happened to an amount over a stretch of time, in its unit. */
export interface Tally {
  /** What was spent, at least 0. */
  readonly used: number;
  /** What was bought or granted, at least 0. */
  readonly toppedUp: number;
  /** What was left in lots when they expired, at least 0. */
  readonly lapsed: number;
  /** What the service gave and took back, or the other way round: above 0 where the amount rose by it. */
  readonly corrected: number;
}

/** An amount, from the first reading that said it to the last that said the same. Times are milliseconds since 1970. */
export interface Point {
  readonly at: number;
  readonly until: number;
  readonly amount: number;
  /** What happened since the point before; only where points between the two were thinned away. */
  readonly tally?: Tally | undefined;
}

/** A lot as the service last listed it before it expired, with the readings that listed it first and last. */
export interface SeenLot {
  readonly lot: Lot;
  readonly since: number;
  readonly until: number;
}

/** A top-up as the service last listed it, with the reading that listed it first. */
export interface SeenTopUp {
  readonly topUp: TopUp;
  readonly since: number;
}

/**
 * What was read with one key in one unit: within it amounts can be compared. An account has another series when its key
 * was replaced or its unit changed.
 */
export interface Series {
  readonly accountId: string;
  /** `Account.keySetAt` of the key. */
  readonly keySetAt: number;
  readonly unit: Unit;
  /** By time, at least one. */
  readonly points: readonly Point[];
  readonly lots: readonly SeenLot[];
  readonly topUps: readonly SeenTopUp[];
}

/** All that was read of one account, the oldest series first. */
export type History = readonly Series[];
