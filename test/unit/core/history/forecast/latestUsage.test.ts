import assert from 'node:assert/strict';
import { latestUsage } from '../../../../../src/core/history/forecast/latestUsage.ts';
import type { History, Series } from '../../../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { seriesFrom } from '../../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 2, 2, 9);

function read(length: number, interval: number, amount: (after: number) => number): Series {
  return seriesFrom(
    Array.from({ length: Math.floor(length / interval) + 1 }, (_, index) => ({
      at: start + index * interval,
      amount: amount(index * interval),
    })),
  );
}

/** The usage of the last hour; the last six are the second. */
function lastHour(history: History, now: number) {
  return latestUsage(history, now)?.find(({ hours }) => hours === 1);
}

function rounded(at: { used: number; usual: number } | undefined) {
  return at && { used: Number(at.used.toFixed(3)), usual: Number(at.usual.toFixed(3)) };
}

describe('the usage of the last hour', () => {
  it('is what was used in sixty minutes, beside what is usual', () => {
    const series = read(5 * day, 15 * minute, (after) => 1e6 - (240 * after) / day);
    assert.deepStrictEqual(rounded(lastHour([series], start + 5 * day)), { used: 10, usual: 10 });
  });

  it('does not count a key that is being drained as usual', () => {
    const drained = read(
      5 * day + hour,
      5 * minute,
      (after) => 1e6 - (240 * after) / day - Math.max(0, after - 5 * day) / 100,
    );
    const hourNow = lastHour([drained], start + 5 * day + hour);
    assert.equal(rounded(hourNow)?.used, 36_010);
    assert.equal(rounded(hourNow)?.usual, 10);
  });

  it('is compared with hours with usage, not with idle ones', () => {
    // From nine to ten a hundred, and nothing else all day.
    const series = read(5 * day, 15 * minute, (after) => {
      const days = Math.floor(after / day);
      return 1e6 - 100 * (days + Math.min(1, (after - days * day) / hour));
    });
    assert.deepStrictEqual(rounded(lastHour([series], start + 4 * day + hour)), { used: 100, usual: 100 });
    assert.deepStrictEqual(rounded(lastHour([series], start + 4 * day + 3 * hour)), { used: 0, usual: 100 });
  });

  it('is unknown without a usage rate for the time before', () => {
    const series = read(day + 30 * minute, 15 * minute, (after) => 1e6 - (240 * after) / day);
    assert.equal(lastHour([series], start + day + 30 * minute), undefined);
    const longer = read(day + hour, 15 * minute, (after) => 1e6 - (240 * after) / day);
    assert.ok(lastHour([longer], start + day + hour));
    assert.equal(lastHour([], start), undefined);
    const twoFalls = read(
      3 * day,
      15 * minute,
      (after) => 1e6 - Math.min(2, Math.floor(after / day)) - (after === 3 * day ? 9 : 0),
    );
    assert.equal(lastHour([twoFalls], start + 3 * day), undefined);
  });

  it('is no more than an hour of a charge that was seen after a long sleep', () => {
    const answers = Array.from({ length: 5 * 24 + 1 }, (_, index) => ({
      at: start + index * hour,
      amount: 1e6 - 10 * index,
    }));
    const asleep = [...answers, { at: start + 5 * day + 8 * hour, amount: 1e6 - 1200 - 800 }];
    const now = lastHour([seriesFrom(asleep)], start + 5 * day + 8 * hour);
    assert.deepStrictEqual(rounded(now), { used: 100, usual: 10 });
  });
});
