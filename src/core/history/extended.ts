import { type Balance, type Lot, sameUnit, type TopUp } from '../balance.ts';
import type { Reading } from '../reading.ts';
import { inOrder, lastSeen } from './inOrder.ts';
import { isSameLot, isSameTopUp } from './isSame.ts';
import type { History, Point, SeenLot, SeenTopUp, Series } from './series.ts';
import { keptFor } from './store.ts';

/** A reading that says an amount, and when it did. */
interface Sight {
  readonly reading: Reading;
  readonly balance: Balance;
  readonly amount: number;
  readonly at: number;
}

/**
 * The history with a good reading taken in; the same one where the reading says nothing that is not in it. `previous` is
 * the reading before, which another window may have taken. What is kept of a time after `now` was read before the clock
 * was set back, and goes.
 */
export function extended(
  history: History,
  reading: Reading,
  previous?: Reading | undefined,
  now: number = Number.POSITIVE_INFINITY,
): History {
  const sight = sightOf(reading, now);
  if (!sight) return history;
  const before = previous && isOfSameSeries(previous, reading) ? sightOf(previous, now) : undefined;
  return taken(before ? taken(history, before, now) : history, sight, now);
}

function sightOf(reading: Reading, now: number): Sight | undefined {
  const { balance, balanceAt: at } = reading;
  if (balance?.amount === undefined || balance.unlimited || at === undefined) return undefined;
  if (!Number.isFinite(balance.amount) || !Number.isFinite(at)) return undefined;
  // Of a time that cannot be: the clock was set back since the key was entered, or since the reading.
  if (at < reading.keySetAt || at > now) return undefined;
  return { reading, balance, amount: balance.amount, at };
}

function isOfSameSeries(a: Reading, b: Reading): boolean {
  const units = a.balance && b.balance && sameUnit(a.balance.unit, b.balance.unit);
  return a.accountId === b.accountId && a.keySetAt === b.keySetAt && units === true;
}

function taken(history: History, sight: Sight, now: number): History {
  const past = withoutTimeToCome(history, sight.at, now);
  const { keySetAt, accountId } = sight.reading;
  const index = past.findIndex((one) => one.keySetAt === keySetAt && sameUnit(one.unit, sight.balance.unit));
  const empty = { accountId, keySetAt, unit: sight.balance.unit, points: [], lots: [], topUps: [] };
  const series = past[index] ?? empty;
  const next = withSight(series, sight);
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

function withSight(series: Series, sight: Sight): Series {
  const lots = withLots(series.lots, sight);
  const topUps = withTopUps(series, sight);
  const listed = { ...series, lots, topUps };
  const points = withAmount(listed, sight);
  return points === series.points && lots === series.lots && topUps === series.topUps ? series : { ...listed, points };
}

function withAmount(series: Series, { at, amount }: Sight): readonly Point[] {
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

function withLots(seen: readonly SeenLot[], { at, balance }: Sight): readonly SeenLot[] {
  if (!balance.lots) return seen;
  const next = [...seen];
  const found = new Set<number>();
  for (const lot of balance.lots) {
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
  // What a service says of a lot that has expired does not tell what lapsed.
  const isBetter = isValid(at) ? at >= held.until || !isValid(held.since) : false;
  const said = isBetter && lot.remaining !== held.lot.remaining ? lot : held.lot;
  return since === held.since && until === held.until && said === held.lot ? held : { lot: said, since, until };
}

function withTopUps({ topUps: seen, points }: Series, { at, balance }: Sight): readonly SeenTopUp[] {
  if (!balance.topUps) return seen;
  const isLate = at < (points.at(-1)?.until ?? at);
  const next = [...seen];
  const found = new Set<number>();
  for (const topUp of balance.topUps) {
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
