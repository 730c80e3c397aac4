import { findChanges } from '../changes/changes.ts';
import { type History, inPresentUnit } from '../record/series.ts';

/** What was used after `from` and by `to`, both in milliseconds since 1970. */
export interface Use {
  readonly amount: number;
  readonly from: number;
  readonly to: number;
}

/** What one key used while it was read. */
export interface UsesOfKey {
  /** From the first reading to the last. */
  readonly from: number;
  readonly to: number;
  /** By time. */
  readonly uses: readonly Use[];
}

/** The uses in the unit that is read now, a key at a time, as they were known at a time; amounts of another unit say nothing. */
export function usesOf(history: History, now: number): readonly UsesOfKey[] {
  const all = inPresentUnit(history).flatMap((series): readonly UsesOfKey[] => {
    const [first, last] = [series.points[0], series.points.at(-1)];
    if (!first || !last) return [];
    const uses = findChanges(series).filter(({ kind }) => kind === 'used');
    return [{ from: first.at, to: last.until, uses }];
  });
  return usesUntil(all, now);
}

/** These uses as they were known at an earlier time. */
export function usesUntil(keys: readonly UsesOfKey[], time: number): readonly UsesOfKey[] {
  return keys
    .filter(({ from }) => from <= time)
    .map(({ from, to, uses }) => {
      const next = uses.find((use) => use.to > time);
      // What of it was used by then is not known: the time from the reading before is left out with it.
      const end = Math.max(from, Math.min(to, time, next?.from ?? time));
      return { from, to: end, uses: next ? uses.filter((use) => use.to <= time) : uses };
    });
}
