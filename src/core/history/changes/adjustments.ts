import { day, hour } from '../../time.ts';
import { median } from '../median.ts';
import type { Interval } from './intervals.ts';

/** So many intervals before and after tell how fast an amount is used just now. */
const neighbours = 10;

/** What a interval is to one who looks for a correction; 0 where it is more than this, or something explains it. */
interface Plain {
  readonly to: number;
  readonly time: number;
  /** What the amount rose by without a purchase or a lot. */
  readonly rise: number;
  /** What the amount fell by where nothing but use explains it. */
  fall: number;
}

/**
 * Tells what a service took back. There is no record of it, so that it is guessed from the amounts, and only where
 * another story is unlikely:
 *
 * - A dip: a fall that within an hour rises back to nearly as much, as a false zero does, or an old answer of another of
 *   the service's machines. That somebody toppedUp just what they had used within the hour, and that the service lists
 *   nothing of it, is rarer.
 * - A slip: a rise without a purchase, taken back in one fall of nearly as much, within a day. Where falls of about that
 *   size are usual, one of them fits by chance, and then it was a gift that was used: nothing is adjusted.
 *
 * The fall is never less than the rise; what it is more is use.
 */
export function withAdjustments(intervals: readonly Interval[]): readonly Interval[] {
  const plain = intervals.map(plainOf);
  if (!plain.some(({ rise }) => rise > 0)) return intervals;
  const judged = [...intervals];
  for (const [index, { rise }] of plain.entries()) {
    if (rise === 0) continue;
    const isTakenBack = takenBack(plain, index, rise);
    const place = dipBefore(plain, index, isTakenBack) ?? takenBackAfter(plain, index, rise, isTakenBack);
    const [up, down, fallen] = [judged[index], judged[place ?? -1], plain[place ?? -1]];
    if (place === undefined || !up || !down || !fallen) continue;
    const amount = Math.min(rise, down.used);
    const rest = rise - amount;
    judged[index] = { ...up, gains: rest > 0 ? [{ amount: rest }] : [], adjusted: amount };
    judged[place] = { ...down, used: down.used - amount, adjusted: -amount };
    fallen.fall = 0;
  }
  return judged;
}

function plainOf({ from, to, gains, expiries, used, tallied }: Interval): Plain {
  const time = to - from;
  const [gain, ...others] = gains;
  if (tallied || expiries.length > 0) return { to, time, rise: 0, fall: 0 };
  if (gain === undefined) return { to, time, rise: 0, fall: used };
  const isAlone = others.length === 0 && !gain.topUp && !gain.lot && used === 0;
  return { to, time, rise: isAlone ? gain.amount : 0, fall: 0 };
}

function dipBefore(
  intervals: readonly Plain[],
  index: number,
  isTakenBack: (interval: Plain) => boolean,
): number | undefined {
  const end = intervals[index]?.to ?? 0;
  for (let before = index - 1; before >= 0; before--) {
    const interval = intervals[before];
    if (interval === undefined || end - interval.to > hour) return undefined;
    if (isTakenBack(interval)) return before;
  }
  return undefined;
}

function takenBackAfter(
  intervals: readonly Plain[],
  index: number,
  rise: number,
  isTakenBack: (interval: Plain) => boolean,
): number | undefined {
  const start = intervals[index]?.to ?? 0;
  for (let after = index + 1; after < intervals.length; after++) {
    const interval = intervals[after];
    if (interval === undefined || interval.to - start > day) return undefined;
    if (isTakenBack(interval)) return isUsual(intervals, index, after, rise) ? undefined : after;
  }
  return undefined;
}

/**
 * Tells whether a fall is as much as a rise and at most 2 % more, or twice what is usually used in the two intervals. Where
 * that is more than a little, as over a night without readings, it says nothing of what was taken back.
 */
function takenBack(intervals: readonly Plain[], index: number, rise: number): (interval: Plain) => boolean {
  const near = intervals.slice(Math.max(0, index - neighbours), index + neighbours + 1);
  const rate = median(near.filter(({ fall }) => fall > 0).map(({ fall, time }) => fall / time)) ?? 0;
  const own = intervals[index]?.time ?? 0;
  return ({ fall, time }) => {
    const usual = rate * (own + time);
    const more = Math.max(0.02 * rise, usual <= rise / 8 ? 2 * usual : 0);
    return fall >= rise * (1 - 1e-9) && fall <= (rise + more) * (1 + 1e-9);
  };
}

/** Whether another fall of at least half this size was within a week before or a day after. */
function isUsual(intervals: readonly Plain[], rise: number, fall: number, size: number): boolean {
  const [start, end] = [(intervals[rise]?.to ?? 0) - 7 * day, (intervals[fall]?.to ?? 0) + day];
  const isLikeIt = (at: number) => at !== fall && (intervals[at]?.fall ?? 0) >= size / 2;
  for (let at = rise - 1; at >= 0 && (intervals[at]?.to ?? 0) >= start; at--) if (isLikeIt(at)) return true;
  for (let at = rise + 1; at < intervals.length && (intervals[at]?.to ?? 0) <= end; at++) if (isLikeIt(at)) return true;
  return false;
}
