import { sameUnit } from '../balance.ts';
import type { History } from './series.ts';

/** The series in the unit that is read now: amounts of another unit cannot be compared with theirs. */
export function inPresentUnit(history: History): History {
  const unit = history.at(-1)?.unit;
  return unit ? history.filter((series) => sameUnit(series.unit, unit)) : [];
}
