import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import type { Balance } from '../../../../src/core/balance.ts';
import { Format } from '../../../../src/core/format.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../../src/core/summary.ts';
import { accountWords, balanceSentence } from '../../../../src/core/text/accountText.ts';
import { day, hour } from '../../../../src/core/time.ts';
import { count, credits, currency } from '../../../../src/core/unit.ts';
import { sampleAccount, sampleOutlook, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);

function summaryOf(reading?: Reading, change?: Partial<SummaryInput>, account?: Partial<Account>) {
  const [summary] = summarize(summaryInput([[sampleAccount(account), reading]], change)).accounts;
  assert.ok(summary);
  return summary;
}

const outlooks = new Map([['mimir', sampleOutlook({ emptyAt: now + 3.6 * day })]]);
const lots = [{ kind: 'Gift', remaining: 30, expiresAt: now + 2 * day }];

describe('the words of an account', () => {
  for (const { is, account, reading, change, short, long } of [
    { is: 'never checked', short: 'not checked yet' },
    { is: 'being checked for the first time', change: { refreshing: new Set(['mimir']) }, short: 'checking' },
    { is: 'known and fresh', reading: sampleReading(), short: '42', long: '42 credits' },
    {
      is: 'known with a forecast',
      reading: sampleReading(),
      change: { outlooks },
      short: '42 · 4 d left',
      long: '42 credits · 4 days left',
    },
    {
      is: 'low with a forecast',
      reading: sampleReading(),
      change: { outlooks, thresholds: { mimir: { low: 100 } } },
      short: '42 · low · 4 d left',
      long: '42 credits · low · 4 days left',
    },
    {
      is: 'about to run out, which the time says',
      reading: sampleReading(),
      change: { outlooks: new Map([['mimir', sampleOutlook({ emptyAt: now + 18 * hour })]]) },
      short: '42 · 18 h left',
      long: '42 credits · 18 hours left',
    },
    {
      is: 'about to expire, whatever time is left',
      reading: sampleReading({ balance: { pools: [{ unit: credits, amount: 42, lots }] } }),
      change: {
        outlooks: new Map([
          ['mimir', sampleOutlook({ expiries: [{ lot: lots[0] ?? assert.fail(), amount: 30, at: now + 2 * day }] })],
        ]),
      },
      short: '42 · expires Nov 22',
      long: '42 credits · expires Nov 22',
    },
    {
      is: 'stale, which has no forecast',
      reading: sampleReading({ balanceAt: now - 3 * hour }),
      change: { outlooks },
      short: '42 · 3 h ago',
      long: '42 credits · 3 hours ago',
    },
    {
      is: 'failing with a balance',
      reading: sampleReading({ failure: { kind: 'rateLimited', notBefore: now + hour } }),
      short: '42 · rate limited',
      long: '42 credits · just now · rate limited, retrying at 1:00 PM',
    },
    {
      is: 'failing without a balance',
      reading: sampleReading({ balance: undefined, balanceAt: undefined, failure: { kind: 'timeout' } }),
      short: 'timed out',
    },
    {
      is: 'of another unit',
      reading: sampleReading({ balance: { pools: [{ unit: count('characters'), amount: 1_234_567 }] } }),
      short: '1.23M characters',
    },
    {
      is: 'in a currency',
      reading: sampleReading({ balance: { pools: [{ unit: currency('USD'), amount: 4.2 }] } }),
      short: '$4.20',
    },
    {
      is: 'unknown after it was known',
      reading: sampleReading({
        balance: { pools: [{ unit: credits }] },
        lastAmounts: [{ pool: 'main', amount: 0, unit: credits, at: now - hour }],
      }),
      short: 'unknown (0 credits 1 h ago)',
    },
    {
      is: 'blocked, whatever is forecast',
      reading: sampleReading({ balance: { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false } }),
      change: { outlooks },
      short: 'blocked · 9,000',
      long: 'blocked · 9,000 credits',
    },
    {
      is: 'blocked a while ago, which is never a number alone',
      reading: sampleReading({
        balance: { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false },
        balanceAt: now - 3 * hour,
      }),
      short: 'blocked · 9,000 · 3 h ago',
      long: 'blocked · 9,000 credits · 3 hours ago',
    },
    {
      is: 'paused, with its last amount and age',
      account: { paused: true },
      reading: sampleReading({ balanceAt: now - 3 * hour, failure: { kind: 'timeout' } }),
      change: { outlooks },
      short: 'paused · 42 · 3 h ago',
      long: 'paused · 42 credits · 3 hours ago',
    },
    {
      is: 'of two pools, of which another than the lowest needs attention',
      reading: sampleReading({
        balance: {
          pools: [
            { id: 'searches', unit: count('searches'), amount: 5 },
            { id: 'checks', unit: count('checks'), amount: 300, lots },
          ],
        },
      }),
      change: {
        attention: { runsOut: 0, expiring: 7 * day },
        outlooks: new Map([
          [
            'mimir',
            {
              history: [],
              pools: new Map([
                [
                  'checks',
                  {
                    history: [],
                    usageRate: undefined,
                    forecast: {
                      emptyAt: undefined,
                      expiries: [{ lot: lots[0] ?? assert.fail(), amount: 200, at: now + 2 * day }],
                    },
                    fullAmount: undefined,
                  },
                ],
              ]),
            },
          ],
        ]),
      },
      short: '300 checks · expires Nov 22',
    },
  ] as readonly {
    is: string;
    account?: Partial<Account>;
    reading?: Reading;
    change?: Partial<SummaryInput>;
    short: string;
    long?: string;
  }[]) {
    it(`that is ${is} are "${short}"`, () => {
      const summary = summaryOf(reading, change, account);
      assert.deepStrictEqual(
        [accountWords(summary, format, now).join(' · '), accountWords(summary, format, now, 'long').join(' · ')],
        [short, long ?? short],
      );
    });
  }

  it('have no amount while amounts are hidden', () => {
    const hidden = new Format('en-US', 'UTC', { value: true });
    const summary = summaryOf(sampleReading(), { outlooks });
    assert.deepStrictEqual(
      [accountWords(summary, hidden, now), accountWords(summary, hidden, now, 'long')],
      [
        ['•••', '4 d left'],
        ['••• credits', '4 days left'],
      ],
    );
  });
});

