import assert from 'node:assert/strict';
import type { Lot, Pool } from '../../../../../src/core/balance.ts';
import { forecastOf, leftAt } from '../../../../../src/core/history/forecast/forecast.ts';
import type { UsageForecast } from '../../../../../src/core/history/forecast/usageForecast.ts';
import { day } from '../../../../../src/core/time.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { evenUsage } from '../../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 2, 2, 9);

function rate(perDay: number, low = perDay, high = perDay): UsageForecast {
  return evenUsage(perDay, low, high, now);
}

function holding(amount: number | undefined, ...lots: readonly Lot[]): Pool {
  return { amount, unit: credits, lots };
}

function lot(kind: string, remaining: number, days: number | undefined): Lot {
  return { kind, allocated: 1000, remaining, expiresAt: days === undefined ? undefined : now + days * day };
}

/** In days from now. */
function forecast(pool: Pool, usage: UsageForecast) {
  const { emptyAt, earliest, latest, expiries } = forecastOf(pool, usage, now);
  const days = (time: number | undefined) => time && Number(((time - now) / day).toFixed(6));
  return {
    empty: [earliest, emptyAt, latest].map(days),
    expiries: expiries.map(({ lot: { kind }, amount, at }) => [kind, Number(amount.toFixed(6)), days(at)]),
  };
}

describe('forecastOf', () => {
  it('says when the amount runs out, at the earliest and at the latest', () => {
    assert.deepStrictEqual(forecast(holding(100), rate(10, 5, 20)), { empty: [5, 10, 20], expiries: [] });
  });

  it('says no date that is more than ten years away', () => {
    assert.deepStrictEqual(forecast(holding(100_000), rate(10, 1, 100)), {
      empty: [1000, undefined, undefined],
      expiries: [],
    });
    assert.deepStrictEqual(forecast(holding(100), rate(10, 0, 20)).empty, [5, 10, undefined]);
  });

  it('says nothing about an unlimited pool, or one without a known amount', () => {
    const lots = [lot('A', 50, 3)];
    assert.deepStrictEqual(forecastOf({ amount: 5, unit: credits, unlimited: true, lots }, rate(1), now), {
      expiries: [],
    });
    assert.deepStrictEqual(forecastOf(holding(undefined, ...lots), rate(1), now), { expiries: [] });
  });

  it('says of an empty pool and of a debt that it has run out', () => {
    for (const amount of [0, -5]) {
      assert.deepStrictEqual(forecastOf(holding(amount, lot('A', 50, 3)), rate(10, 5, 20), now), {
        emptyAt: now,
        earliest: now,
        latest: now,
        riskyFrom: now,
        expiries: [],
      });
    }
  });

  it('says what is left of a lot at its expiry, and how much sooner the rest is empty', () => {
    // Ten days at 68 leave 320 of the thousand.
    assert.deepStrictEqual(forecast(holding(1000, lot('Trial', 1000, 10)), rate(68)), {
      empty: [10, 10, 10],
      expiries: [['Trial', 320, 10]],
    });
    assert.deepStrictEqual(forecast(holding(1680, lot('Trial', 1000, 10)), rate(68)), {
      empty: [20, 20, 20],
      expiries: [['Trial', 320, 10]],
    });
  });

  it('uses the lot first that expires first, in whatever order they are listed', () => {
    const pool = holding(300, lot('Late', 100, 20), lot('Soon', 100, 5), lot('Never', 100, undefined));
    assert.deepStrictEqual(forecast(pool, rate(10)), {
      empty: [25, 25, 25],
      expiries: [['Soon', 50, 5]],
    });
  });

  it('goes on with the next lot when one is used up', () => {
    const pool = holding(300, lot('A', 30, 5), lot('B', 100, 8), lot('C', 170, 400));
    // 30 of A and 20 of B in five days, 30 more of B in three: 50 of it expire.
    assert.deepStrictEqual(forecast(pool, rate(10)), { empty: [25, 25, 25], expiries: [['B', 50, 8]] });
  });

  it('says no expiry of a lot that is used up to the very last on its day', () => {
    assert.deepStrictEqual(forecast(holding(100, lot('A', 100, 10)), rate(10)), { empty: [10, 10, 10], expiries: [] });
  });

  it('takes two lots that expire together for two', () => {
    assert.deepStrictEqual(forecast(holding(300, lot('A', 100, 5), lot('B', 100, 5)), rate(10)), {
      empty: [15, 15, 15],
      expiries: [
        ['A', 50, 5],
        ['B', 100, 5],
      ],
    });
  });

  it('leaves out lots that are pending, have expired, or do not say what they hold', () => {
    const odd = [
      { ...lot('Pending', 50, 3), pending: true },
      lot('Expired', 50, -1),
      lot('Now', 50, 0),
      { kind: 'Unknown', expiresAt: now + day },
      lot('Empty', 0, 3),
    ];
    assert.deepStrictEqual(forecast(holding(100, ...odd), rate(10)), { empty: [10, 10, 10], expiries: [] });
  });

  it('believes the amount where the lots hold more', () => {
    const pool = holding(150, lot('A', 100, 1), lot('B', 100, 400));
    // Ten are used and ninety expire on the first day: fifty are left for five days.
    assert.deepStrictEqual(forecast(pool, rate(10)), { empty: [6, 6, 6], expiries: [['A', 90, 1]] });
    assert.deepStrictEqual(forecast(holding(50, lot('A', 100, 1)), rate(10)), {
      empty: [1, 1, 1],
      expiries: [['A', 40, 1]],
    });
  });

  it('uses what is in no lot last', () => {
    assert.deepStrictEqual(forecast(holding(1000, lot('A', 100, 10)), rate(10)), {
      empty: [100, 100, 100],
      expiries: [],
    });
  });
});

