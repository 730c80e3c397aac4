import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { type SummaryInput, summarize } from '../../../../src/core/summary.ts';
import { accountWords, amountWords } from '../../../../src/core/text/accountText.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../../support/fakes/sampleFacts.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const account = sampleAccount();

function words(reading?: ReturnType<typeof sampleReading>, change?: Partial<SummaryInput>) {
  const [summary] = summarize(sampleFacts([[account, reading]], change)).accounts;
  assert.ok(summary);
  return [accountWords(summary, format, now), amountWords(summary, format, now)];
}

describe('the words for an account', () => {
  for (const { is, reading, change, said } of [
    { is: 'never read', reading: undefined, said: [['not checked yet'], 'unknown'] },
    {
      is: 'never read and asked now',
      reading: undefined,
      change: { awaited: true, running: new Set(['mimir']) },
      said: [['checking'], 'unknown'],
    },
    { is: 'known', reading: sampleReading(), said: [['42 credits', 'just now'], '42 credits'] },
    {
      is: 'failed without a balance',
      reading: sampleReading({ balance: undefined, balanceAt: undefined, failure: { kind: 'timeout' } }),
      said: [['no answer in time'], 'unknown'],
    },
    {
      is: 'unknown after it was known',
      reading: sampleReading({
        balance: { pools: [{ unit: credits }] },
        lastAmount: { amount: 0, unit: credits, at: now - 3_600_000 },
      }),
      said: [['unknown (0 credits 1 h ago)', 'just now'], 'unknown (0 credits 1 h ago)'],
    },
  ] as readonly {
    is: string;
    reading?: ReturnType<typeof sampleReading>;
    change?: Partial<SummaryInput>;
    said: unknown;
  }[]) {
    it(`that is ${is}`, () => assert.deepStrictEqual(words(reading, change), said));
  }
});
