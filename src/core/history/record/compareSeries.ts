import type { Lot, TopUp } from '../../balance.ts';
import { type History, isSameSeries, type Point, type Series, type Tally } from '../series.ts';

/** Whether two lots are one lot at two times: only its remaining amount may differ. */
export function isSameLot(a: Lot, b: Lot): boolean {
  return (
    a.kind === b.kind &&
    a.expiresAt === b.expiresAt &&
    a.allocated === b.allocated &&
    (a.pending ?? false) === (b.pending ?? false)
  );
}

/** Whether two top-ups are one purchase at two times: by its id, or by its amount and time where it has none. */
export function isSameTopUp(a: TopUp, b: TopUp): boolean {
  if (a.id !== undefined || b.id !== undefined) return a.id === b.id;
  return a.amount === b.amount && a.at === b.at;
}

/** Whether two points begin at the same time and say the same. */
export function isSamePoint(a: Point, b: Point | undefined): boolean {
  return a === b || (a.at === b?.at && a.amount === b.amount && isSameTally(a.tally, b.tally));
}

/** Whether two tallies are equal, or both missing. */
export function isSameTally(a: Tally | undefined, b: Tally | undefined): boolean {
  return a?.used === b?.used && a?.toppedUp === b?.toppedUp && a?.expired === b?.expired && a?.adjusted === b?.adjusted;
}

/** Whether the later of two histories says nothing new: only the ends of points and lots may differ. */
export function isOnlyLonger(before: History, after: History): boolean {
  return before.length === after.length && before.every((series, index) => isOnlyLongerSeries(series, after[index]));
}

function isOnlyLongerSeries(a: Series, b: Series | undefined): boolean {
  if (a === b) return true;
  return (
    b !== undefined &&
    isSameSeries(a, b) &&
    a.points.length === b.points.length &&
    a.points.every((point, index) => isSamePoint(point, b.points[index])) &&
    a.lots.length === b.lots.length &&
    a.lots.every(({ lot, since }, index) => since === b.lots[index]?.since && isEqual(lot, b.lots[index]?.lot)) &&
    isEqual(a.topUps, b.topUps)
  );
}

/** Whether two values are written alike: two that are equal may not be, where their fields are in another order. */
export function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
