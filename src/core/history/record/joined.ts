import { isSameLot, isSameTopUp } from './compareSeries.ts';
import { type History, inOrder, isSameSeries, lastSeen, type SeenLot, type SeenTopUp, type Series } from './series.ts';

/**
 * One history of two parts, as version 0.1.0 had them in two files. As far as the first part reaches, it is right: it may
 * hold all of the second one already, compact.
 */
export function joined(putAway: History, since: History): History {
  const both = putAway.map((series) => {
    const rest = since.find((one) => isSameSeries(one, series));
    return rest ? joinedSeries(series, rest) : series;
  });
  const others = since.filter((one) => !putAway.some((series) => isSameSeries(one, series)));
  return inOrder([...both, ...others.map(withoutFirstTally)]);
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
