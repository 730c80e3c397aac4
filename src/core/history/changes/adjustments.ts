import { day, hour } from '../../time.ts';
import { median } from '../median.ts';
import type { Interval } from './intervals.ts';

/** The number of intervals before and after that show how fast an amount is used at the time. */
const neighbors = 10;

/** An interval with the rise or fall that may belong to an adjustment: 0 where something else explains it. */
interface Move {
  readonly to: number;
  /** The length of the interval. */
  readonly time: number;
  /** By how much the amount rose without a purchase or a lot. */
  readonly rise: number;
  /** By how much the amount fell where nothing but usage explains it. */
  fall: number;
}

/**
 * The intervals with the credits that a service gave and took back, or took and gave back, as adjustments. A service keeps
 * no record of them, so they are guessed from the amounts, and only where another explanation is unlikely:
 *
 * - A fall that rises back to nearly the same within an hour, as after a false zero, or an outdated response of another of
 *   the service's machines. A purchase of exactly what was used within the hour, which the service doesn't list, is rarer.
 * - A rise without a purchase that is taken back in one fall of nearly the same size within a day. Where falls of about
 *   that size are usual, one of them fits by chance, and the rise was a gift that was used: nothing is adjusted.
 *
 * The fall is never less than the rise; the rest of it is usage.
 */
export function withAdjustments(intervals: readonly Interval[]): readonly Interval[] {
  const moves = intervals.map(moveIn);
  if (!moves.some(({ rise }) => rise > 0)) return intervals;
  const adjusted = [...intervals];
  for (const [index, { rise }] of moves.entries()) {
    if (rise === 0) continue;
    const matches = counterpartOf(moves, index, rise);
    const other = fallBefore(moves, index, matches) ?? fallAfter(moves, index, rise, matches);
    const [up, down, fall] = [adjusted[index], adjusted[other ?? -1], moves[other ?? -1]];
    if (other === undefined || !up || !down || !fall) continue;
    const amount = Math.min(rise, down.used);
    const rest = rise - amount;
    adjusted[index] = { ...up, gains: rest > 0 ? [{ amount: rest }] : [], adjusted: amount };
    adjusted[other] = { ...down, used: down.used - amount, adjusted: -amount };
    fall.fall = 0;
  }
  return adjusted;
}

function moveIn({ from, to, gains, losses, used, tallied }: Interval): Move {
  const time = to - from;
  const [gain, ...others] = gains;
  if (tallied || losses.length > 0) return { to, time, rise: 0, fall: 0 };
  if (gain === undefined) return { to, time, rise: 0, fall: used };
  const isUnexplained = others.length === 0 && !gain.topUp && !gain.lot && used === 0;
  return { to, time, rise: isUnexplained ? gain.amount : 0, fall: 0 };
}

function fallBefore(moves: readonly Move[], index: number, matches: (move: Move) => boolean): number | undefined {
  const end = moves[index]?.to ?? 0;
  for (let before = index - 1; before >= 0; before--) {
    const move = moves[before];
    if (move === undefined || end - move.to > hour) return undefined;
    if (matches(move)) return before;
  }
  return undefined;
}

function fallAfter(
  moves: readonly Move[],
  index: number,
  rise: number,
  matches: (move: Move) => boolean,
): number | undefined {
  const start = moves[index]?.to ?? 0;
  for (let after = index + 1; after < moves.length; after++) {
    const move = moves[after];
    if (move === undefined || move.to - start > day) return undefined;
    if (matches(move)) return isUsual(moves, index, after, rise) ? undefined : after;
  }
  return undefined;
}

/**
 * Tests whether a fall is as large as a rise and at most 2 % larger, or larger by twice the usual usage of the two
 * intervals. Where that is more than a little, as over a night without readings, usage doesn't extend the limit.
 */
function counterpartOf(moves: readonly Move[], index: number, rise: number): (move: Move) => boolean {
  const near = moves.slice(Math.max(0, index - neighbors), index + neighbors + 1);
  const rate = median(near.filter(({ fall }) => fall > 0).map(({ fall, time }) => fall / time)) ?? 0;
  const riseTime = moves[index]?.time ?? 0;
  return ({ fall, time }) => {
    const usual = rate * (riseTime + time);
    const more = Math.max(0.02 * rise, usual <= rise / 8 ? 2 * usual : 0);
    return fall >= rise * (1 - 1e-9) && fall <= (rise + more) * (1 + 1e-9);
  };
}

/** Whether there was another fall of at least half this size in the week before or the day after. */
function isUsual(moves: readonly Move[], rise: number, fall: number, size: number): boolean {
  const [start, end] = [(moves[rise]?.to ?? 0) - 7 * day, (moves[fall]?.to ?? 0) + day];
  const isSimilar = (at: number) => at !== fall && (moves[at]?.fall ?? 0) >= size / 2;
  for (let at = rise - 1; at >= 0 && (moves[at]?.to ?? 0) >= start; at--) if (isSimilar(at)) return true;
  for (let at = rise + 1; at < moves.length && (moves[at]?.to ?? 0) <= end; at++) if (isSimilar(at)) return true;
  return false;
}
