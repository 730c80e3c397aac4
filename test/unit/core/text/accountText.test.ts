import assert from 'node:assert/strict';
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

function summaryOf(reading?: Reading, change?: Partial<SummaryInput>) {
  const [summary] = summarize(summaryInput([[sampleAccount(), reading]], change)).accounts;
  assert.ok(summary);
  return summary;
}

const outlooks = new Map([['mimir', sampleOutlook({ emptyAt: now + 3.6 * day })]]);

describe('the words of an account', () => {
  for (const { is, reading, change, words } of [
    { is: 'never checked', words: ['not checked yet'] },
    { is: 'being checked for the first time', change: { refreshing: new Set(['mimir']) }, words: ['checking'] },
    { is: 'known and fresh', reading: sampleReading(), words: ['42 credits'] },
    { is: 'known with a forecast', reading: sampleReading(), change: { outlooks }, words: ['42 credits', '4 d left'] },
    {
      is: 'low with a forecast',
      reading: sampleReading(),
      change: { outlooks, thresholds: { mimir: { low: 100 } } },
      words: ['42 credits', 'low', '4 d left'],
    },
    {
      is: 'stale',
      reading: sampleReading({ balanceAt: now - 3 * hour }),
      words: ['42 credits', '3 h ago'],
    },
    {
      is: 'failing with a balance',
      reading: sampleReading({ failure: { kind: 'rateLimited' } }),
      words: ['42 credits', 'just now', 'rate limited'],
    },
    {
      is: 'failing without a balance',
      reading: sampleReading({ balance: undefined, balanceAt: undefined, failure: { kind: 'timeout' } }),
      words: ['timed out'],
    },
    {
      is: 'unknown after it was known',
      reading: sampleReading({
        balance: { pools: [{ unit: credits }] },
        lastAmounts: [{ pool: 'main', amount: 0, unit: credits, at: now - hour }],
      }),
      words: ['unknown (0 credits 1 h ago)'],
    },
    {
      is: 'blocked, whatever is forecast',
      reading: sampleReading({ balance: { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false } }),
      change: { outlooks },
      words: ['blocked', '9,000 credits'],
    },
  ] as readonly {
    is: string;
    reading?: Reading;
    change?: Partial<SummaryInput>;
    words: readonly string[];
  }[]) {
    it(`that is ${is} are "${words.join(' · ')}"`, () => {
      assert.deepStrictEqual(accountWords(summaryOf(reading, change), format, now), words);
    });
  }

  it('have no abbreviations where they are read out', () => {
    const summary = summaryOf(sampleReading({ balanceAt: now - 3 * hour }), { outlooks });
    assert.deepStrictEqual(accountWords(summary, format, now, 'long'), ['42 credits', '4 days left', '3 hours ago']);
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
      sentence: 'Olostep: 2,500 credits. Usage is blocked by the service',
    },
  ] as readonly { balance: Balance; sentence: string }[]) {
    it(`is "${sentence}"`, () => assert.equal(balanceSentence('Olostep', balance, format), sentence));
  }
});
