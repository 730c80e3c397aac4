import assert from 'node:assert/strict';
import type { Lot } from '../../../../src/core/balance.ts';
import { futureAt, futureLine } from '../../../../src/core/dashboard/futureLine.ts';
import { forecastOf } from '../../../../src/core/history/forecast/forecast.ts';
import type { UsageRate } from '../../../../src/core/history/forecast/usageRate.ts';
import { credits } from '../../../../src/core/unit.ts';

const day = 86_400_000;
const usageRate: UsageRate = { perDay: 10, low: 5, high: 20, confidence: 'medium', from: 0, to: 0 };

function lineOf(amount: number | undefined, end: number, lots?: readonly Lot[]) {
  const balance = { unit: credits, amount, lots };
  return futureLine(balance, usageRate, forecastOf(balance, usageRate, 0), 0, end);
}

describe('the line ahead', () => {
  it('falls at the pace and ends where it has run out, its range at the low end of the pace', () => {
    assert.deepStrictEqual(lineOf(100, 40 * day), {
      times: [0, 5 * day, 10 * day, 20 * day],
      amounts: [100, 50, 0, null],
      lows: [100, 0, 0, 0],
      highs: [100, 75, 50, 0],
    });
  });

  it('ends at the edge where it does not run out before', () => {
    assert.deepStrictEqual(lineOf(1000, 4 * day), {
      times: [0, 4 * day],
      amounts: [1000, 960],
      lows: [1000, 920],
      highs: [1000, 980],
    });
  });

  it('drops at the moment when a lot expiries', () => {
    const lot = { kind: 'Trial', remaining: 60, expiresAt: 2 * day };
    const line = lineOf(100, 3 * day, [lot]);
    const before = line && futureAt(line, 2 * day - 1);
    assert.ok(before && Math.abs((before.amount ?? 0) - 80) < 0.001);
    // 40 of the 60 are left in it.
    assert.deepStrictEqual(line && futureAt(line, 2 * day), { amount: 40, low: 40, high: 40 });
  });

  it('rises at a renewal, and goes on after it ran out before', () => {
    const balance = { unit: credits, amount: 50 };
    const renewal = { at: 7 * day, source: 'seen', amount: 80 } as const;
    const line = futureLine(balance, usageRate, forecastOf(balance, usageRate, 0), 0, 9 * day, renewal);
    assert.ok(line);
    const amountOn = (time: number) => futureAt(line, time)?.amount;
    assert.deepStrictEqual([4 * day, 5 * day, 6 * day, 7 * day, 9 * day].map(amountOn), [10, 0, undefined, 80, 60]);
    assert.deepStrictEqual(futureAt(line, 8 * day), { amount: 70, low: 60, high: 75 });
  });

  it('says between its times what is left at that pace', () => {
    const line = lineOf(100, 40 * day);
    assert.deepStrictEqual(line && futureAt(line, 2.5 * day), { amount: 75, low: 50, high: 87.5 });
    assert.deepStrictEqual(line && futureAt(line, 15 * day), { amount: undefined, low: 0, high: 25 });
    assert.equal(line && futureAt(line, -1), undefined);
    assert.equal(line && futureAt(line, 21 * day), undefined);
  });

  it('is none of what cannot fall', () => {
    assert.equal(lineOf(0, day), undefined);
    assert.equal(lineOf(-5, day), undefined);
    assert.equal(lineOf(undefined, day), undefined);
    assert.equal(lineOf(100, 0), undefined);
    const unlimited = { unit: credits, amount: 5, unlimited: true };
    assert.equal(futureLine(unlimited, usageRate, { expiries: [] }, 0, day), undefined);
  });
});
