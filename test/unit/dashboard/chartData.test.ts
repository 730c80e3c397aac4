import assert from 'node:assert/strict';
import { chartData, isWorthDrawing } from '../../../src/dashboard/chartData.ts';

const future = { times: [20, 30, 40], amounts: [5, 2, null], lows: [5, 1, 0], highs: [5, 4, 3] };
const past = { marks: [], otherUnits: [] };

describe('the columns of a chart', () => {
  it('hold the last amount until its last reading, and go on from there', () => {
    const line = { times: [0, 10], amounts: [9, 5], until: 20 };
    assert.deepStrictEqual(chartData({ past: { ...past, lines: [line] }, future }), {
      times: [0, 10, 20, 30, 40],
      amounts: [9, 5, 5, null, null],
      ahead: [null, null, 5, 2, null],
      lows: [null, null, 5, 1, 0],
      highs: [null, null, 5, 4, 3],
    });
  });

  it('do not join what was read with two keys', () => {
    const lines = [
      { times: [0], amounts: [9], until: 5 },
      { times: [10], amounts: [70], until: 15 },
    ];
    assert.deepStrictEqual(chartData({ past: { ...past, lines } }), {
      times: [0, 5, 6, 10, 15],
      amounts: [9, 9, null, 70, 70],
      ahead: [null, null, null, null, null],
      lows: [null, null, null, null, null],
      highs: [null, null, null, null, null],
    });
  });

  it('keep time in order whatever overlaps, as a chart needs it', () => {
    const lines = [
      { times: [0, 30], amounts: [9, 8], until: 50 },
      { times: [40, 60], amounts: [7, 6], until: 60 },
    ];
    const { times } = chartData({ past: { ...past, lines }, future });
    assert.deepStrictEqual(times, [0, 30, 50, 51, 60]);
  });

  it('are empty where nothing is known', () => {
    assert.deepStrictEqual(chartData({}).times, []);
  });
});

describe('a chart', () => {
  const hour = 3_600_000;
  const now = 1000 * hour;
  const learning = { hours: 20, charges: 3 };
  const since = (time: number) => ({ ...past, lines: [{ times: [time], amounts: [9], until: now }] });

  it('is not drawn while nothing is known but a day of many', () => {
    assert.equal(isWorthDrawing({ learning }, since(now - hour), 'month', now), false);
    assert.equal(isWorthDrawing({ learning }, since(now - 4 * hour), 'day', now), true);
    assert.equal(isWorthDrawing({ learning }, since(now - 80 * hour), 'month', now), true);
  });

  it('is drawn with a forecast, and never without a reading', () => {
    assert.equal(isWorthDrawing({}, since(now - hour), 'month', now), true);
    assert.equal(isWorthDrawing({}, { ...past, lines: [] }, 'month', now), false);
  });
});
