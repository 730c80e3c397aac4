import assert from 'node:assert/strict';
import type { Balance } from '../../../../src/core/balance.ts';
import { Format } from '../../../../src/core/format.ts';
import { balanceSentence } from '../../../../src/core/text/accountText.ts';
import { credits } from '../../../../src/core/unit.ts';

const format = new Format('en-US', 'UTC');
const lot = { kind: 'Top-up' };

describe('what a check has read, in one line', () => {
  for (const { balance, sentence } of [
    { balance: { amount: 42 }, sentence: 'Olostep: 42 credits' },
    { balance: { amount: 0 }, sentence: 'Olostep: 0 credits' },
    { balance: { amount: 12500, lots: [lot, lot] }, sentence: 'Olostep: 12,500 credits in 2 lots' },
    { balance: { amount: 1, lots: [lot] }, sentence: 'Olostep: 1 credit in 1 lot' },
    { balance: { amount: 5, lots: [] }, sentence: 'Olostep: 5 credits' },
    { balance: { unlimited: true, amount: 0 }, sentence: 'Olostep: unlimited' },
    { balance: {}, sentence: 'Olostep: the key is accepted, but the answer names no balance' },
    {
      balance: { amount: 2500, usageAllowed: false },
      sentence: 'Olostep: 2,500 credits, use is blocked by the service',
    },
  ] as readonly { balance: Partial<Balance>; sentence: string }[]) {
    it(`is "${sentence}"`, () =>
      assert.equal(balanceSentence('Olostep', { unit: credits, ...balance }, format), sentence));
  }
});
