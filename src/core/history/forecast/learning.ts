import { findChanges } from '../changes/changes.ts';
import { type History, inPresentUnit } from '../record/series.ts';

/** How often an amount has to fall before there is a usage rate. */
export const usesNeeded = 3;

/** What there is so far to learn a pace from. */
export interface Learning {
  /** From the first reading to the last, in milliseconds. */
  readonly watched: number;
  /** How often the amount was seen to fall by use. */
  readonly uses: number;
}

/** How far the learning of a pace has come, in the unit that is read now. */
export function learningOf(history: History): Learning {
  const own = inPresentUnit(history);
  const [first, last] = [own[0]?.points[0]?.at, own.at(-1)?.points.at(-1)?.until];
  return {
    watched: first === undefined || last === undefined ? 0 : last - first,
    uses: own.flatMap(findChanges).filter(({ kind }) => kind === 'used').length,
  };
}
