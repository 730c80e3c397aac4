import { type AmountPool, hasAmount, type Lot, poolId, type TopUp } from '../../balance.ts';
import type { Reading } from '../../reading.ts';
import { sameUnit } from '../../unit.ts';
import { keptFor } from '../historyStore.ts';
import { isSameLot, isSameTopUp } from './compareSeries.ts';
import { type History, inOrder, lastSeen, type Point, type SeenLot, type SeenTopUp, type Series } from './series.ts';

/** A reading of one pool that states its amount, and when it did. */
interface PoolReading {
  readonly reading: Reading;
  readonly pool: AmountPool;
  readonly at: number;
}

/**
 * The history with a good reading added to the series of its pools; the same history where the reading says nothing new.
 * `previous` is the reading before, which another window may have taken. Points of a time after `now` were read before
 * the clock was set back, and are dropped.
 */
export function addReading(
  history: History,
  reading: Reading,
  previous?: Reading | undefined,
  now: number = Number.POSITIVE_INFINITY,
): History {
  const before = previous ? poolReadings(previous, now) : [];
  return poolReadings(reading, now).reduce((whole, current) => {
    const earlier = before.find((other) => isSameSeries(other, current));
    return withPoolReading(earlier ? withPoolReading(whole, earlier, now) : whole, current, now);
  }, history);
}

function poolReadings(reading: Reading, now: number): readonly PoolReading[] {
  const { balance, balanceAt: at } = reading;
  if (balance === undefined || at === undefined || !Number.isFinite(at)) return [];
  // Of a time that cannot be: the clock was set back since the key was entered, or since the reading.
  if (at < reading.keySetAt || at > now) return [];
  return balance.pools.flatMap((pool) =>
    hasAmount(pool) && Number.isFinite(pool.amount) ? [{ reading, pool, at }] : [],
  );
}

function isSameSeries(a: PoolReading, b: PoolReading): boolean {
  return (
    a.reading.accountId === b.reading.accountId &&
    a.reading.keySetAt === b.reading.keySetAt &&
    poolId(a.pool) === poolId(b.pool) &&
    sameUnit(a.pool.unit, b.pool.unit)
  );
}

function withPoolReading(history: History, current: PoolReading, now: number): History {
  const past = withoutTimeToCome(history, current.at, now);
  const { keySetAt, accountId } = current.reading;
  const { unit } = current.pool;
  const pool = poolId(current.pool);
  const index = past.findIndex(
    (series) => series.keySetAt === keySetAt && series.pool === pool && sameUnit(series.unit, unit),
  );
  const series = past[index] ?? { accountId, keySetAt, pool, unit, points: [], lots: [], topUps: [] };
  const next = withReadingOfSeries(series, current);
  if (next === series) return past;
  return inOrder(index < 0 ? [...past, next] : past.with(index, next));
}

function withoutTimeToCome(history: History, at: number, now: number): History {
  if (!history.some((series) => lastSeen(series) > now)) return history;
  return history.map((series) => cut(series, at, now)).filter(({ points }) => points.length > 0);
}

/** Without what is of a time after now. What reaches over it is cut before the reading that is taken in next. */
function cut(series: Series, at: number, now: number): Series {
  if (lastSeen(series) <= now) return series;
  const end = (since: number, until: number) => (until <= now ? until : since < at ? Math.min(now, at - 1) : now);
  const past = <T extends { readonly since: number }>(seen: readonly T[]) => seen.filter(({ since }) => since <= now);
  return {
    ...series,
    points: series.points
      .filter((point) => point.at <= now)
      .map((point) =>
        point.until <= now ? point : { ...point, until: Math.max(point.at, end(point.at, point.until)) },
      ),
    lots: past(series.lots).map((one) =>
      one.until <= now ? one : { ...one, until: Math.max(one.since, end(one.since, one.until)) },
    ),
    topUps: past(series.topUps),
  };
}

function withReadingOfSeries(series: Series, current: PoolReading): Series {
  const lots = withLots(series.lots, current);
  const topUps = withTopUps(series, current);
  const listed = { ...series, lots, topUps };
  const points = withAmount(listed, current);
  return points === series.points && lots === series.lots && topUps === series.topUps ? series : { ...listed, points };
}

