import { spanText } from '../../format.ts';
import { day } from '../../time.ts';
import { findChanges } from '../changes/changes.ts';
import { type History, inPresentUnit } from '../record/series.ts';

const usesNeeded = 3;

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

/** "Learning the pace: it takes 19 h more of readings and 1 more use". */
export function learningText({ watched, uses }: Learning): string {
  const left = usesNeeded - uses;
  const missing = [
    watched < day && `${spanText(day - watched)} more of readings`,
    left > 0 && `${left} more ${left === 1 ? 'use' : 'uses'}`,
  ].filter((words) => typeof words === 'string');
  return `Learning the pace: it takes ${missing.length > 0 ? missing.join(' and ') : 'more readings'}`;
}
