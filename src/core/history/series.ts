import type { Lot, TopUp } from '../balance.ts';
import { day } from '../time.ts';
import { sameUnit, type Unit, unitKey } from '../unit.ts';

/** How long history is saved: 400 days, in milliseconds. */
export const longestHistory = 400 * day;

/** The changes of an amount over a stretch of time, in its unit. */
export interface Tally {
  /** At least 0. */
  readonly used: number;
  /** Credits that were bought or granted, at least 0. */
  readonly toppedUp: number;
  /** Credits that were left in lots when they expired, at least 0. */
  readonly expired: number;
  /** Credits that the service gave and took back, or took and gave back: above 0 where the amount rose. */
  readonly adjusted: number;
}

/** An amount, from the first reading that stated it to the last in a row. Times are milliseconds since 1970. */
export interface Point {
  readonly at: number;
  readonly until: number;
  readonly amount: number;
  /** The changes since the point before; only where points between the two were left out by `compact`. */
  readonly tally?: Tally | undefined;
}

/** A lot as the service last listed it before it expired. */
export interface SeenLot {
  readonly lot: Lot;
  /** The first reading that listed it. */
  readonly since: number;
  /** The last reading that listed it. */
  readonly until: number;
}

/** A top-up as the service last listed it. */
export interface SeenTopUp {
  readonly topUp: TopUp;
  /** The first reading that listed it. */
  readonly since: number;
}

/** Tells the series of an account apart. */
export interface SeriesKey {
  readonly accountId: string;
  /** `Account.keySetAt` of the key. */
  readonly keySetAt: number;
  /** The pool's id, `poolId`. */
  readonly pool: string;
  readonly unit: Unit;
}

/**
 * The readings of one pool with one key in one unit: within it amounts can be compared. A pool has another series when
 * the key was replaced or its unit changed.
 */
export interface Series extends SeriesKey {
  /** By time, at least one. */
  readonly points: readonly Point[];
  readonly lots: readonly SeenLot[];
  readonly topUps: readonly SeenTopUp[];
}

/** The readings of one account, the oldest series first. */
export type History = readonly Series[];

/** Whether two series are of the same pool, key and unit of one account. */
export function isSameSeries(a: SeriesKey, b: SeriesKey): boolean {
  return a.keySetAt === b.keySetAt && a.pool === b.pool && sameUnit(a.unit, b.unit) && a.accountId === b.accountId;
}

/**
 * Sorted by key, and with one key by the last reading: a service that changes its unit may change it back. Series of one
 * reading are sorted by pool.
 */
export function inOrder(history: History): History {
  return history.toSorted(
    (a, b) => a.keySetAt - b.keySetAt || lastSeen(a) - lastSeen(b) || compare(nameOf(a), nameOf(b)),
  );
}

function nameOf({ pool, unit }: Series): string {
  return `${pool} ${unitKey(unit)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The last reading of a series, in milliseconds since 1970. */
export function lastSeen({ points }: Series): number {
  return points.at(-1)?.until ?? Number.NEGATIVE_INFINITY;
}

/** The series of a pool in its present unit: amounts of another unit can't be compared with them. */
export function inPresentUnit(history: History): History {
  const unit = history.at(-1)?.unit;
  return unit ? history.filter((series) => sameUnit(series.unit, unit)) : [];
}

/** The series of one pool. */
export function historyOfPool(history: History, pool: string): History {
  return history.filter((series) => series.pool === pool);
}

/** How much a pool held when it was last filled: the amount after its last rise, or the first one without any. */
export function amountAfterLastRise(history: History): number | undefined {
  let later: Point | undefined;
  for (const { points } of inPresentUnit(history).toReversed()) {
    for (let index = points.length - 1; index >= 0; index -= 1) {
      const point = points[index];
      if (point && later && later.amount > point.amount) return later.amount;
      later = point;
    }
  }
  return later?.amount;
}
