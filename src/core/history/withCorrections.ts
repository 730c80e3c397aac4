import { lowerMedian } from './lowerMedian.ts';
import type { Step } from './step.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** So many steps before and after tell how fast an amount is used just now. */
const neighbours = 10;

/** What a step is to one who looks for a correction; 0 where it is more than this, or something explains it. */
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
 *   the service's machines. That somebody bought just what they had used within the hour, and that the service lists
 *   nothing of it, is rarer.
 * - A slip: a rise without a purchase, taken back in one fall of nearly as much, within a day. Where falls of about that
 *   size are usual, one of them fits by chance, and then it was a gift that was used: nothing is corrected.
 *
 * The fall is never less than the rise; what it is more is use.
 */
export function withCorrections(steps: readonly Step[]): readonly Step[] {
  const plain = steps.map(plainOf);
  if (!plain.some(({ rise }) => rise > 0)) return steps;
  const judged = [...steps];
  for (const [index, { rise }] of plain.entries()) {
    if (rise === 0) continue;
    const isTakenBack = takenBack(plain, index, rise);
    const place = dipBefore(plain, index, isTakenBack) ?? takenBackAfter(plain, index, rise, isTakenBack);
    const [up, down, fallen] = [judged[index], judged[place ?? -1], plain[place ?? -1]];
    if (place === undefined || !up || !down || !fallen) continue;
    const amount = Math.min(rise, down.used);
    const rest = rise - amount;
    judged[index] = { ...up, gains: rest > 0 ? [{ amount: rest }] : [], corrected: amount };
    judged[place] = { ...down, used: down.used - amount, corrected: -amount };
    fallen.fall = 0;
  }
  return judged;
}

function plainOf({ from, to, gains, lapses, used, tallied }: Step): Plain {
  const time = to - from;
  const [gain, ...others] = gains;
  if (tallied || lapses.length > 0) return { to, time, rise: 0, fall: 0 };
  if (gain === undefined) return { to, time, rise: 0, fall: used };
  const isAlone = others.length === 0 && !gain.topUp && !gain.lot && used === 0;
  return { to, time, rise: isAlone ? gain.amount : 0, fall: 0 };
}

function dipBefore(steps: readonly Plain[], index: number, isTakenBack: (step: Plain) => boolean): number | undefined {
  const end = steps[index]?.to ?? 0;
  for (let before = index - 1; before >= 0; before--) {
    const step = steps[before];
    if (step === undefined || end - step.to > hour) return undefined;
    if (isTakenBack(step)) return before;
  }
  return undefined;
}

function takenBackAfter(
  steps: readonly Plain[],
  index: number,
  rise: number,
  isTakenBack: (step: Plain) => boolean,
): number | undefined {
  const start = steps[index]?.to ?? 0;
  for (let after = index + 1; after < steps.length; after++) {
    const step = steps[after];
    if (step === undefined || step.to - start > day) return undefined;
    if (isTakenBack(step)) return isUsual(steps, index, after, rise) ? undefined : after;
  }
  return undefined;
}

/**
 * Tells whether a fall is as much as a rise and at most 2 % more, or twice what is usually used in the two steps. Where
 * that is more than a little, as over a night without readings, it says nothing of what was taken back.
 */
function takenBack(steps: readonly Plain[], index: number, rise: number): (step: Plain) => boolean {
  const near = steps.slice(Math.max(0, index - neighbours), index + neighbours + 1);
  const rate = lowerMedian(near.filter(({ fall }) => fall > 0).map(({ fall, time }) => fall / time)) ?? 0;
  const own = steps[index]?.time ?? 0;
  return ({ fall, time }) => {
    const usual = rate * (own + time);
    const more = Math.max(0.02 * rise, usual <= rise / 8 ? 2 * usual : 0);
    return fall >= rise * (1 - 1e-9) && fall <= (rise + more) * (1 + 1e-9);
  };
}

/** Whether another fall of at least half this size was within a week before or a day after. */
function isUsual(steps: readonly Plain[], rise: number, fall: number, size: number): boolean {
  const [start, end] = [(steps[rise]?.to ?? 0) - 7 * day, (steps[fall]?.to ?? 0) + day];
  const isLikeIt = (at: number) => at !== fall && (steps[at]?.fall ?? 0) >= size / 2;
  for (let at = rise - 1; at >= 0 && (steps[at]?.to ?? 0) >= start; at--) if (isLikeIt(at)) return true;
  for (let at = rise + 1; at < steps.length && (steps[at]?.to ?? 0) <= end; at++) if (isLikeIt(at)) return true;
  return false;
}
