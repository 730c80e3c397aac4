import assert from 'node:assert/strict';
import type { Lot } from '../../../../src/core/balance.ts';
import { futureAt, futureLine } from '../../../../src/core/dashboard/futureLine.ts';
import { forecastOf } from '../../../../src/core/history/forecast/forecast.ts';
import { credits } from '../../../../src/core/unit.ts';
import { evenUsage } from '../../../support/fakes/samples.ts';

const day = 86_400_000;
const usage = evenUsage(10, 5, 20, 0);

function lineOf(amount: number | undefined, end: number, lots?: readonly Lot[]) {
  const balance = { unit: credits, amount, lots };
  return futureLine(balance, usage, forecastOf(balance, usage, 0), 0, end);
}

describe('the line ahead', () => {
  it('falls as is expected and ends where it has run out, its range where less is used', () => {
    const line = lineOf(100, 40 * day);
    assert.deepStrictEqual([line?.times[0], line?.times.at(-1)], [0, 20 * day]);
    assert.deepStrictEqual(
      [0, 5, 10, 20].map((days) => line && futureAt(line, days * day)),
      [
        { amount: 100, low: 100, high: 100 },
        { amount: 50, low: 0, high: 75 },
        { amount: 0, low: 0, high: 50 },
        { amount: undefined, low: 0, high: 0 },
      ],
    );
  });

  it('ends at the edge where it does not run out before', () => {
    const line = lineOf(1000, 4 * day);
    assert.deepStrictEqual(line && futureAt(line, 4 * day), { amount: 960, low: 920, high: 980 });
    assert.equal(line?.times.at(-1), 4 * day);
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
    const line = futureLine(balance, usage, forecastOf(balance, usage, 0), 0, 9 * day, renewal);
    assert.ok(line);
    const amountOn = (time: number) => {
      const amount = futureAt(line, time)?.amount;
      return amount === undefined ? undefined : Math.round(amount * 1e9) / 1e9;
    };
    assert.deepStrictEqual([4 * day, 5 * day, 6 * day, 7 * day, 9 * day].map(amountOn), [10, 0, undefined, 80, 60]);
    const later = futureAt(line, 8 * day);
    assert.deepStrictEqual(
      [later?.amount, later?.low, later?.high].map((amount) => Math.round(amount ?? 0)),
      [70, 60, 75],
    );
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
    assert.equal(futureLine(unlimited, usage, { expiries: [] }, 0, day), undefined);
  });
});
