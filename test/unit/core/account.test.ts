import assert from 'node:assert/strict';
import { accountIds, freeLabel } from '../../../src/core/account.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';

describe('the label of a new account', () => {
  for (const { taken, label } of [
    { taken: [], label: 'Bloom' },
    { taken: ['Mimir'], label: 'Bloom' },
    { taken: ['Bloom'], label: 'Bloom 2' },
    { taken: ['Bloom', 'Bloom 2'], label: 'Bloom 3' },
    { taken: ['Bloom 2'], label: 'Bloom' },
    { taken: ['Bloom', 'Bloom 3'], label: 'Bloom 2' },
  ]) {
    it(`is ${label} beside ${taken.join(', ') || 'none'}`, () => {
      const accounts = taken.map((text) => sampleAccount({ id: text, label: text }));
      assert.equal(freeLabel('Bloom', accounts), label);
    });
  }
});

describe('the ids of accounts', () => {
  it("are the provider's, with a number from the second on", () => {
    const ids = accountIds('bloom');
    assert.deepStrictEqual([ids.next().value, ids.next().value, ids.next().value], ['bloom', 'bloom-2', 'bloom-3']);
  });
});
