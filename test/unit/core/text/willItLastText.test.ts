import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import type { Lasting } from '../../../../src/core/reports/willItLast.ts';
import { lastingDetail, lastingLabel } from '../../../../src/core/text/willItLastText.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-GB', 'UTC');
const yes = { answer: 'yes', amount: 2000, perDay: 12.04, left: 1243.7, shortAtMost: 0 } as const;
const no = {
  answer: 'no',
  amount: 500,
  short: { about: 321.6, least: 249.7, most: 401 },
  emptyAt: Date.UTC(2026, 11, 14),
} as const;

function detail(lasting: Lasting, change: Partial<Reading> = {}, stale = false): string {
  return lastingDetail(lasting, sampleReading(change), { day: Date.UTC(2026, 11, 31), stale, now, format });
}

const dollars = { balance: { unit: { kind: 'currency', name: 'USD' } as const, amount: 20 } };

describe('what is said of an account that', () => {
  for (const { is, said, expected } of [
    {
      is: 'lasts',
      said: detail(yes),
      expected: 'about 1,240 of 2,000 credits are left on 31 December 2026, at 12 a day',
    },
    {
      is: 'lasts in a currency',
      said: detail({ answer: 'yes', amount: 20, perDay: 0.123, left: 14.567, shortAtMost: 0 }, dollars),
      expected: 'about US$15.00 of US$20.00 are left on 31 December 2026, at US$0.12 a day',
    },
    {
      is: 'may just not last',
      said: detail({ ...yes, left: 40, shortAtMost: 61.2 }),
      expected:
        'about 40 of 2,000 credits are left on 31 December 2026, at 12 a day; about 61 credits short at the fastest that is likely',
    },
    {
      is: 'falls short',
      said: detail(no),
      expected: 'runs out about 14 December 2026, about 322 credits short (between 250 and 401)',
    },
    {
      is: 'may fall short of nothing at all',
      said: detail({ ...no, short: { ...no.short, least: 0 } }),
      expected: 'runs out about 14 December 2026, about 322 credits short (at most 401)',
    },
    {
      is: 'falls short for sure',
      said: detail({ ...no, short: { about: 1, least: 1, most: 1 } }),
      expected: 'runs out about 14 December 2026, about 1 credit short',
    },
    {
      is: 'has run out since it was read',
      said: detail({ ...no, short: undefined, emptyAt: now - 1 }),
      expected: 'has run out by now at its pace',
    },
    { is: 'is empty', said: detail({ answer: 'no', amount: 0, emptyAt: now }), expected: 'is empty' },
    {
      is: 'is in debt',
      said: detail({ answer: 'no', amount: -5, emptyAt: now, short: { about: 30, least: 20, most: 40 } }),
      expected: 'is empty, about 30 credits short (between 20 and 40)',
    },
    {
      is: 'is still learnt',
      said: detail({ answer: 'learning', amount: 42 }),
      expected: '42 credits now; a pace takes a day of readings with three uses',
    },
    {
      is: 'has no limit',
      said: detail({ answer: 'unlimited' }, { balance: { pools: [{ unit: credits, unlimited: true }] } }),
      expected: 'it does not run out',
    },
    {
      is: 'says no amount',
      said: detail({ answer: 'unknown' }, { balance: { pools: [{ unit: credits }] } }),
      expected: 'the service names no balance',
    },
    {
      is: 'was never read',
      said: lastingDetail({ answer: 'unknown' }, undefined, { day: now, stale: false, now, format }),
      expected: 'not checked yet',
    },
    {
      is: 'was never read because its checks fail',
      said: detail(
        { answer: 'unknown' },
        { balance: undefined, balanceAt: undefined, failure: { kind: 'unauthorized' } },
      ),
      expected: 'key not accepted',
    },
    {
      is: 'is not fresh and blocked',
      said: detail(
        no,
        {
          balance: { pools: [{ unit: credits, amount: 500 }], usageAllowed: false },
          balanceAt: now - 5 * 3_600_000,
          failure: { kind: 'offline' },
        },
        true,
      ),
      expected:
        'runs out about 14 December 2026, about 322 credits short (between 250 and 401); use is blocked by the service now; last read 5 h ago; offline',
    },
  ]) {
    it(is, () => assert.equal(said, expected));
  }

  it('has the answer beside its name', () => {
    const answers: readonly Lasting[] = [
      yes,
      no,
      { answer: 'learning', amount: 1 },
      { answer: 'unlimited' },
      { answer: 'unknown' },
    ];
    assert.deepStrictEqual(
      answers.map((answer) => lastingLabel('Bloom', answer)),
      ['Bloom: yes', 'Bloom: no', 'Bloom: still learning', 'Bloom: yes, unlimited', 'Bloom: unknown'],
    );
  });
});
