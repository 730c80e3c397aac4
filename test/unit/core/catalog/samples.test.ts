import assert from 'node:assert/strict';
import { hasAmount, poolId } from '../../../../src/core/balance.ts';
import { readEntry } from '../../../../src/core/catalog/readEntry.ts';
import { catalogIds, catalogSample, entryJson } from '../../../support/catalog/catalog.ts';

const now = Date.UTC(2026, 10, 20, 12);

describe('a service that is data', () => {
  for (const id of catalogIds) {
    it(`reads the sample of ${id} exactly`, () => {
      const { answer, expected } = catalogSample(id);
      const outcome = readEntry(entryJson(id), 200, answer, now);
      assert.ok('balance' in outcome, JSON.stringify(outcome));
      const [first, ...others] = outcome.balance.pools;
      assert.deepStrictEqual(
        {
          remaining: first.amount,
          unit: first.unit.name,
          ...(expected.allowance !== undefined && { allowance: first.allowance }),
          ...(expected.renewsAt !== undefined && { renewsAt: first.renewsAt }),
          ...(expected.pools && {
            pools: Object.fromEntries(others.filter(hasAmount).map((pool) => [poolId(pool), pool.amount])),
          }),
        },
        {
          ...expected,
          ...(expected.renewsAt !== undefined && { renewsAt: Date.parse(expected.renewsAt) }),
        },
      );
    });
  }
});
