import assert from 'node:assert/strict';
import type { Pool } from '../../../../../src/core/balance.ts';
import { addReading } from '../../../../../src/core/history/record/addReading.ts';
import { applyUpdates, updatesBetween } from '../../../../../src/core/history/record/seriesUpdates.ts';
import type { History } from '../../../../../src/core/history/series.ts';
import { minute } from '../../../../../src/core/time.ts';
import { count, credits } from '../../../../../src/core/unit.ts';
import { sampleReading } from '../../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 10, 20, 12);

function read(history: History, minutes: number, pools: readonly [Pool, ...Pool[]], now?: number): History {
  const at = start + minutes * minute;
  return addReading(history, sampleReading({ keySetAt: 0, balance: { pools }, balanceAt: at }), undefined, now);
}

/** As a file has them. */
function saved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

describe('the updates of a history', () => {
  const pool = (amount: number): Pool => ({ unit: credits, amount });

  it('hold a new amount with the point before it, and nothing of the points before that', () => {
    const before = read(read([], 0, [pool(100)]), 5, [pool(90)]);
    const [update, ...others] = updatesBetween(before, read(read(before, 10, [pool(90)]), 15, [pool(80)]));
    assert.deepStrictEqual(others, []);
    assert.deepStrictEqual(
      update?.points.map(({ at, until, amount }) => [(at - start) / minute, (until - start) / minute, amount]),
      [
        [5, 10, 90],
        [15, 15, 80],
      ],
    );
  });

  it('hold a lot that is only listed again without what it says', () => {
    const lot = { kind: 'Monthly', remaining: 50 };
    const before = read([], 0, [{ ...pool(100), lots: [lot, { ...lot, kind: 'Gift' }] }]);
    const after = read(before, 5, [
      {
        ...pool(90),
        lots: [
          { ...lot, remaining: 40 },
          { ...lot, kind: 'Gift' },
        ],
      },
    ]);
    assert.deepStrictEqual(saved(updatesBetween(before, after)[0]?.lots), [
      { index: 0, until: start + 5 * minute, lot: { kind: 'Monthly', remaining: 40 } },
      { index: 1, until: start + 5 * minute },
    ]);
  });

  it('are none between histories that are the same, and change nothing then', () => {
    const history = read([], 0, [pool(100)]);
    assert.deepStrictEqual(updatesBetween(history, history), []);
    assert.equal(applyUpdates(history, []), history);
  });

  it('leave a pool that did not change the same object', () => {
    const searches: Pool = { unit: count('searches'), amount: 7 };
    const before = read([], 0, [pool(100), searches]);
    const after = read(before, 5, [pool(90), { ...searches, amount: undefined }]);
    const applied = applyUpdates(before, saved(updatesBetween(before, after)));
    const of = (history: History) => history.find((series) => series.pool === 'searches');
    assert.equal(of(applied), of(before));
  });

  it('make the same history again, also after a point is gone', () => {
    const before = read(read(read([], 0, [pool(100)]), 5, [pool(90)]), 60, [pool(80)]);
    const after = read(before, 10, [pool(85)], start + 10 * minute);
    for (const from of [before, []]) {
      assert.deepStrictEqual(saved(applyUpdates(from, saved(updatesBetween(from, after)))), saved(after));
    }
  });
});
