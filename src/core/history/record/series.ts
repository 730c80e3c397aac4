import type { Lot, TopUp } from '../../balance.ts';
import { sameUnit, type Unit, unitKey } from '../../unit.ts';

/** What happened to an amount over a stretch of time, in its unit. */
export interface Tally {
  /** What was spent, at least 0. */
  readonly used: number;
  /** What was toppedUp or granted, at least 0. */
  readonly toppedUp: number;
  /** What was left in lots when they expired, at least 0. */
  readonly expired: number;
  /** What the service gave and took back, or the other way round: above 0 where the amount rose by it. */
  readonly adjusted: number;
}

/** An amount, from the first reading that said it to the last that said the same. Times are milliseconds since 1970. */
export interface Point {
  readonly at: number;
  readonly until: number;
  readonly amount: number;
  /** What happened since the point before; only where points between the two were compact away. */
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

/** All that was read of one account, the oldest series first. */
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

/** When the last amount of a series was last read, in milliseconds since 1970. */
export function lastSeen({ points }: Series): number {
  return points.at(-1)?.until ?? Number.NEGATIVE_INFINITY;
}

/** The series in the unit that is read now: amounts of another unit cannot be compared with theirs. */
export function inPresentUnit(history: History): History {
  const unit = history.at(-1)?.unit;
  return unit ? history.filter((series) => sameUnit(series.unit, unit)) : [];
}

/** The series of one pool. */
export function historyOfPool(history: History, pool: string): History {
  return history.filter((series) => series.pool === pool);
}

/** The amount after the last rise, or the first one where there was none: what a pool held when it was last filled. */
export function amountAfterLastRise(history: History): number | undefined {
  const points = inPresentUnit(history).flatMap((series) => series.points);
  const rise = points.findLastIndex((point, index) => point.amount > (points[index - 1]?.amount ?? point.amount));
  return points[Math.max(rise, 0)]?.amount;
}
