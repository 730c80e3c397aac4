import assert from 'node:assert/strict';
import type { Lot, Pool } from '../../../../../src/core/balance.ts';
import {
  atRenewal,
  leftWithRenewals,
  renewalsUntil,
  runOutOf,
  runsOutAt,
} from '../../../../../src/core/history/forecast/afterRenewals.ts';
import { forecastOf } from '../../../../../src/core/history/forecast/forecast.ts';
import type { Renewal } from '../../../../../src/core/history/forecast/renewal.ts';
import type { UsageRate } from '../../../../../src/core/history/forecast/usageRate.ts';
import { day } from '../../../../../src/core/time.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { evenUsage } from '../../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 2, 2, 9);

function rate(perDay: number): UsageRate {
  return { perDay, low: perDay / 2, high: 2 * perDay, from: now - 7 * day, to: now };
}

const usage = evenUsage(10, 5, 20, now);

function holding(amount: number | undefined, ...lots: readonly Lot[]): Pool {
  return { amount, unit: credits, lots };
}

const weekly = { kind: 'days', days: 7 } as const;

function renewal(days: number, more: Partial<Renewal> = {}): Renewal {
  return { at: now + days * day, source: 'seen', ...more };
}

/** How much is left, is short, and when it is first empty, after some days at 10 a day. */
function leftAfter(pool: Pool, next: Renewal | undefined, ...days: readonly number[]) {
  const times = days.map((count) => now + count * day);
  return leftWithRenewals(pool, next, usage.expected, now, times).map(({ left, short, emptyAt }) => [
    Math.round(left * 1e6) / 1e6,
    Math.round(short * 1e6) / 1e6,
    ...(emptyAt === undefined ? [] : [Math.round((emptyAt - now) / day)]),
  ]);
}

describe('runsOutAt', () => {
  const runOut = (amount: number, next?: Renewal) => {
    const at = runsOutAt({ forecast: forecastOf(holding(amount), usage, now), usageRate: rate(10), renewal: next });
    return at === undefined ? undefined : (at - now) / day;
  };

  it('is when the pool is empty, if it is renewed later or not at all', () => {
    assert.equal(runOut(100), 10);
    assert.equal(runOut(100, renewal(11, { amount: 100 })), 10);
  });

  it('is never where the pool is renewed before, or no run-out is known', () => {
    assert.equal(runOut(100, renewal(9, { amount: 100 })), undefined);
    assert.equal(runOut(100, renewal(9)), undefined);
    assert.equal(runsOutAt({ forecast: undefined, usageRate: undefined }), undefined);
    assert.equal(runsOutAt(undefined), undefined);
  });

  it('is after some renewals where they add less than is used', () => {
    assert.equal(runOut(100, renewal(7, { adds: 20, every: weekly })), 12);
    assert.equal(runOut(100, renewal(3, { adds: 40, every: weekly })), 22);
    assert.equal(runOut(100, renewal(7, { adds: 70, every: weekly })), undefined);
  });

  it('has a likely range only where it is the forecast itself', () => {
    const forecast = { emptyAt: now + 10 * day, earliest: now + 5 * day, latest: now + 20 * day, expiries: [] };
    const outlook = (next?: Renewal) => ({ forecast, usageRate: rate(10), renewal: next });
    assert.equal(runOutOf(outlook()), forecast);
    assert.equal(runOutOf(outlook(renewal(9, { amount: 5 }))), undefined);
    assert.deepStrictEqual(runOutOf(outlook(renewal(7, { adds: 20, every: weekly }))), {
      emptyAt: now + 12 * day,
      earliest: forecast.earliest,
    });
    assert.equal(runOutOf(undefined), undefined);
  });
});

describe('what is left after renewals', () => {
  it('is what is left without any', () => {
    assert.deepStrictEqual(leftAfter(holding(100), undefined, 4, 15), [
      [60, 0],
      [0, 50, 10],
    ]);
  });

  it('is filled up to an amount, again and again where it is known how often', () => {
    assert.deepStrictEqual(leftAfter(holding(50), renewal(4, { amount: 60, every: weekly }), 3, 4, 6, 11), [
      [20, 0],
      [60, 0],
      [40, 0],
      [60, 10, 10],
    ]);
    assert.deepStrictEqual(leftAfter(holding(50), renewal(4, { amount: 60 }), 11), [[0, 10, 10]]);
  });

  it('adds up what is short before each renewal, and says when it was empty first', () => {
    assert.deepStrictEqual(leftAfter(holding(20), renewal(4, { amount: 60, every: weekly }), 12), [[50, 30, 2]]);
  });

  it('keeps what was bought beyond the amount it is filled up to', () => {
    assert.deepStrictEqual(leftAfter(holding(500), renewal(4, { amount: 60 }), 5), [[450, 0]]);
  });

  it('is more by what is added', () => {
    assert.deepStrictEqual(leftAfter(holding(50), renewal(4, { adds: 100, every: weekly }), 4, 11), [
      [110, 0],
      [140, 0],
    ]);
  });

  it('has another lot in place of the one that expires, which expires with the next', () => {
    const lot = { kind: 'Subscription', allocated: 100, remaining: 60, expiresAt: now + 4 * day };
    const pack = { kind: 'Pack', allocated: 50, remaining: 50, expiresAt: now + 30 * day };
    const next = renewal(4, { adds: 100, lot, every: weekly });
    // Of the first lot 20 expire, of the second 30; the pack is not touched.
    assert.deepStrictEqual(leftAfter(holding(110, lot, pack), next, 3, 4, 10, 11), [
      [80, 0],
      [150, 0],
      [90, 0],
      [150, 0],
    ]);
    const { left = 0, after } = atRenewal(holding(110, lot, pack), next, usage.expected, now) ?? {};
    assert.deepStrictEqual([Math.round(left), after], [70, 150]);
  });

  it('is as without a renewal of which it is not known what it brings', () => {
    assert.deepStrictEqual(leftAfter(holding(100), renewal(4), 15), [[0, 50, 10]]);
  });

  it('counts a renewal that is due at once', () => {
    assert.deepStrictEqual(leftAfter(holding(0), renewal(-0.1, { amount: 60 }), 1), [[50, 0]]);
  });
});

describe('a pool at its renewal', () => {
  it('has so much left, or was empty for so long', () => {
    const at = (amount: number | undefined, days: number) => {
      const found = atRenewal(holding(amount), renewal(days, { amount: 1000 }), usage.expected, now);
      return found && [Math.round(found.left), Math.round(found.short / day), found.after];
    };
    assert.deepStrictEqual(at(100, 4), [60, 0, 1000]);
    assert.deepStrictEqual(at(100, 13), [0, 3, 1000]);
    assert.equal(at(undefined, 4), undefined);
    assert.equal(atRenewal(holding(100), renewal(4), usage.expected, now)?.after, undefined);
  });

  it('is renewed at all times that are known', () => {
    assert.deepStrictEqual(renewalsUntil(renewal(4), now + 60 * day), [now + 4 * day]);
    assert.deepStrictEqual(renewalsUntil(renewal(4, { every: weekly }), now + 11 * day), [
      now + 4 * day,
      now + 11 * day,
    ]);
    assert.deepStrictEqual(renewalsUntil(renewal(4), now), []);
  });
});
