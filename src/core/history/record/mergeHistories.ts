import { type History, inOrder, isSameSeries, lastSeen, type SeenLot, type SeenTopUp, type Series } from '../series.ts';
import { isSameLot, isSameTopUp } from './compareSeries.ts';

/**
 * One history of an account from two that overlap, such as the two files of version 0.1.0. The first is right up to its
 * last reading, and may have all of the second in it, compacted; the second goes on from there.
 */
export function mergeHistories(first: History, second: History): History {
  const merged = first.map((series) => {
    const more = second.find((other) => isSameSeries(other, series));
    return more ? mergeSeries(series, more) : series;
  });
  const others = second.filter((series) => !first.some((other) => isSameSeries(other, series)));
  return inOrder([...merged, ...others.map(withoutFirstTally)]);
}

/** A series whose start is lost: nothing is known about the time before its first point. */
function withoutFirstTally(series: Series): Series {
  const [first, ...others] = series.points;
  return first?.tally ? { ...series, points: [{ ...first, tally: undefined }, ...others] } : series;
}

function mergeSeries(first: Series, second: Series): Series {
  const last = first.points.at(-1);
  if (!last) return second;
  const again = second.points.find(({ at }) => at === last.at);
  const longer = again && again.until > last.until ? { ...last, until: again.until } : last;
  const isLater = lastSeen(second) >= lastSeen(first);
  return {
    ...first,
    points: [...first.points.slice(0, -1), longer, ...second.points.filter(({ at }) => at > last.at)],
    lots: mergeLists(
      first.lots,
      second.lots,
      (a, b) => isSameLot(a.lot, b.lot),
      (a, b): SeenLot => ({
        lot: b.until >= a.until ? b.lot : a.lot,
        since: Math.min(a.since, b.since),
        until: Math.max(a.until, b.until),
      }),
    ),
    topUps: mergeLists(
      first.topUps,
      second.topUps,
      (a, b) => isSameTopUp(a.topUp, b.topUp),
      (a, b): SeenTopUp => ({ topUp: isLater ? b.topUp : a.topUp, since: Math.min(a.since, b.since) }),
    ),
  };
}

/** The first list with the second merged into it. Items that look alike are told apart by their number. */
function mergeLists<T>(
  first: readonly T[],
  second: readonly T[],
  isSame: (a: T, b: T) => boolean,
  merge: (a: T, b: T) => T,
): readonly T[] {
  const merged = [...first];
  const matched = new Set<number>();
  for (const item of second) {
    const match = merged.findIndex((other, index) => !matched.has(index) && isSame(other, item));
    const index = match < 0 ? merged.length : match;
    const earlier = merged[match];
    merged[index] = earlier === undefined ? item : merge(earlier, item);
    matched.add(index);
  }
  return merged;
}
