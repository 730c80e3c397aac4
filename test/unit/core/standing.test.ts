import assert from 'node:assert/strict';
import type { Balance } from '../../../src/core/balance.ts';
import { isPressing, standingOf, standings } from '../../../src/core/standing.ts';
import { credits } from '../../../src/core/unit.ts';

const thresholds = { low: 100, critical: 20 };
const of = (more: Partial<Balance>): Balance => ({ unit: credits, ...more });

describe('the standing', () => {
  for (const { balance, limits, standing } of [
    { balance: undefined, limits: thresholds, standing: 'unknown' },
    { balance: of({}), limits: thresholds, standing: 'unknown' },
    { balance: of({ usageAllowed: true }), limits: thresholds, standing: 'unknown' },
    { balance: of({ amount: 500 }), limits: thresholds, standing: 'fine' },
    { balance: of({ amount: 100 }), limits: thresholds, standing: 'fine' },
    { balance: of({ amount: 99.999 }), limits: thresholds, standing: 'low' },
    { balance: of({ amount: 20 }), limits: thresholds, standing: 'low' },
    { balance: of({ amount: 19 }), limits: thresholds, standing: 'critical' },
    { balance: of({ amount: 0 }), limits: thresholds, standing: 'empty' },
    { balance: of({ amount: -0 }), limits: thresholds, standing: 'empty' },
    { balance: of({ amount: -3 }), limits: thresholds, standing: 'empty' },
    { balance: of({ amount: 0.0001 }), limits: {}, standing: 'fine' },
    { balance: of({ amount: 5 }), limits: { low: 10 }, standing: 'low' },
    { balance: of({ amount: 5 }), limits: { critical: 10 }, standing: 'critical' },
    { balance: of({ amount: 0, unlimited: true }), limits: thresholds, standing: 'unlimited' },
    { balance: of({ amount: 500, usageAllowed: false }), limits: thresholds, standing: 'blocked' },
    { balance: of({ usageAllowed: false }), limits: {}, standing: 'blocked' },
    { balance: of({ unlimited: true, usageAllowed: false }), limits: {}, standing: 'blocked' },
  ]) {
    it(`of ${JSON.stringify(balance)} with ${JSON.stringify(limits)} is ${standing}`, () => {
      assert.equal(standingOf(balance, limits), standing);
    });
  }

  it('asks for something to be done from blocked to low, and not otherwise', () => {
    assert.deepStrictEqual(standings.filter(isPressing), ['blocked', 'empty', 'critical', 'low']);
  });
});
