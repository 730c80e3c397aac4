import type { Lot } from '../../balance.ts';
import { unitKey } from '../../unit.ts';
import { type History, inOrder, isSameSeries, type SeenTopUp, type Series, type SeriesKey } from '../series.ts';
import { isEqual, isSamePoint } from './compareSeries.ts';

/**
 * What a series gained since it was saved, small enough to be appended to a file. The updates of an account, applied in
 * order, make its history.
 */
export interface SeriesUpdate extends SeriesKey {
  /** The update states all of the series: nothing of what was there before stays. */
  readonly whole?: boolean | undefined;
  /** They replace every point from the time of the first of them on; without any, the series is removed. */
  readonly points: Series['points'];
  readonly lots: readonly LotUpdate[];
  readonly topUps: readonly TopUpUpdate[];
}

/** A lot that is new or was listed again, by its index in `Series.lots`. */
export interface LotUpdate {
  readonly index: number;
  readonly until: number;
  /** Undefined: as before. */
  readonly lot?: Lot | undefined;
  /** Undefined: as before. */
  readonly since?: number | undefined;
}

/** A top-up that is new or has changed, by its index in `Series.topUps`. */
export interface TopUpUpdate extends SeenTopUp {
  readonly index: number;
}

/** The updates that turn one history of an account into a later one; none where they are the same. */
export function updatesBetween(before: History, after: History): readonly SeriesUpdate[] {
  const removed = before.filter((series) => !after.some((other) => isSameSeries(series, other)));
  const changed = after.flatMap((series) => {
    const earlier = before.find((other) => isSameSeries(series, other));
    if (earlier === series) return [];
    return updateBetween(earlier, series) ?? wholeUpdate(series);
  });
  return [
    ...removed.map((series) => ({ ...keyOf(series), whole: true, points: [], lots: [], topUps: [] })),
    ...changed,
  ];
}

/** The history after these updates. A series without one stays the same object. */
export function applyUpdates(history: History, updates: Iterable<SeriesUpdate>): History {
  const updatesOf = new Map<string, SeriesUpdate[]>();
  for (const update of updates) {
    const name = nameOf(update);
    const others = updatesOf.get(name);
    if (others) others.push(update);
    else updatesOf.set(name, [update]);
  }
  if (updatesOf.size === 0) return history;
  const seriesOf = new Map(history.map((series) => [nameOf(series), series]));
  for (const [name, all] of updatesOf) {
    const series = updated(seriesOf.get(name), all);
    if (series) seriesOf.set(name, series);
    else seriesOf.delete(name);
  }
  return inOrder([...seriesOf.values()]);
}

/** Undefined where the later series has lost something, as it does when it is compacted or the clock is set back. */
function updateBetween(before: Series | undefined, after: Series): SeriesUpdate | undefined {
  if (!before || after.lots.length < before.lots.length || after.topUps.length < before.topUps.length) return undefined;
  const different = after.points.findIndex((point, index) => {
    const earlier = before.points[index];
    return !isSamePoint(point, earlier) || point.until !== earlier?.until;
  });
  const start = different < 0 ? after.points.length - 1 : different;
  const [first, replaced] = [after.points[start], before.points[start]];
  // A point before the first of these would stay that is not there any more.
  if (!first || (replaced && replaced.at < first.at)) return undefined;
  return {
    ...keyOf(after),
    points: after.points.slice(start),
    lots: after.lots.flatMap((seen, index): readonly LotUpdate[] => {
      const earlier = before.lots[index];
      if (earlier === seen) return [];
      return [
        {
          index,
          until: seen.until,
          lot: earlier && isEqual(earlier.lot, seen.lot) ? undefined : seen.lot,
          since: earlier?.since === seen.since ? undefined : seen.since,
        },
      ];
    }),
    topUps: after.topUps.flatMap((seen, index) => (isEqual(before.topUps[index], seen) ? [] : { ...seen, index })),
  };
}

function wholeUpdate(series: Series): SeriesUpdate {
  return {
    ...keyOf(series),
    whole: true,
    points: series.points,
    lots: series.lots.map((seen, index) => ({ ...seen, index })),
    topUps: series.topUps.map((seen, index) => ({ ...seen, index })),
  };
}

function updated(series: Series | undefined, updates: readonly SeriesUpdate[]): Series | undefined {
  let points = [...(series?.points ?? [])];
  let lots = [...(series?.lots ?? [])];
  let topUps = [...(series?.topUps ?? [])];
  for (const update of updates) {
    const [first] = update.points;
    if (update.whole || !first) [points, lots, topUps] = [[], [], []];
    while (first && (points.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= first.at) points.pop();
    if (points.length === 0) points = [...update.points];
    else for (const point of update.points) points.push(point);
    for (const { index, until, lot = lots[index]?.lot, since = lots[index]?.since } of update.lots) {
      if (lot && since !== undefined) lots[Math.min(index, lots.length)] = { lot, since, until };
    }
    for (const { index, topUp, since } of update.topUps) topUps[Math.min(index, topUps.length)] = { topUp, since };
  }
  const key = updates[0] ?? series;
  return key && points.length > 0 ? { ...keyOf(key), points, lots, topUps } : undefined;
}

function keyOf({ accountId, keySetAt, pool, unit }: SeriesKey) {
  return { accountId, keySetAt, pool, unit };
}

function nameOf({ keySetAt, pool, unit }: SeriesKey): string {
  return JSON.stringify([keySetAt, pool, unitKey(unit)]);
}