describe('the result of a check in one line', () => {
  const lot = { kind: 'Top-up' };
  for (const { balance, sentence } of [
    { balance: { pools: [{ unit: credits, amount: 42 }] }, sentence: 'Olostep: 42 credits' },
    { balance: { pools: [{ unit: count('searches'), amount: 1 }] }, sentence: 'Olostep: 1 search' },
    {
      balance: { pools: [{ unit: credits, amount: 12500, lots: [lot, lot] }] },
      sentence: 'Olostep: 12,500 credits in 2 lots',
    },
    { balance: { pools: [{ unit: credits, amount: 1, lots: [lot] }] }, sentence: 'Olostep: 1 credit in 1 lot' },
    { balance: { pools: [{ unit: credits, amount: 5, lots: [] }] }, sentence: 'Olostep: 5 credits' },
    { balance: { pools: [{ unit: credits, unlimited: true }] }, sentence: 'Olostep: unlimited' },
    {
      balance: {
        pools: [
          { unit: currency('USD'), amount: 4.2 },
          { unit: currency('CNY'), amount: 12 },
        ],
      },
      sentence: 'Olostep: $4.20, CN¥12.00',
    },
    { balance: { pools: [{ unit: credits }] }, sentence: 'Olostep: valid key, unknown balance' },
    {
      balance: { pools: [{ unit: credits, amount: 2500 }], usageAllowed: false },
      sentence: 'Olostep has blocked usage (2,500 credits left).',
    },
    {
      balance: {
        pools: [
          { unit: count('searches'), amount: 5 },
          { unit: currency('USD'), amount: 4.2 },
        ],
        usageAllowed: false,
      },
      sentence: 'Olostep has blocked usage (5 searches left, $4.20 left).',
    },
    { balance: { pools: [{ unit: credits }], usageAllowed: false }, sentence: 'Olostep has blocked usage.' },
  ] as readonly { balance: Balance; sentence: string }[]) {
    it(`is "${sentence}"`, () => assert.equal(balanceSentence('Olostep', balance, format), sentence));
  }
});