function withAmount(series: Series, { at, pool: { amount } }: PoolReading): readonly Point[] {
  const { points } = series;
  const index = points.findLastIndex((point) => point.at <= at);
  const [before, after] = [points[index], points[index + 1]];
  // Within a stretch that was seen from both ends. If it says another amount, its net effect was none.
  if (before && at <= before.until) return points;
  // A late one for which there is no place any more: what happened around it has been summed up.
  if (after?.tally) return points;
  if (before?.amount === amount && !breaks(series, before.until, at))
    return points.with(index, { ...before, until: at });
  if (after?.amount === amount && !breaks(series, at, after.at)) return points.with(index + 1, { ...after, at });
  const point = { at, until: at, amount };
  return after ? points.toSpliced(index + 1, 0, point) : [...points, point];
}

/** Whether something happened after `from` and by `to` that can hide behind an amount that is the same before and after. */
function breaks({ lots, topUps }: Series, from: number, to: number): boolean {
  const within = (time: number | undefined) => time !== undefined && time > from && time <= to;
  return (
    lots.some(({ lot, since }) => within(since) || (isLeftOver(lot) && within(lot.expiresAt))) ||
    topUps.some(({ since }) => within(since))
  );
}

function isLeftOver({ pending, remaining }: Lot): boolean {
  return !pending && remaining !== undefined && remaining > 0;
}

function withLots(seen: readonly SeenLot[], { at, pool }: PoolReading): readonly SeenLot[] {
  if (!pool.lots) return seen;
  const next = [...seen];
  const found = new Set<number>();
  for (const lot of pool.lots) {
    // The second of two that look alike is the second in the table.
    const place = next.findIndex((one, index) => !found.has(index) && isSameLot(one.lot, lot));
    const held = next[place];
    found.add(held ? place : next.length);
    if (held) next[place] = listedAgain(held, lot, at);
    else next.push({ lot, since: at, until: at });
  }
  return isUnchanged(seen, next) ? seen : next;
}

function listedAgain(held: SeenLot, lot: Lot, at: number): SeenLot {
  const since = Math.min(held.since, at);
  const until = Math.max(held.until, at);
  const isValid = (time: number) => lot.expiresAt === undefined || time < lot.expiresAt;
  // What a service says of a lot that has expired does not tell what expired.
  const isBetter = isValid(at) ? at >= held.until || !isValid(held.since) : false;
  const said = isBetter && lot.remaining !== held.lot.remaining ? lot : held.lot;
  return since === held.since && until === held.until && said === held.lot ? held : { lot: said, since, until };
}

function withTopUps({ topUps: seen, points }: Series, { at, pool }: PoolReading): readonly SeenTopUp[] {
  if (!pool.topUps) return seen;
  const isLate = at < (points.at(-1)?.until ?? at);
  const next = [...seen];
  const found = new Set<number>();
  for (const topUp of pool.topUps) {
    const isOther = (index: number) => topUp.id === undefined && found.has(index);
    const place = next.findIndex((one, index) => !isOther(index) && isSameTopUp(one.topUp, topUp));
    // The same purchase, listed twice at once.
    if (found.has(place)) continue;
    const held = next[place];
    // Nothing new, however long a service lists it.
    if (!held && topUp.at !== undefined && topUp.at < at - keptFor) continue;
    found.add(held ? place : next.length);
    if (!held) next.push({ topUp, since: at });
    else if (at < held.since || (!isLate && !saysTheSame(held.topUp, topUp)))
      next[place] = { topUp: isLate ? held.topUp : topUp, since: Math.min(held.since, at) };
  }
  return isUnchanged(seen, next) ? seen : next;
}

function saysTheSame(a: TopUp, b: TopUp): boolean {
  return a.amount === b.amount && a.status === b.status && a.at === b.at;
}

function isUnchanged<T>(seen: readonly T[], next: readonly T[]): boolean {
  return next.length === seen.length && next.every((one, index) => one === seen[index]);
}
