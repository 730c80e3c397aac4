import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Lot, Pool } from '../../../../src/core/balance.ts';
import { outlookOf } from '../../../../src/core/history/forecast/outlook.ts';
import type { History } from '../../../../src/core/history/series.ts';
import { byUrgency, type Lasting, willItLast } from '../../../../src/core/reports/willItLast.ts';
import { day, hour } from '../../../../src/core/time.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleReading, sampleSeries } from '../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);

/** A month in which each hour used a 24th of `perDay`, down to `amount` now. */
function steadyUsage(perDay: number, amount: number): History {
  const points = Array.from({ length: 30 * 24 + 1 }, (_, index) => {
    const at = now - (30 * 24 - index) * hour;
    return { at, until: at, amount: amount + (perDay * (now - at)) / day };
  });
  return [sampleSeries(points)];
}

/** Whether a pool lasts for some days. */
function ask(change: Partial<Pool>, days: number, history: History = steadyUsage(24, change.amount ?? 0)): Lasting {
  const pool = { unit: credits, ...change };
  const reading = sampleReading({ balanceAt: now, balance: { pools: [pool] } });
  return willItLast(pool, outlookOf(history, reading).pools.get('main'), now, now + days * day);
}

describe('whether a pool lasts', () => {
  it('is yes with how much is left when there is enough', () => {
    const answer = ask({ amount: 1000 }, 30);
    assert.ok(answer.answer === 'yes');
    assert.ok(Math.abs(answer.left - 280) < 1 && Math.abs(answer.perDay - 24) < 0.1, JSON.stringify(answer));
    assert.deepStrictEqual([answer.amount, answer.shortAtMost], [1000, 0]);
  });

  it('is yes with how much may be missing when it is a near thing', () => {
    const answer = ask({ amount: 725 }, 30);
    assert.ok(answer.answer === 'yes' && answer.left < 6 && answer.shortAtMost > 0, JSON.stringify(answer));
  });

  it('is no with how much is missing, its range, and the day it runs out', () => {
    const answer = ask({ amount: 480 }, 30);
    assert.ok(answer.answer === 'no' && answer.short && answer.emptyAt !== undefined);
    const { about, least, most } = answer.short;
    assert.ok(Math.abs(about - 240) < 1 && least < about && about < most, JSON.stringify(answer));
    assert.ok(Math.abs(answer.emptyAt - (now + 20 * day)) < hour);
  });

  it('does not count on a lot that expires before, and counts on one that expires after', () => {
    const lot = (days: number): Lot => ({ kind: 'Gift', remaining: 500, expiresAt: now + days * day });
    assert.equal(ask({ amount: 1000, lots: [lot(5)] }, 30).answer, 'no');
    assert.equal(ask({ amount: 1000, lots: [lot(31)] }, 30).answer, 'yes');
  });

  it('counts on the renewals before, stated or seen, and says on which', () => {
    const renewed = ask({ amount: 480, renewsAt: now + 15 * day, allowance: 500 }, 30);
    assert.ok(renewed.answer === 'yes' && Math.abs(renewed.left - 140) < 1, JSON.stringify(renewed));
    assert.equal(renewed.renewal?.at, now + 15 * day);
    const later = ask({ amount: 480, renewsAt: now + 31 * day, allowance: 500 }, 30);
    assert.ok(later.answer === 'no' && later.renewal === undefined);
    const between = ask({ amount: 240, renewsAt: now + 15 * day, allowance: 500 }, 30);
    assert.ok(between.answer === 'no' && between.short && between.emptyAt !== undefined);
    assert.ok(Math.abs(between.short.about - 120) < 1 && Math.abs(between.emptyAt - (now + 10 * day)) < hour);
    const after = ask({ amount: 480, renewsAt: now + 5 * day, allowance: 480 }, 30);
    assert.ok(after.answer === 'no' && Math.abs((after.emptyAt ?? 0) - (now + 25 * day)) < hour, JSON.stringify(after));
  });

  it('is no for an empty pool, with its debt in what is missing', () => {
    const answer = ask({ amount: -10 }, 30, steadyUsage(24, 0));
    assert.ok(answer.answer === 'no' && answer.emptyAt === now && answer.short);
    assert.ok(Math.abs(answer.short.about - 730) < 1, JSON.stringify(answer));
  });

  it('is no for an empty pool though no usage rate is known', () => {
    assert.deepStrictEqual(ask({ amount: 0 }, 30, []), { answer: 'no', amount: 0, emptyAt: now });
  });

  it('is no for an empty pool though the clock was set back since it was read', () => {
    assert.equal(ask({ amount: 0 }, -30, steadyUsage(24, 0)).answer, 'no');
  });

  it('is not known without a usage rate, for which it says what is missing', () => {
    const learning = { hours: 24, charges: 3 };
    assert.deepStrictEqual(ask({ amount: 5 }, 30, []), { answer: 'learning', amount: 5, learning });
  });

  it('is no question for an unlimited pool', () => {
    assert.deepStrictEqual(ask({ unlimited: true, amount: 0 }, 30), { answer: 'unlimited' });
  });

  it('is unknown without an amount, whatever it was before', () => {
    assert.deepStrictEqual(ask({}, 30, steadyUsage(24, 100)), { answer: 'unknown' });
    assert.deepStrictEqual(willItLast(undefined, undefined, now, now + day), { answer: 'unknown' });
    assert.deepStrictEqual(willItLast({ unit: credits, amount: 5 }, undefined, undefined, now), { answer: 'unknown' });
  });

  it('is no longer yes at a later date once it is no', () => {
    const anyDay = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), anyDay, anyDay, (amount, a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((days) => ask({ amount }, days));
        if (later?.answer === 'yes') assert.equal(sooner?.answer, 'yes');
        if (sooner?.answer === 'no' && later?.answer === 'no') {
          assert.ok((sooner.short?.about ?? 0) <= (later.short?.about ?? 0));
          assert.equal(sooner.emptyAt, later.emptyAt);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the answers', () => {
  it('begin with those that fall short, of these with the one that runs out first', () => {
    const yes = { answer: 'yes', amount: 1, perDay: 1, left: 1, shortAtMost: 0 } as const;
    const all: readonly Lasting[] = [
      { answer: 'unlimited' },
      yes,
      { answer: 'no', amount: 1 },
      { answer: 'learning', amount: 1 },
      { answer: 'no', amount: 1, emptyAt: now + day },
      { answer: 'unknown' },
      { answer: 'no', amount: 1, emptyAt: now },
    ];
    assert.deepStrictEqual(
      all.toSorted(byUrgency).map((answer) => (answer.answer === 'no' ? (answer.emptyAt ?? 'never') : answer.answer)),
      [now, now + day, 'never', 'unknown', 'learning', 'yes', 'unlimited'],
    );
  });
});
