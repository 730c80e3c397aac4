import { type AmountPool, hasAmount, type Lot, poolId, type TopUp } from '../../balance.ts';
import type { Reading } from '../../reading.ts';
import {
  type History,
  inOrder,
  isSameSeries,
  lastSeen,
  longestHistory,
  type Point,
  type SeenLot,
  type SeenTopUp,
  type Series,
  type SeriesKey,
} from '../series.ts';
import { isSameLot, isSameTopUp } from './compareSeries.ts';

/** Larger amounts are no figures of a service. They aren't recorded, so that sums of amounts stay finite. */
const largestAmount = 1e30;
/** A service that gives its top-ups another id each time must not fill the disk. */
const mostUnlistedTopUps = 1000;

/** The amount of one pool at one time, in milliseconds since 1970. */
interface PoolReading {
  readonly key: SeriesKey;
  readonly pool: AmountPool;
  readonly at: number;
}

/**
 * The history with a good reading added to the series of each of its pools. A series to which the reading says nothing
 * new stays the same object, and so does the history where that is each of them. `previous` is the reading before, which
 * may come from another window. Points after `now` were read before the clock was set back, and are dropped.
 */
export function addReading(
  history: History,
  reading: Reading,
  previous?: Reading | undefined,
  now: number = Number.POSITIVE_INFINITY,
): History {
  const before = previous ? poolReadings(previous, now) : [];
  return poolReadings(reading, now).reduce((added, current) => {
    const earlier = before.find(({ key }) => isSameSeries(key, current.key));
    return addPoolReading(earlier ? addPoolReading(added, earlier, now) : added, current, now);
  }, history);
}

function poolReadings(reading: Reading, now: number): readonly PoolReading[] {
  const { accountId, keySetAt, balance, balanceAt: at } = reading;
  if (balance === undefined || at === undefined || !Number.isFinite(at)) return [];
  // The clock was set back since the key was entered, or since the reading.
  if (at < keySetAt || at > now) return [];
  return balance.pools.flatMap((pool) => {
    if (!hasAmount(pool) || !(Math.abs(pool.amount) <= largestAmount)) return [];
    return { key: { accountId, keySetAt, pool: poolId(pool), unit: pool.unit }, pool, at };
  });
}

function addPoolReading(history: History, reading: PoolReading, now: number): History {
  const past = withoutFuture(history, reading.at, now);
  const index = past.findIndex((series) => isSameSeries(series, reading.key));
  const series = past[index] ?? { ...reading.key, points: [], lots: [], topUps: [] };
  const added = addToSeries(series, reading);
  if (added === series) return past;
  return inOrder(index < 0 ? [...past, added] : past.with(index, added));
}

function withoutFuture(history: History, at: number, now: number): History {
  if (!history.some((series) => lastSeen(series) > now)) return history;
  return history.map((series) => endedBy(series, at, now)).filter(({ points }) => points.length > 0);
}

/** A series without anything after now. What began before and reaches over now ends before the reading that is added next. */
function endedBy(series: Series, at: number, now: number): Series {
  if (lastSeen(series) <= now) return series;
  const endOf = (since: number, until: number) =>
    until <= now ? until : Math.max(since, since < at ? Math.min(now, at - 1) : now);
  return {
    ...series,
    points: series.points
      .filter((point) => point.at <= now)
      .map((point) => (point.until <= now ? point : { ...point, until: endOf(point.at, point.until) })),
    lots: series.lots
      .filter(({ since }) => since <= now)
      .map((seen) => (seen.until <= now ? seen : { ...seen, until: endOf(seen.since, seen.until) })),
    topUps: series.topUps.filter(({ since }) => since <= now),
  };
}

function addToSeries(series: Series, reading: PoolReading): Series {
  const lots = addLots(series.lots, reading);
  const topUps = addTopUps(series, reading);
  const listed = { ...series, lots, topUps };
  const points = addPoint(listed, reading);
  return points === series.points && lots === series.lots && topUps === series.topUps ? series : { ...listed, points };
}

function addPoint(series: Series, { at, pool: { amount } }: PoolReading): readonly Point[] {
  const { points } = series;
  const index = points.findLastIndex((point) => point.at <= at);
  const [before, after] = [points[index], points[index + 1]];
  // Within a point that was seen before and after. If it says another amount, its net effect was none.
  if (before && at <= before.until) return points;
  // A late one for which there is no place any more: the changes around it have been summed up.
  if (after?.tally) return points;
  if (before?.amount === amount && !hasHiddenChange(series, before.until, at))
    return points.with(index, { ...before, until: at });
  if (after?.amount === amount && !hasHiddenChange(series, at, after.at))
    return points.with(index + 1, { ...after, at });
  const point = { at, until: at, amount };
  return after ? points.toSpliced(index + 1, 0, point) : [...points, point];
}

