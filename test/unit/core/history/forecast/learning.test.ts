import assert from 'node:assert/strict';
import { learningOf, learningText } from '../../../../../src/core/history/forecast/learning.ts';
import { sampleSeries } from '../../../../support/fakes/sampleOutlook.ts';

const hour = 3_600_000;

describe('learning a pace', () => {
  it('counts the time that was watched and the uses, over a replaced key too', () => {
    const first = sampleSeries([
      { at: 0, until: hour, amount: 10 },
      { at: 2 * hour, until: 2 * hour, amount: 7 },
    ]);
    const second = sampleSeries(
      [
        { at: 3 * hour, until: 3 * hour, amount: 50 },
        { at: 4 * hour, until: 5 * hour, amount: 49 },
      ],
      { keySetAt: 1 },
    );
    assert.deepStrictEqual(learningOf([first, second]), { watched: 5 * hour, uses: 2 });
  });

  it('counts no top-up, and nothing in another unit', () => {
    const dollars = sampleSeries(
      [
        { at: 0, until: 0, amount: 10 },
        { at: hour, until: hour, amount: 9 },
      ],
      { unit: { kind: 'currency', name: 'USD' } },
    );
    const now = sampleSeries([
      { at: 2 * hour, until: 2 * hour, amount: 10 },
      { at: 3 * hour, until: 3 * hour, amount: 60 },
    ]);
    assert.deepStrictEqual(learningOf([dollars, now]), { watched: hour, uses: 0 });
    assert.deepStrictEqual(learningOf([]), { watched: 0, uses: 0 });
  });

  for (const { watched, uses, text } of [
    { watched: 5 * hour, uses: 2, text: 'Learning the pace: it takes 19 h more of readings and 1 more use' },
    { watched: 48 * hour, uses: 0, text: 'Learning the pace: it takes 3 more uses' },
    { watched: 48 * hour, uses: 9, text: 'Learning the pace: it takes more readings' },
  ]) {
    it(`is told: ${text}`, () => assert.equal(learningText({ watched, uses }), text));
  }
});
