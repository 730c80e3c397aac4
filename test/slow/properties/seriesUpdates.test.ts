import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { History } from '../../../src/core/history/record/series.ts';
import { applyUpdates, updatesBetween } from '../../../src/core/history/record/seriesUpdates.ts';
import { day, minute } from '../../../src/core/time.ts';
import { count, credits } from '../../../src/core/unit.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';

const start = Date.UTC(2026, 10, 20, 12);

/** As a file has them. */
function saved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

describe('the updates of any history', () => {
  it('make the same history again, whatever was read, compacted or dropped since a clock was set back', () => {
    const lots = fc.array(
      fc.record({
        kind: fc.constantFrom('a', 'b'),
        remaining: fc.nat(3),
        expiresAt: fc.constantFrom(undefined, start),
      }),
      { maxLength: 3 },
    );
    const topUps = fc.array(fc.record({ id: fc.constantFrom('x', 'y', undefined), amount: fc.nat(2) }), {
      maxLength: 3,
    });
    const anyPool = (id: string) =>
      fc.record({
        id: fc.constant(id),
        unit: fc.constantFrom(credits, count('searches')),
        amount: fc.option(fc.nat(5), { nil: undefined }),
        lots: fc.option(lots, { nil: undefined }),
        topUps: fc.option(topUps, { nil: undefined }),
      });
    const intervals = fc.array(
      fc.record({
        minutes: fc.integer({ min: -90, max: 3000 }),
        pools: fc.oneof(fc.tuple(anyPool('a')), fc.tuple(anyPool('a'), anyPool('b'))),
        afterwards: fc.constantFrom('nothing', 'nothing', 'nothing', 'compact', 'set back'),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(intervals, (all) => {
        let history: History = [];
        let replayed: History = [];
        let time = 0;
        for (const { minutes, pools, afterwards } of all) {
          const before = history;
          time = Math.max(0, time + minutes);
          const at = start + time * minute;
          const reading = sampleReading({ keySetAt: 0, balance: { pools }, balanceAt: at });
          history = addReading(history, reading, undefined, afterwards === 'set back' ? at : undefined);
          if (afterwards === 'compact') {
            const now = at + 100 * day;
            history = history.map((series) => compact(series, now)).filter((series) => series !== undefined);
          }
          replayed = applyUpdates(replayed, saved(updatesBetween(before, history)));
        }
        assert.deepStrictEqual(saved(replayed), saved(history));
        assert.deepStrictEqual(saved(applyUpdates([], saved(updatesBetween([], history)))), saved(history));
      }),
      { numRuns: 300 },
    );
  });
});
