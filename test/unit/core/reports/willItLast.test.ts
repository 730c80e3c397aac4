import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Balance, Lot } from '../../../../src/core/balance.ts';
import type { History, Point } from '../../../../src/core/history/record/series.ts';
import { byUrgency, type Lasting, willItLast } from '../../../../src/core/reports/willItLast.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';
import { seriesByDate } from '../../../support/fakes/seriesByDate.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 20, 12);

/** A month of which each hour used a 24th of `perDay`, down to `amount` now. */
function steadyUse(perDay: number, amount: number): History {
  const points = Array.from({ length: 30 * 24 + 1 }, (_, index): Point => {
    const at = now - (30 * 24 - index) * hour;
    return { at, until: at, amount: amount + (perDay * (now - at)) / day };
  });
  return [{ ...seriesByDate([]), points }];
}

const readingOf = (balance: Partial<Balance>) =>
  sampleReading({ checkedAt: now, balanceAt: now, balance: { unit: credits, ...balance } });

const ask = (balance: Partial<Balance>, days: number, history: History = steadyUse(24, balance.amount ?? 0)) =>
  willItLast(readingOf(balance), history, now + days * day);

describe('whether an account lasts', () => {
  it('is yes with what is left when there is enough', () => {
    const found = ask({ amount: 1000 }, 30);
    assert.ok(found.answer === 'yes');
    assert.ok(Math.abs(found.left - 280) < 1 && Math.abs(found.perDay - 24) < 0.1, JSON.stringify(found));
    assert.deepStrictEqual([found.amount, found.shortAtMost], [1000, 0]);
  });

  it('is yes with what may be missing when it is a near thing', () => {
    const found = ask({ amount: 725 }, 30);
    assert.ok(found.answer === 'yes' && found.left < 6 && found.shortAtMost > 0, JSON.stringify(found));
  });

  it('is no with what is missing, in its range, and the day it runs out', () => {
    const found = ask({ amount: 480 }, 30);
    assert.ok(found.answer === 'no' && found.short && found.emptyAt !== undefined);
    const { about, least, most } = found.short;
    assert.ok(Math.abs(about - 240) < 1 && least < about && about < most, JSON.stringify(found));
    assert.ok(Math.abs(found.emptyAt - (now + 20 * day)) < hour);
  });

  it('does not count on what expiries before, and counts on what expiries after', () => {
    const lot = (days: number): Lot => ({ kind: 'Gift', remaining: 500, expiresAt: now + days * day });
    assert.equal(ask({ amount: 1000, lots: [lot(5)] }, 30).answer, 'no');
    assert.equal(ask({ amount: 1000, lots: [lot(31)] }, 30).answer, 'yes');
  });

  it('is no for what is empty, with the debt in what is missing', () => {
    const found = ask({ amount: -10 }, 30, steadyUse(24, 0));
    assert.ok(found.answer === 'no' && found.emptyAt === now && found.short);
    assert.ok(Math.abs(found.short.about - 730) < 1, JSON.stringify(found));
  });

  it('is no for what is empty though no pace is known', () => {
    assert.deepStrictEqual(ask({ amount: 0 }, 30, []), { answer: 'no', amount: 0, emptyAt: now });
  });

  it('is no for what is empty though the clock was set back since it was read', () => {
    assert.equal(ask({ amount: 0 }, -30, steadyUse(24, 0)).answer, 'no');
  });

  it('is not known while the pace is learnt', () => {
    assert.deepStrictEqual(ask({ amount: 5 }, 30, []), { answer: 'learning', amount: 5 });
  });

  it('is no question where there is no limit', () => {
    assert.deepStrictEqual(ask({ unlimited: true, amount: 0 }, 30), { answer: 'unlimited' });
  });

  it('is unknown where no amount is, whatever there was before', () => {
    assert.deepStrictEqual(ask({}, 30, steadyUse(24, 100)), { answer: 'unknown' });
    assert.deepStrictEqual(willItLast(undefined, steadyUse(24, 100), now + day), { answer: 'unknown' });
    const failed = sampleReading({ balance: undefined, balanceAt: undefined, failure: { kind: 'offline' } });
    assert.deepStrictEqual(willItLast(failed, [], now + day), { answer: 'unknown' });
  });

  it('is reckoned from the time of the balance, not from a time at which nobody looked', () => {
    const reading = sampleReading({ checkedAt: now + 20 * day, balanceAt: now, failure: { kind: 'offline' } });
    const balance = { unit: credits, amount: 480 };
    assert.equal(willItLast({ ...reading, balance }, steadyUse(24, 480), now + 21 * day).answer, 'no');
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
      { numRuns: 50 },
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
      all.toSorted(byUrgency).map((found) => (found.answer === 'no' ? (found.emptyAt ?? 'never') : found.answer)),
      [now, now + day, 'never', 'unknown', 'learning', 'yes', 'unlimited'],
    );
  });
});
