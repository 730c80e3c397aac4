import type { Lot, TopUp } from '../../../src/core/balance.ts';
import { findChanges } from '../../../src/core/history/changes/changes.ts';
import type { Series, Tally } from '../../../src/core/history/series.ts';
import { type StatedAmount, seriesFrom } from '../fakes/samples.ts';

/** The time from which the others here are counted, in milliseconds since 1970. */
export const start = Date.UTC(2026, 1, 2, 12);

/** The series of readings, some milliseconds after the start. */
export function read(
  ...answers: readonly (readonly [at: number, amount: number, more?: Partial<StatedAmount>])[]
): Series {
  return seriesFrom(answers.map(([at, amount, more]) => ({ at: start + at, amount, ...more })));
}

/** The changes in a line each: kind, amount, and where there is one the top-up's id and the lot's kind. */
export function changesOf(series: Series): readonly string[] {
  return findChanges(series).map(({ kind, amount, topUp, lot }) =>
    [kind, Number(amount.toFixed(6)), topUp?.id, lot?.kind].filter((part) => part !== undefined).join(' '),
  );
}

/** A lot that expires some milliseconds after the start, or never. */
export function lot(kind: string, allocated: number, remaining: number, expiresAfter?: number): Lot {
  return { kind, allocated, remaining, expiresAt: expiresAfter === undefined ? undefined : start + expiresAfter };
}

/** A top-up some milliseconds after the start, or without a date. */
export function toppedUp(id: string, amount: number | undefined, at?: number): TopUp {
  return { id, amount, status: 'done', at: at === undefined ? undefined : start + at };
}

/** A series with a tally at one of its points. */
export function withTally(series: Series, place: number, tally: Tally): Series {
  return { ...series, points: series.points.map((point, index) => (index === place ? { ...point, tally } : point)) };
}