/** Whether something happened after `from` and by `to` that may hide behind an amount that is the same before and after. */
function hasHiddenChange({ lots, topUps }: Series, from: number, to: number): boolean {
  const isBetween = (time: number | undefined) => time !== undefined && time > from && time <= to;
  return (
    lots.some(({ lot, since }) => isBetween(since) || (holdsCredits(lot) && isBetween(lot.expiresAt))) ||
    topUps.some(({ since }) => isBetween(since))
  );
}

function holdsCredits({ pending, remaining }: Lot): boolean {
  return !pending && remaining !== undefined && remaining > 0;
}

function addLots(seen: readonly SeenLot[], { at, pool }: PoolReading): readonly SeenLot[] {
  if (!pool.lots) return seen;
  const next = [...seen];
  const listed = new Set<number>();
  for (const lot of pool.lots.map(withRealAmounts)) {
    // The second of two that look alike is the second in the series.
    const known = next.findIndex((other, index) => !listed.has(index) && isSameLot(other.lot, lot));
    const index = known < 0 ? next.length : known;
    const earlier = next[known];
    next[index] = earlier ? listedAgain(earlier, lot, at) : { lot, since: at, until: at };
    listed.add(index);
  }
  return isUnchanged(seen, next) ? seen : next;
}

function withRealAmounts(lot: Lot): Lot {
  const [allocated, remaining] = [realAmount(lot.allocated), realAmount(lot.remaining)];
  return allocated === lot.allocated && remaining === lot.remaining ? lot : { ...lot, allocated, remaining };
}

function realAmount(amount: number | undefined): number | undefined {
  return amount !== undefined && Math.abs(amount) <= largestAmount ? amount : undefined;
}

function listedAgain(seen: SeenLot, lot: Lot, at: number): SeenLot {
  const since = Math.min(seen.since, at);
  const until = Math.max(seen.until, at);
  const isValid = (time: number) => lot.expiresAt === undefined || time < lot.expiresAt;
  // How much a service lists in an expired lot doesn't say how much expired.
  const isBetter = isValid(at) && (at >= seen.until || !isValid(seen.since));
  const latest = isBetter && lot.remaining !== seen.lot.remaining ? lot : seen.lot;
  return since === seen.since && until === seen.until && latest === seen.lot ? seen : { lot: latest, since, until };
}

function addTopUps({ topUps: seen, points }: Series, { at, pool }: PoolReading): readonly SeenTopUp[] {
  if (!pool.topUps) return seen;
  const isLate = at < (points.at(-1)?.until ?? at);
  const next = [...seen];
  const listed = new Set<number>();
  const added: SeenTopUp[] = [];
  for (const stated of pool.topUps) {
    const amount = realAmount(stated.amount);
    const topUp = amount === stated.amount ? stated : { ...stated, amount };
    const isAnother = (index: number) => topUp.id === undefined && listed.has(index);
    const index = next.findIndex((other, place) => !isAnother(place) && isSameTopUp(other.topUp, topUp));
    const earlier = next[index];
    if (earlier) {
      // The same purchase may be listed twice at once.
      if (listed.has(index)) continue;
      listed.add(index);
      if (at < earlier.since || (!isLate && !isEqualTopUp(earlier.topUp, topUp)))
        next[index] = { topUp: isLate ? earlier.topUp : topUp, since: Math.min(earlier.since, at) };
    } else if (topUp.at === undefined || topUp.at >= at - longestHistory) {
      // An older one is nothing new, however long a service lists it.
      const isRepeated = topUp.id !== undefined && added.some((other) => isSameTopUp(other.topUp, topUp));
      if (!isRepeated) added.push({ topUp, since: at });
    }
  }
  const places = added.length > 0 && !isLate ? replaceable(next, listed) : [];
  for (const [index, topUp] of added.entries()) next[places[index] ?? next.length] = topUp;
  return isUnchanged(seen, next) ? seen : next;
}

/** The indices of the top-ups that make room for new ones, the oldest first. */
function replaceable(topUps: readonly SeenTopUp[], listed: ReadonlySet<number>): readonly number[] {
  const unlisted = [...topUps.keys()].filter((index) => !listed.has(index));
  if (unlisted.length <= mostUnlistedTopUps) return [];
  const byAge = unlisted.toSorted((a, b) => (topUps[a]?.since ?? 0) - (topUps[b]?.since ?? 0));
  return byAge.slice(0, unlisted.length - mostUnlistedTopUps);
}

function isEqualTopUp(a: TopUp, b: TopUp): boolean {
  return a.amount === b.amount && a.status === b.status && a.at === b.at;
}

function isUnchanged<T>(seen: readonly T[], next: readonly T[]): boolean {
  return next.length === seen.length && next.every((item, index) => item === seen[index]);
}
