import assert from 'node:assert/strict';
import { credits, sameUnit, type Unit, unitKey } from '../../../src/core/unit.ts';

const usd: Unit = { kind: 'currency', name: 'USD' };
const eur: Unit = { kind: 'currency', name: 'EUR' };
const tokens: Unit = { kind: 'count', name: 'tokens' };
const usdCount: Unit = { kind: 'count', name: 'USD' };

describe('two amounts may be compared', () => {
  for (const { a, b, same } of [
    { a: credits, b: { kind: 'count', name: 'credits' } as const, same: true },
    { a: usd, b: { kind: 'currency', name: 'USD' } as const, same: true },
    { a: credits, b: tokens, same: false },
    { a: usd, b: eur, same: false },
    { a: usd, b: usdCount, same: false },
  ]) {
    it(`${same ? 'when' : 'not when'} one is ${unitKey(a)} and the other ${unitKey(b)}`, () => {
      assert.deepStrictEqual([sameUnit(a, b), sameUnit(b, a)], [same, same]);
    });
  }
});
