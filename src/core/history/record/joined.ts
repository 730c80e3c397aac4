import { sameUnit } from '../../unit.ts';
import { isSameLot, isSameTally, isSameTopUp } from './compareSeries.ts';
import { type History, inOrder, lastSeen, type Point, type SeenLot, type SeenTopUp, type Series } from './series.ts';

/**
 * One history of the part that was put away and the part that came since. As far as the first part reaches, it is right:
 * it may hold all of the second one already, compact.
 */
export function joined(putAway: History, since: History): History {
  const both = putAway.map((series) => {
    const rest = since.find((one) => isSameSeries(one, series));
    return rest ? joinedSeries(series, rest) : series;
  });
  const others = since.filter((one) => !putAway.some((series) => isSameSeries(one, series)));
  return inOrder([...both, ...others.map(withoutFirstTally)]);
}

/**
 * What `joined` needs beside the part that was put away to make the whole of the two. Undefined when it could not: what
 * was put away has changed, as it does when a clock is set back.
 */
export function since(putAway: History, whole: History): History | undefined {
  if (putAway.some((series) => !whole.some((one) => isSameSeries(one, series)))) return undefined;
  const rests: Series[] = [];
  for (const series of whole) {
    const start = putAway.find((one) => isSameSeries(one, series));
    const rest = start ? restOf(start, series) : series;
    if (!rest) return undefined;
    if (rest !== start) rests.push(rest);
  }
  return rests;
}

function isSameSeries(a: Series, b: Series): boolean {
  return a.keySetAt === b.keySetAt && sameUnit(a.unit, b.unit) && a.accountId === b.accountId;
}

/** What was put away is lost: what came before the first point that is left is not known. */
function withoutFirstTally(series: Series): Series {
  const [first, ...others] = series.points;
  return first?.tally ? { ...series, points: [{ ...first, tally: undefined }, ...others] } : series;
}

function joinedSeries(start: Series, rest: Series): Series {
  const last = start.points.at(-1);
  if (!last) return rest;
  const again = rest.points.find(({ at }) => at === last.at);
  const longer = again && again.until > last.until ? { ...last, until: again.until } : last;
  const isLater = lastSeen(rest) >= lastSeen(start);
  return {
    ...start,
    points: [...start.points.slice(0, -1), longer, ...rest.points.filter(({ at }) => at > last.at)],
    lots: joinedLots(start.lots, rest.lots),
    topUps: joinedTopUps(start.topUps, rest.topUps, isLater),
  };
}

function joinedLots(start: readonly SeenLot[], rest: readonly SeenLot[]): readonly SeenLot[] {
  const next = [...start];
  const found = new Set<number>();
  for (const seen of rest) {
    const place = next.findIndex((one, index) => !found.has(index) && isSameLot(one.lot, seen.lot));
    const held = next[place];
    found.add(held ? place : next.length);
    if (held)
      next[place] = {
        lot: seen.until >= held.until ? seen.lot : held.lot,
        since: Math.min(held.since, seen.since),
        until: Math.max(held.until, seen.until),
      };
    else next.push(seen);
  }
  return next;
}

function joinedTopUps(start: readonly SeenTopUp[], rest: readonly SeenTopUp[], isLater: boolean): readonly SeenTopUp[] {
  const next = [...start];
  const found = new Set<number>();
  for (const seen of rest) {
    const place = next.findIndex((one, index) => !found.has(index) && isSameTopUp(one.topUp, seen.topUp));
    const held = next[place];
    found.add(held ? place : next.length);
    if (held) next[place] = { topUp: isLater ? seen.topUp : held.topUp, since: Math.min(held.since, seen.since) };
    else next.push(seen);
  }
  return next;
}

/** What came to a series since its start was put away: the start itself when nothing did, undefined if it is no start. */
function restOf(start: Series, series: Series): Series | undefined {
  if (series === start) return start;
  const reach = start.points.length - 1;
  const isStart =
    series.points.length > reach &&
    start.points.every((point, index) => isStartOf(point, series.points[index], index === reach)) &&
    start.lots.every((seen, index) => {
      const other = series.lots[index];
      return other && isSameLot(seen.lot, other.lot) && other.since <= seen.since && other.until >= seen.until;
    }) &&
    start.topUps.every((seen, index) => {
      const other = series.topUps[index];
      return other && isSameTopUp(seen.topUp, other.topUp) && other.since <= seen.since;
    });
  if (!isStart) return undefined;
  const points = series.points.slice(reach);
  const lots = news(start.lots, series.lots, (a, b) => isSameLot(a.lot, b.lot));
  const topUps = news(start.topUps, series.topUps, (a, b) => isSameTopUp(a.topUp, b.topUp));
  const isLonger = points[0]?.until !== start.points[reach]?.until;
  if (points.length === 1 && !isLonger && lots.length === 0 && topUps.length === 0) return start;
  return { ...series, points, lots, topUps };
}

/** The new and the changed ones, with all that look like them: they are told apart by their number. */
function news<T>(start: readonly T[], all: readonly T[], isSame: (a: T, b: T) => boolean): readonly T[] {
  const changed = all.filter((seen, index) => !isEqual(seen, start[index]));
  return changed.length === 0 ? [] : all.filter((seen) => changed.some((one) => isSame(one, seen)));
}

function isStartOf(point: Point, other: Point | undefined, isLast: boolean): boolean {
  if (point === other) return true;
  if (!other || point.at !== other.at || point.amount !== other.amount) return false;
  return isSameTally(point.tally, other.tally) && (isLast ? other.until >= point.until : other.until === point.until);
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
