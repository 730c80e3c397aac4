import type { Lot, TopUp } from '../../balance.ts';
import { sameUnit } from '../../unit.ts';
import type { History, Point, Series, Tally } from './series.ts';

/** Whether two lots are one lot at two times: only what remains of it may differ. Two that look alike are not told apart. */
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

/** Whether two tallies say the same, or both nothing. */
export function isSameTally(a: Tally | undefined, b: Tally | undefined): boolean {
  return a?.used === b?.used && a?.toppedUp === b?.toppedUp && a?.expired === b?.expired && a?.adjusted === b?.adjusted;
}

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

/** Whether two points begin at the same time and say the same. */
export function isSamePoint(a: Point, b: Point | undefined): boolean {
  return a === b || (a.at === b?.at && a.amount === b.amount && isSameTally(a.tally, b.tally));
}

/** At worst two that are equal seem not to be: their fields stand in another order. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
