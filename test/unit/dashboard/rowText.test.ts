import assert from 'node:assert/strict';
import type { DashboardAccount } from '../../../src/core/dashboard/dashboardAccount.ts';
import type { DashboardPool } from '../../../src/core/dashboard/dashboardPool.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';
import { PageFormat } from '../../../src/dashboard/pageFormat.ts';
import {
  learningWords,
  leftText,
  reasonText,
  runsOutText,
  stateTexts,
  trendText,
  usageText,
} from '../../../src/dashboard/rowText.ts';
import { sampleUsageRate } from '../../support/fakes/samples.ts';

const format = new PageFormat('en-US', false, 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const day = 24 * hour;

function account(change: Partial<DashboardAccount> = {}): DashboardAccount {
  return {
    id: 'mimir',
    label: 'Mimir',
    provider: 'Mimir',
    paused: false,
    refreshing: false,
    state: 'known',
    balanceAt: now - hour,
    canTopUp: true,
    rows: ['mimir'],
    ...change,
  };
}

function pool(change: Partial<DashboardPool> = {}): DashboardPool {
  return { id: 'mimir', label: 'Mimir', provider: 'Mimir', balance: { amount: 42, unit: credits, at: now }, ...change };
}

const left = (balance: Partial<DashboardPool['balance']>) =>
  leftText(pool({ balance: { unit: credits, at: now, ...balance } }), 'known', format);
const runsOut = (change: Partial<DashboardPool>, said?: string) => runsOutText(pool(change), said, format, now);

describe('a row of the overview', () => {
  it('says why an account needs attention, and what else matters about it', () => {
    assert.equal(reasonText(account(), format, now), undefined);
    assert.deepStrictEqual(stateTexts(account(), format, now), []);
    assert.equal(reasonText(account({ attention: { reason: 'blocked' } }), format, now), 'blocked');
    const invalid = account({ attention: { reason: 'invalidKey' }, state: 'stale', failure: { kind: 'unauthorized' } });
    assert.equal(reasonText(invalid, format, now), 'invalid key');
    assert.deepStrictEqual(stateTexts(invalid, format, now), ['1 h ago']);
    const limited = account({ state: 'stale', failure: { kind: 'offline' }, refreshing: true });
    assert.deepStrictEqual(stateTexts(limited, format, now), ['60 min ago', 'offline', 'checking'].with(0, '1 h ago'));
    assert.deepStrictEqual(stateTexts(account({ ...limited, refreshing: false, paused: true }), format, now), [
      'paused',
    ]);
  });

  it('says in a line and in full what a forecast still needs, and nothing where there is one or none will be', () => {
    assert.deepStrictEqual(learningWords(pool({ learning: { hours: 24, charges: 3 } }), format), {
      short: 'Forecast in 24 h and 3 charges',
      sentence: 'Forecast available after 24 more hours and 3 more charges',
    });
    assert.equal(learningWords(pool(), format), undefined);
  });

  it('says what is left, with its unit where that is not credits, and never zero for unknown', () => {
    assert.equal(left({ amount: 12_500 }), '12,500');
    assert.equal(left({ amount: 4.2, unit: currency('USD') }), '$4.20');
    assert.equal(left({ amount: 1_230_000, unit: count('characters') }), '1.23M characters');
    assert.equal(left({ unlimited: true }), 'unlimited');
    assert.equal(left({}), 'unknown');
    assert.equal(leftText(pool({ balance: undefined }), 'never', format), 'not checked yet');
    assert.equal(leftText(pool({ balance: undefined }), 'failed', format), 'unknown');
  });

  it('says how much is used a day', () => {
    assert.equal(usageText(pool({ usageRate: { ...sampleUsageRate, perDay: 24.3 } }), format), '24');
    assert.equal(usageText(pool(), format), '–');
  });

  it('says when it runs out and how long that is, once', () => {
    const forecast = { emptyAt: now + 4 * day };
    assert.deepStrictEqual(runsOut({ forecast }), { text: 'Nov 24', note: '4 d left' });
    assert.deepStrictEqual(runsOut({ forecast }, '4 d left'), { text: 'Nov 24', note: undefined });
    assert.deepStrictEqual(runsOut({ forecast: {} }), { text: 'not within 10 years', note: undefined });
    assert.deepStrictEqual(runsOut({ forecast: { emptyAt: now - 1 } }), { text: 'may have run out', note: undefined });
  });

  it('says what expires before, and that it is renewed before', () => {
    const nextExpiry = { amount: 264, at: now + 6 * day };
    assert.deepStrictEqual(runsOut({ forecast: { emptyAt: now + 9 * day }, nextExpiry }), {
      text: 'Nov 29',
      note: '~264 expire Nov 26',
    });
    assert.equal(runsOut({ forecast: { emptyAt: now + day }, nextExpiry }).note, '24 h left');
    const renewal = { at: now + 10 * day, source: 'stated' } as const;
    assert.deepStrictEqual(runsOut({ renewal, nextExpiry }), { text: 'renews Nov 30', note: '~264 expire Nov 26' });
    const empty = { amount: 0, unit: credits, at: now };
    assert.deepStrictEqual(runsOut({ renewal, balance: empty }), { text: 'renews Nov 30' });
  });

  it('says nothing of when where nothing is known', () => {
    for (const balance of [undefined, { unit: credits, at: now }, { unlimited: true, unit: credits, at: now }]) {
      assert.deepStrictEqual(runsOut({ balance, forecast: {} }), { text: '–' });
    }
  });

  it('says the trend in words', () => {
    const trend = [{ times: [now - day, now - hour], amounts: [120, 42], until: now }];
    assert.equal(trendText(pool({ trend }), '7 days', format), '7 days: from 120 to 42 credits');
    assert.equal(trendText(pool({ trend: [] }), '7 days', format), '7 days: no updates');
  });

  it('hides every amount while it is private, and no date', () => {
    const hidden = new PageFormat('en-US', true, 'UTC');
    const unit = currency('USD');
    assert.deepStrictEqual(
      [
        hidden.amount(4.2, unit),
        hidden.amountWithUnit(1, credits),
        hidden.exactAmount(7, credits),
        hidden.roughly(7, credits),
        hidden.roughlyWithUnit(7, unit),
        hidden.roughRange(1, 9, credits),
      ].map((text) => text.replace(/ credits?$/, '')),
      Array(6).fill('•••'),
    );
    assert.equal(hidden.date(now, now), 'Nov 20');
  });

  it('keeps words of another direction apart', () => {
    const arabic = new PageFormat('ar-EG', false, 'UTC');
    assert.match(arabic.date(now, now), /^\u2068.*\u2069$/);
    assert.doesNotMatch(format.date(now, now), /[\u2068\u2069]/);
  });
});
