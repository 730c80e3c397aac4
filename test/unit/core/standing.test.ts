import assert from 'node:assert/strict';
import type { Balance, Pool } from '../../../src/core/balance.ts';
import { isPressing, standingOf, standings, type ThresholdSetting, thresholdsOf } from '../../../src/core/standing.ts';
import { count, credits } from '../../../src/core/unit.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';

const thresholds = { low: 100, critical: 20 };

describe('the standing', () => {
  for (const { pool, limits, standing } of [
    { pool: {}, limits: thresholds, standing: 'unknown' },
    { pool: { usageAllowed: true }, limits: thresholds, standing: 'unknown' },
    { pool: { amount: 500 }, limits: thresholds, standing: 'fine' },
    { pool: { amount: 100 }, limits: thresholds, standing: 'fine' },
    { pool: { amount: 99.999 }, limits: thresholds, standing: 'low' },
    { pool: { amount: 20 }, limits: thresholds, standing: 'low' },
    { pool: { amount: 19 }, limits: thresholds, standing: 'critical' },
    { pool: { amount: 0 }, limits: thresholds, standing: 'empty' },
    { pool: { amount: -0 }, limits: thresholds, standing: 'empty' },
    { pool: { amount: -3 }, limits: thresholds, standing: 'empty' },
    { pool: { amount: 0.0001 }, limits: {}, standing: 'fine' },
    { pool: { amount: 5 }, limits: { low: 10 }, standing: 'low' },
    { pool: { amount: 5 }, limits: { critical: 10 }, standing: 'critical' },
    { pool: { amount: 0, unlimited: true }, limits: thresholds, standing: 'unlimited' },
    { pool: { amount: 500, usageAllowed: false }, limits: thresholds, standing: 'blocked' },
    { pool: { usageAllowed: false }, limits: {}, standing: 'blocked' },
    { pool: { unlimited: true, usageAllowed: false }, limits: {}, standing: 'blocked' },
  ] as readonly {
    pool: Partial<Pool> & Pick<Balance, 'usageAllowed'>;
    limits: typeof thresholds;
    standing: string;
  }[]) {
    it(`of ${JSON.stringify(pool)} with ${JSON.stringify(limits)} is ${standing}`, () => {
      assert.equal(standingOf(pool, { unit: credits, ...pool }, limits), standing);
    });
  }

  it('asks for something to be done from blocked to low, and not otherwise', () => {
    assert.deepStrictEqual(standings.filter(isPressing), ['blocked', 'empty', 'critical', 'low']);
  });
});

describe('the thresholds of a pool', () => {
  const searches: Pool = { unit: count('searches') };
  const setting: ThresholdSetting = {
    hunter: { low: 1, critical: 2 },
    'hunter/searches': { low: 3 },
    'hunter-1': { critical: 4 },
    'hunter-2': { low: 5, critical: 6 },
    'hunter-2/searches': { critical: 7 },
  };

  for (const { of, id, pool, expected } of [
    { of: "the service's third account", id: 'hunter-3', pool: { unit: credits }, expected: { low: 1, critical: 2 } },
    {
      of: 'the first account, which has the id of the service',
      id: 'hunter',
      pool: { unit: credits },
      expected: { low: 1, critical: 4 },
    },
    { of: 'the second account', id: 'hunter-2', pool: { unit: credits }, expected: { low: 5, critical: 6 } },
    { of: 'a pool of the service', id: 'hunter-3', pool: searches, expected: { low: 3, critical: 2 } },
    { of: 'a pool of the first account', id: 'hunter', pool: searches, expected: { low: 3, critical: 4 } },
    { of: 'a pool of the second account', id: 'hunter-2', pool: searches, expected: { low: 5, critical: 7 } },
  ]) {
    it(`for ${of} are the most specific that are set, limit by limit`, () => {
      const account = sampleAccount({ id, provider: 'hunter' });
      assert.deepStrictEqual(thresholdsOf(account, { id: pool.unit.name, ...pool }, setting), expected);
    });
  }

  it('are never those of a name that every object has', () => {
    const account = sampleAccount({ id: 'constructor', provider: 'constructor' });
    assert.deepStrictEqual(thresholdsOf(account, searches, {}), { low: undefined, critical: undefined });
  });
});
