import { sameUnit } from '../balance.ts';
import { isSameTally } from './isSame.ts';
import type { History, Point, Series } from './series.ts';

/** Whether all that differs is how long the same was seen. */
export function isOnlyLonger(before: History, after: History): boolean {
  return before.length === after.length && before.every((series, index) => saysTheSame(series, after[index]));
}

function saysTheSame(a: Series, b: Series | undefined): boolean {
  if (a === b) return true;
  if (!b || a.keySetAt !== b.keySetAt || !sameUnit(a.unit, b.unit)) return false;
  return (
    a.points.length === b.points.length &&
    a.points.every((point, index) => isSamePoint(point, b.points[index])) &&
    a.lots.length === b.lots.length &&
    a.lots.every(({ lot, since }, index) => since === b.lots[index]?.since && isEqual(lot, b.lots[index]?.lot)) &&
    isEqual(a.topUps, b.topUps)
  );
}

function isSamePoint(a: Point, b: Point | undefined): boolean {
  return a === b || (a.at === b?.at && a.amount === b.amount && isSameTally(a.tally, b.tally));
}

/** At worst two that are equal seem not to be: their fields stand in another order. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
