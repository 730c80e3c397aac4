import { findChanges } from '../changes/changes.ts';
import { type History, inPresentUnit } from '../series.ts';

/** Credits that were used after `from` and by `to`, both in milliseconds since 1970. */
export interface Usage {
  readonly amount: number;
  readonly from: number;
  readonly to: number;
}

/** The usage of a pool while it was read with one key. */
export interface KeyUsage {
  /** The first reading. */
  readonly from: number;
  /** The last reading. */
  readonly to: number;
  /** By time. */
  readonly usage: readonly Usage[];
  /** The first reading after the last top-up, renewal included; undefined without any. */
  readonly filledAt?: number | undefined;
}

/** The usage of a pool in its present unit, a key at a time, as it was known at a time. */
export function usageOf(history: History, now: number): readonly KeyUsage[] {
  const all = inPresentUnit(history).flatMap((series): readonly KeyUsage[] => {
    const [first, last] = [series.points[0], series.points.at(-1)];
    if (!first || !last) return [];
    const changes = findChanges(series);
    const usage = changes.filter(({ kind }) => kind === 'used');
    const filledAt = changes.findLast(({ kind }) => kind === 'toppedUp')?.to;
    return [{ from: first.at, to: last.until, usage, filledAt }];
  });
  return usageUntil(all, now);
}

/** The same usage as it was known at an earlier time. */
export function usageUntil(keys: readonly KeyUsage[], time: number): readonly KeyUsage[] {
  return keys
    .filter(({ from }) => from <= time)
    .map(({ from, to, usage, filledAt }) => {
      const known = usage.findLastIndex((used) => used.to <= time) + 1;
      const next = usage[known];
      // How much of it was used by then isn't known, so the time since the reading before it is left out too.
      const end = Math.max(from, Math.min(to, time, next?.from ?? time));
      return { from, to: end, usage: next ? usage.slice(0, known) : usage, filledAt };
    });
}
