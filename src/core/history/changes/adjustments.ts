import { day, hour } from '../../time.ts';
import { median } from '../median.ts';
import type { Interval } from './intervals.ts';
import { sameAmount } from './rounding.ts';
import { takenBack } from './takenBack.ts';

/** The number of intervals before and after that show how fast an amount is used at the time. */
const neighbors = 10;

/** An interval with the rise or fall that may belong to an adjustment: 0 where something else explains it. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** The length of the interval. */
  readonly time: number;
  /** What the amount is at its end. */
  readonly amount: number;
  /** By how much the amount rose without a purchase or a lot. */
  readonly rise: number;
  /** By how much the amount fell where nothing but usage explains it. */
  fall: number;
  /** How much was used, in a tally as well. */
  readonly used: number;
}

/**
 * The intervals with the credits that a service gave and took back, or took and gave back, as adjustments. A service keeps
 * no record of them, so they are guessed from the amounts, and only where another explanation is unlikely:
 *
 * - A fall that rises back to nearly the same within an hour, as after an outdated response of another of the service's
 *   machines. A purchase of exactly what was used within the hour, which the service doesn't list, is rarer.
 * - A fall to exactly zero that rises back to nearly the same, however long after: a false zero. It was used where so much
 *   is used in such a time as a rule, or where the same amount came back from zero on another day: an allowance.
 * - A rise without a purchase that is taken back within a day: see `takenBack`.
 *
 * The fall is never less than the rise; the rest of it is usage.
 */
export function withAdjustments(intervals: readonly Interval[]): readonly Interval[] {
  if (!intervals.some((interval) => riseIn(interval) > 0)) return intervals;
  const moves = intervals.map(moveIn);
  const adjusted = [...intervals];
  for (const [index, { rise }] of moves.entries()) {
    if (rise === 0) continue;
    const other =
      fallBefore(moves, index) ?? fallToZero(moves, index) ?? takenBack(moves, index, mostTaken(moves, index));
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

function moveIn(interval: Interval): Move {
  const { from, to, amount, gains, losses, used, tallied } = interval;
  const fall = tallied || gains.length + losses.length > 0 ? 0 : used;
  return { from, to, time: to - from, amount, rise: riseIn(interval), fall, used };
}

function riseIn({ gains, losses, used, tallied }: Interval): number {
  const gain = gains[0];
  if (!gain || gains.length > 1 || losses.length > 0 || used !== 0 || tallied) return 0;
  return gain.topUp || gain.lot ? 0 : gain.amount;
}

function fallBefore(moves: readonly Move[], index: number): number | undefined {
  const { to: end = 0, rise = 0 } = moves[index] ?? {};
  const most = mostTaken(moves, index);
  for (let before = index - 1; before >= 0; before--) {
    const move = moves[before];
    if (move === undefined || end - move.to > hour) return undefined;
    if (move.fall >= rise * (1 - 1e-9) && move.fall <= most(move)) return before;
  }
  return undefined;
}

/** The fall to exactly zero right before a rise to nearly the old amount, or to what is left of it at the usual rate. */
function fallToZero(moves: readonly Move[], index: number): number | undefined {
  const up = moves[index];
  // A lot that is listed meanwhile makes another point of the same zero.
  const before = moves.findLastIndex(({ fall, rise }, place) => place < index && (fall > 0 || rise > 0));
  const down = moves[before];
  if (!up || !down || down.fall === 0) return undefined;
  if (moves.slice(before, index).some(({ amount, used }, place) => amount !== 0 || (place > 0 && used > 0)))
    return undefined;
  const { fall } = down;
  const { rise } = up;
  if (fall < rise * (1 - 1e-9) || isFilledAgain(moves, index)) return undefined;
  const rate = meanRate(moves, before, index);
  if (rate * down.time > fall / 8) return undefined;
  const less = Math.max(0.02 * fall, Math.min(3 * rate * (up.to - down.from), fall / 4));
  return fall - rise <= less || sameAmount(fall, rise) ? before : undefined;
}

/**
 * The largest fall of a move that takes a rise back: at most 2 % larger, or larger by twice the usual usage of the two
 * intervals. Where that is more than a little, as over a night without readings, usage doesn't extend the limit.
 */
function mostTaken(moves: readonly Move[], index: number): (move: Move) => number {
  const { rise = 0, time: riseTime = 0 } = moves[index] ?? {};
  const near = moves.slice(Math.max(0, index - neighbors), index + neighbors + 1);
  const rate = median(near.filter(({ fall }) => fall > 0).map(({ fall, time }) => fall / time)) ?? 0;
  return ({ time }) => {
    const usual = rate * (riseTime + time);
    return (rise + Math.max(0.02 * rise, usual <= rise / 8 ? 2 * usual : 0)) * (1 + 1e-9);
  };
}

/** Whether a pool came back from zero to exactly this amount at another time, half a day or more before or after. */
function isFilledAgain(moves: readonly Move[], index: number): boolean {
  const { to: time = 0, rise: size = 0, amount: level = 0 } = moves[index] ?? {};
  if (level !== size) return false;
  return moves.some(({ rise, amount, to }) => amount === level && rise === size && Math.abs(to - time) >= 12 * hour);
}

/** The mean rate of the week before a move and the day after another, idle time included, in readings and in tallies. */
function meanRate(moves: readonly Move[], down: number, up: number): number {
  const [first, last] = [moves[down]?.from ?? 0, moves[up]?.to ?? 0];
  let [used, from, to] = [0, first, last];
  for (let at = down - 1; at >= 0 && (moves[at]?.to ?? 0) >= first - 7 * day; at--) {
    used += moves[at]?.used ?? 0;
    from = moves[at]?.from ?? from;
  }
  for (let at = up + 1; at < moves.length && (moves[at]?.to ?? 0) <= last + day; at++) {
    used += moves[at]?.used ?? 0;
    to = moves[at]?.to ?? to;
  }
  const time = first - from + (to - last);
  return time > 0 ? used / time : 0;
}
