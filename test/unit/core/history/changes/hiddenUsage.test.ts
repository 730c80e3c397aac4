import assert from 'node:assert/strict';
import { findChanges } from '../../../../../src/core/history/changes/changes.ts';
import { changesHidingUsage } from '../../../../../src/core/history/changes/hiddenUsage.ts';
import { compact } from '../../../../../src/core/history/record/compact.ts';
import type { Series } from '../../../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { type StatedAmount, seriesFrom } from '../../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 1, 2, 12);

/** Rises of these sizes, so long after one another, with a fall of 400 in between. */
function risen(sizes: readonly number[], wait = 2 * day, more: (index: number) => Partial<StatedAmount> = () => ({})) {
  let amount = 1000;
  const answers: StatedAmount[] = [{ at: start, amount, ...more(-1) }];
  for (const [index, size] of sizes.entries()) {
    const at = start + (index + 1) * wait;
    answers.push({ at: at - hour, amount: amount - 400, ...more(index - 1) });
    amount += size - 400;
    answers.push({ at, amount, ...more(index) });
  }
  return seriesFrom(answers);
}

function hidden(series: Series): readonly number[] {
  return [...changesHidingUsage(findChanges(series))].map(({ amount }) => Math.round(amount));
}

describe('hidden usage', () => {
  it('is behind each automatic recharge of which something was used before it was seen', () => {
    assert.deepStrictEqual(hidden(risen([470, 500, 455, 500, 490])), [470, 455, 490]);
  });

  it('is behind several recharges between two readings', () => {
    assert.deepStrictEqual(hidden(risen([500, 480, 500, 950])), [480, 950]);
  });

  it('is none where every rise is of one size, where few are, or where they are of unlike sizes', () => {
    assert.deepStrictEqual(hidden(risen([500, 500, 500, 500])), []);
    assert.deepStrictEqual(hidden(risen([470, 500])), []);
    assert.deepStrictEqual(hidden(risen([100, 500, 250, 900])), []);
  });

  it('is none behind renewals, which come once a month and fill up what was used', () => {
    assert.deepStrictEqual(hidden(risen([470, 500, 455, 490], 30 * day)), []);
  });

  it('is none where the service lists what was topped up: then what was used meanwhile is known', () => {
    const topUps = (index: number) => ({
      topUps: Array.from({ length: index + 1 }, (_, id) => ({
        id: `${id}`,
        amount: 500,
        at: start + (id + 1) * 2 * day - minute,
      })),
    });
    assert.deepStrictEqual(hidden(risen([470, 500, 455, 490], 2 * day, topUps)), []);
  });

  it('is still known from what is left of the readings', () => {
    const series = risen([470, 500, 455, 500, 490]);
    const left = compact(series, start + 100 * day);
    assert.ok(left);
    assert.deepStrictEqual(hidden(left), [470, 455, 490]);
  });
});
