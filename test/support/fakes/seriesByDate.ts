import type { Series } from '../../../src/core/history/series.ts';
import { credits } from '../../../src/core/unit.ts';

/** A series of the sample account from amounts by time; each holds for a minute. Or one that differs from it. */
export function seriesByDate(
  amounts: readonly (readonly [at: string, amount: number, until?: string])[],
  change: Partial<Series> = {},
): Series {
  return {
    accountId: 'mimir',
    keySetAt: Date.UTC(2026, 0, 1),
    pool: 'main',
    unit: credits,
    points: amounts.map(([at, amount, until]) => ({
      at: Date.parse(at),
      until: until === undefined ? Date.parse(at) + 60_000 : Date.parse(until),
      amount,
    })),
    lots: [],
    topUps: [],
    ...change,
  };
}
