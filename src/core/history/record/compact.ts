import { day, dayStart, hourStart } from '../../time.ts';
import { findChanges } from '../changes/changes.ts';
import { keptFor } from '../historyStore.ts';
import { isSameTally } from './compareSeries.ts';
import type { Point, SeenLot, SeenTopUp, Series, Tally } from './series.ts';

const inFullFor = 3 * day;
const hourlyFor = 35 * day;
/** A service that gives a lot another date at every look must not fill the disk. */
const mostGoneLots = 400;

/**
 * The series as it is kept: every change of the last 3 days, the last of each hour until 35 days, the last of each of the
 * user's days until 400 days; undefined when nothing of it is younger. What happened between is summed up in tallies, so
 * that the sums of every kind stay as they are. The same series where there is nothing to leave out.
 */
export function compact(series: Series, now: number): Series | undefined {
  const oldest = dayStart(now - keptFor);
  const points = keptPoints(
    series.points.filter(({ until }) => until >= oldest),
    now,
  );
  if (points.length === 0) return undefined;
  const lots = keptLots(series.lots, oldest);
  const topUps = series.topUps.filter((seen) => isKept(seen, oldest));
  if (
    points.length === series.points.length &&
    lots.length === series.lots.length &&
    topUps.length === series.topUps.length
  )
    return series;
  return withTallies(series, { ...series, points, lots, topUps });
}

/** The first, from which all is reckoned, and the last of each hour or day. */
function keptPoints(points: readonly Point[], now: number): readonly Point[] {
  const full = hourStart(now - inFullFor);
  const hourly = dayStart(now - hourlyFor);
  const bucketOf = ({ at }: Point) => (at >= hourly ? hourStart(at) : dayStart(at));
  return points.filter((point, index) => {
    const next = points[index + 1];
    return index === 0 || next === undefined || point.at >= full || bucketOf(next) !== bucketOf(point);
  });
}

function keptLots(lots: readonly SeenLot[], oldest: number): readonly SeenLot[] {
  const last = lots.reduce((latest, { until }) => Math.max(latest, until), Number.NEGATIVE_INFINITY);
  const gone = lots.filter(({ until }) => until < last).map(({ until }) => until);
  const bound = gone.toSorted((a, b) => b - a)[mostGoneLots] ?? Number.NEGATIVE_INFINITY;
  return lots.filter(({ until }) => until >= oldest && (until === last || until > bound));
}

/** One without a date stays: if the service still lists it, it would seem to be new. */
function isKept({ topUp, since }: SeenTopUp, oldest: number): boolean {
  return topUp.at === undefined || topUp.at >= oldest || since >= oldest;
}

/** What was told apart with every point at hand is written down wherever it could not be told from what is left. */
function withTallies(whole: Series, left: Series): Series {
  const truth = talliesOf(whole, left.points);
  const places = new Map(whole.points.map((point, index) => [point, index]));
  const gapBefore = (index: number) => {
    const [before, point] = [left.points[index - 1], left.points[index]];
    return before && point && (places.get(point) ?? 0) - (places.get(before) ?? 0) > 1;
  };
  const hasLostStart = left.points[0] !== whole.points[0];
  let points = left.points.map((point, index) => {
    // Nothing is known any more of what came before it.
    if (index === 0) return hasLostStart ? { ...point, tally: undefined } : point;
    return gapBefore(index) ? { ...point, tally: truth[index] } : point;
  });
  // A correction, say, is told by what came later: that may have been left out.
  for (;;) {
    const derived = talliesOf({ ...left, points }, points);
    const isWrong = (point: Point, index: number) =>
      index > 0 && !point.tally && !isSameTally(derived[index], truth[index]);
    if (!points.some(isWrong)) return { ...left, points };
    points = points.map((point, index) => (isWrong(point, index) ? { ...point, tally: truth[index] } : point));
  }
}

/** What happened between each of these points and the one before it. */
function talliesOf(series: Series, points: readonly Point[]): readonly Tally[] {
  const tallies = points.map(() => ({ used: 0, toppedUp: 0, expired: 0, adjusted: 0 }));
  let index = 0;
  for (const change of findChanges(series).toSorted((a, b) => a.to - b.to)) {
    while (index < points.length - 1 && (points[index]?.at ?? 0) < change.to) index += 1;
    const tally = tallies[index];
    if (tally) tally[change.kind] += change.amount;
  }
  return tallies;
}
