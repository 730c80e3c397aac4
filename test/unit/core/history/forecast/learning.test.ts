import assert from 'node:assert/strict';
import { learningOf } from '../../../../../src/core/history/forecast/learning.ts';
import { usageOf } from '../../../../../src/core/history/forecast/usage.ts';
import type { History } from '../../../../../src/core/history/series.ts';
import { day, hour } from '../../../../../src/core/time.ts';
import { currency } from '../../../../../src/core/unit.ts';
import { sampleSeries } from '../../../../support/fakes/samples.ts';

/** A series of amounts, the first at an hour, each other an hour after the one before. */
function hourly(from: number, amounts: readonly number[], change: Parameters<typeof sampleSeries>[1] = {}) {
  return sampleSeries(
    amounts.map((amount, index) => ({ at: (from + index) * hour, until: (from + index) * hour, amount })),
    change,
  );
}

function learning(history: History, hours: number) {
  return learningOf(usageOf(history, hours * hour), hours * hour);
}

describe('what is missing for a forecast', () => {
  it('is a day of readings and three charges at first', () => {
    assert.deepStrictEqual(learning([], 0), { hours: 24, charges: 3 });
  });

  it('becomes less with each hour of readings and each charge, over a replaced key too', () => {
    const history = [hourly(0, [10, 10, 7]), hourly(10, [50, 49], { keySetAt: 1 })];
    assert.deepStrictEqual(learning(history, 11), { hours: 21, charges: 1 });
  });

  it('becomes no less by a top-up, or by readings in another unit', () => {
    const dollars = hourly(0, [10, 9], { unit: currency('USD') });
    assert.deepStrictEqual(learning([dollars, hourly(2, [10, 60])], 3), { hours: 23, charges: 3 });
  });

  it('counts no charge of more than 91 days ago', () => {
    const history = [hourly(0, [10, 9, 8, 7])];
    assert.deepStrictEqual(learning(history, 92 * 24), { hours: 21, charges: 3 });
  });

  it('is rounded up: the last minute of a day is an hour, not none', () => {
    const points = [9, 8, 7, 6].map((amount, index) => ({ at: index, until: index, amount }));
    const nearly = sampleSeries([...points, { at: 4, until: day - 60_000, amount: 5 }]);
    assert.deepStrictEqual(learningOf(usageOf([nearly], day), day), { hours: 1, charges: 0 });
  });

  it('is never nothing, though the readings of two keys span a day together with the time between', () => {
    const history = [hourly(0, [10, 9, 8, 7]), hourly(30, [7, 6], { keySetAt: 1 })];
    assert.deepStrictEqual(learning(history, 31), { hours: 20, charges: 0 });
  });
});
