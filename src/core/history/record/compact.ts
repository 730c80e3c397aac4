import { day, dayStart, hourStart } from '../../time.ts';
import { findChanges } from '../changes/changes.ts';
import { longestHistory, type Point, type SeenLot, type SeenTopUp, type Series, type Tally } from '../series.ts';
import { isSameTally } from './compareSeries.ts';

const everyPointFor = 3 * day;
const everyHourFor = 35 * day;
/** A service that gives a lot another date each time must not fill the disk. */
const mostUnlistedLots = 400;

/**
 * The series with every point of the last 3 days, the last of each hour of 35 days and the last of each of the user's days
 * of 400 days, and its zeros; undefined when all of it is older. The changes between points are summed up in tallies, so that the sums of
 * every kind stay the same. The same object where there is nothing to leave out.
 */
export function compact(series: Series, now: number): Series | undefined {
  const oldest = dayStart(now - longestHistory);
  const points = compactPoints(
    series.points.filter(({ until }) => until >= oldest),
    now,
  );
  if (points.length === 0) return undefined;
  const lots = recentLots(series.lots, oldest);
  const topUps = series.topUps.filter((seen) => isRecent(seen, oldest));
  if (
    points.length === series.points.length &&
    lots.length === series.lots.length &&
    topUps.length === series.topUps.length
  )
    return series;
  return withTallies(series, { ...series, points, lots, topUps });
}

/**
 * The first point, with which all sums begin, and the last of each hour or day; also each zero and the point before it, by
 * which a false zero is recognized, however long it takes until the amount comes back.
 */
function compactPoints(points: readonly Point[], now: number): readonly Point[] {
  const full = hourStart(now - everyPointFor);
  const hourly = dayStart(now - everyHourFor);
  const periodOf = ({ at }: Point) => (at >= hourly ? hourStart(at) : dayStart(at));
  return points.filter((point, index) => {
    const next = points[index + 1];
    if (index === 0 || next === undefined || point.amount === 0 || next.amount === 0) return true;
    return point.at >= full || periodOf(next) !== periodOf(point);
  });
}

function recentLots(lots: readonly SeenLot[], oldest: number): readonly SeenLot[] {
  const last = lots.reduce((latest, { until }) => Math.max(latest, until), Number.NEGATIVE_INFINITY);
  const unlisted = lots.filter(({ until }) => until < last).map(({ until }) => until);
  const bound = unlisted.toSorted((a, b) => b - a)[mostUnlistedLots] ?? Number.NEGATIVE_INFINITY;
  return lots.filter(({ until }) => until >= oldest && (until === last || until > bound));
}

/** A top-up without a date stays: if the service still lists it, it would seem to be new. */
function isRecent({ topUp, since }: SeenTopUp, oldest: number): boolean {
  return topUp.at === undefined || topUp.at >= oldest || since >= oldest;
}

/** The compacted series, with a tally at each point whose changes can't be found any more from what is left. */
function withTallies(whole: Series, left: Series): Series {
  const tallies = talliesOf(whole, left.points);
  const indices = new Map(whole.points.map((point, index) => [point, index]));
  const isAfterGap = (index: number) => {
    const [before, point] = [left.points[index - 1], left.points[index]];
    return before && point && (indices.get(point) ?? 0) - (indices.get(before) ?? 0) > 1;
  };
  const isStartLost = left.points[0] !== whole.points[0];
  let points = left.points.map((point, index) => {
    // Nothing is known any more about the time before it.
    if (index === 0) return isStartLost ? { ...point, tally: undefined } : point;
    return isAfterGap(index) ? { ...point, tally: tallies[index] } : point;
  });
  // An adjustment, for one, is found by a later point, which may have been left out.
  for (;;) {
    const derived = talliesOf({ ...left, points }, points);
    const isWrong = (point: Point, index: number) =>
      index > 0 && !point.tally && !isSameTally(derived[index], tallies[index]);
    if (!points.some(isWrong)) return { ...left, points };
    points = points.map((point, index) => (isWrong(point, index) ? { ...point, tally: tallies[index] } : point));
  }
}

/** The changes between each of these points and the one before it. */
function talliesOf(series: Series, points: readonly Point[]): readonly Tally[] {
  const tallies = points.map(() => ({ used: 0, toppedUp: 0, expired: 0, adjusted: 0 }));
  let index = 0;
  for (const change of findChanges(series).toSorted((a, b) => a.to - b.to)) {
    while (index < points.length - 1 && (points[index]?.at ?? 0) < change.to) index += 1;
    const tally = tallies[index];
    // Finite even for amounts that older versions recorded: a file can't hold another number.
    if (tally) tally[change.kind] = finite(tally[change.kind] + change.amount);
  }
  return tallies;
}

function finite(amount: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, amount));
}
