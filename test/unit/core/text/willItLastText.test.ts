import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import type { Lasting } from '../../../../src/core/reports/willItLast.ts';
import { lastingDetail, lastingLabel } from '../../../../src/core/text/willItLastText.ts';
import { hour } from '../../../../src/core/time.ts';
import { credits, currency, type Unit } from '../../../../src/core/unit.ts';
import { sampleReading } from '../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-US', 'UTC');
const yes = { answer: 'yes', amount: 2000, perDay: 12.04, left: 1243.7, shortAtMost: 0 } as const;
const no = {
  answer: 'no',
  amount: 500,
  short: { about: 321.6, least: 249.7, most: 401 },
  emptyAt: Date.UTC(2026, 11, 14),
} as const;

function text(lasting: Lasting, change: Partial<Reading> = {}, stale = false, unit: Unit = credits): string {
  const question = { day: Date.UTC(2026, 11, 31), unit, stale, now, format };
  const detail = lastingDetail(lasting, sampleReading(change), question);
  return `${lastingLabel('Bloom', lasting, question)} | ${detail}`;
}

describe('the answer whether an account lasts, which', () => {
  for (const { is, actual, expected } of [
    { is: 'lasts', actual: text(yes), expected: 'Bloom: Yes | ~1,240 of 2,000 credits left on Dec 31 at 12/day' },
    {
      is: 'lasts in a currency',
      actual: text(
        { answer: 'yes', amount: 20, perDay: 0.123, left: 14.567, shortAtMost: 0 },
        {},
        false,
        currency('USD'),
      ),
      expected: 'Bloom: Yes | ~$15 of $20.00 left on Dec 31 at $0.12/day',
    },
    {
      is: 'is not used',
      actual: text({ ...yes, perDay: 0, left: 2000 }),
      expected: 'Bloom: Yes | 2,000 of 2,000 credits left on Dec 31 without usage',
    },
    {
      is: 'may just not last',
      actual: text({ ...yes, left: 40, shortAtMost: 61.2 }),
      expected: 'Bloom: Yes | ~40 of 2,000 credits left on Dec 31 at 12/day; up to ~61 credits short if usage is high',
    },
    {
      is: 'is renewed before, as was seen',
      actual: text({
        ...yes,
        left: 2643,
        renewal: { at: Date.UTC(2026, 10, 26), source: 'seen', every: { kind: 'month', day: 26 }, amount: 2000 },
      }),
      expected: 'Bloom: Yes | ~2,640 credits left on Dec 31 at 12/day; renews Nov 26 (seen monthly)',
    },
    {
      is: 'falls short though it is renewed',
      actual: text({ ...no, renewal: { at: Date.UTC(2026, 10, 26), source: 'stated', amount: 2000 } }),
      expected: 'Bloom: No, runs out Dec 14 | ~322 credits short (250–401); renews Nov 26',
    },
    { is: 'falls short', actual: text(no), expected: 'Bloom: No, runs out Dec 14 | ~322 credits short (250–401)' },
    {
      is: 'may fall short of nothing at all',
      actual: text({ ...no, short: { ...no.short, least: 0 } }),
      expected: 'Bloom: No, runs out Dec 14 | ~322 credits short (up to 401)',
    },
    {
      is: 'falls short by a number without a range',
      actual: text({ ...no, short: { about: 1, least: 1, most: 1 } }),
      expected: 'Bloom: No, runs out Dec 14 | ~1 credit short',
    },
    {
      is: 'may have run out since its last check',
      actual: text({ ...no, short: undefined, emptyAt: now - 1 }),
      expected: 'Bloom: No, may have run out | ',
    },
    {
      is: 'is in debt',
      actual: text({ answer: 'no', amount: -5, emptyAt: now, short: { about: 30, least: 20, most: 40 } }),
      expected: 'Bloom: No, empty | ~30 credits short (20–40)',
    },
    {
      is: 'has no forecast yet',
      actual: text({ answer: 'learning', amount: 42, learning: { hours: 19, charges: 1 } }),
      expected: 'Bloom: No forecast yet | 42 credits now; forecast available after 19 more hours and 1 more charge',
    },
    {
      is: 'has no forecast, nobody knows for how long',
      actual: text({ answer: 'learning', amount: 42 }),
      expected: 'Bloom: No forecast yet | 42 credits now',
    },
    { is: 'is unlimited', actual: text({ answer: 'unlimited' }), expected: "Bloom: Yes, unlimited | doesn't run out" },
    {
      is: 'has no known amount',
      actual: text({ answer: 'unknown' }),
      expected: "Bloom: Unknown | the service doesn't report a balance",
    },
    {
      is: 'was never checked',
      actual: text({ answer: 'unknown' }, { balance: undefined, balanceAt: undefined }),
      expected: 'Bloom: Unknown | not checked yet',
    },
    {
      is: 'was never read because its checks fail',
      actual: text(
        { answer: 'unknown' },
        { balance: undefined, balanceAt: undefined, failure: { kind: 'unauthorized' } },
      ),
      expected: 'Bloom: Unknown | invalid key',
    },
    {
      is: 'is stale and blocked',
      actual: text(
        no,
        {
          balance: { pools: [{ unit: credits, amount: 500 }], usageAllowed: false },
          balanceAt: now - 5 * hour,
          failure: { kind: 'offline' },
        },
        true,
      ),
      expected:
        'Bloom: No, runs out Dec 14 | ~322 credits short (250–401); the service has blocked usage; updated 5 h ago; offline',
    },
  ]) {
    it(is, () => assert.equal(actual, expected));
  }
});