describe('leftAt', () => {
  it('says what is left at a time, after what is used and what expires by then', () => {
    const pool = holding(300, lot('A', 100, 5));
    assert.deepStrictEqual(leftAt(pool, rate(10).expected, now, now + 4 * day), { left: 260, short: 0 });
    assert.deepStrictEqual(leftAt(pool, rate(10).expected, now, now + 5 * day), { left: 200, short: 0 });
    assert.deepStrictEqual(leftAt(pool, rate(10).expected, now, now + 10 * day), { left: 150, short: 0 });
  });

  it('says what is short after it has run out', () => {
    assert.deepStrictEqual(leftAt(holding(100), rate(10).expected, now, now + 15 * day), { left: 0, short: 50 });
    assert.deepStrictEqual(leftAt(holding(100, lot('A', 100, 5)), rate(10).expected, now, now + 15 * day), {
      left: 0,
      short: 100,
    });
    assert.deepStrictEqual(leftAt(holding(0), rate(10).expected, now, now + 2 * day), { left: 0, short: 20 });
  });

  it('adds a debt to what is short', () => {
    assert.deepStrictEqual(leftAt(holding(-5), rate(10).expected, now, now + 2 * day), { left: 0, short: 25 });
  });

  it('says of now, and of a time that has passed, what is left now', () => {
    assert.deepStrictEqual(leftAt(holding(100), rate(10).expected, now, now), { left: 100, short: 0 });
    assert.deepStrictEqual(leftAt(holding(100), rate(10).expected, now, now - day), { left: 100, short: 0 });
  });

  it('lasts for ever where nothing is used', () => {
    assert.deepStrictEqual(leftAt(holding(100), rate(0).expected, now, now + 9000 * day), { left: 100, short: 0 });
  });

  it('never makes up an amount', () => {
    assert.deepStrictEqual(leftAt({ unit: credits, unlimited: true }, rate(10).expected, now, now + day), {
      left: Number.POSITIVE_INFINITY,
      short: 0,
    });
    assert.deepStrictEqual(leftAt(holding(undefined), rate(10).expected, now, now + day), {
      left: Number.NaN,
      short: Number.NaN,
    });
  });
});
