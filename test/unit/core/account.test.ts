import assert from 'node:assert/strict';
import { freeAccountId, freeLabel } from '../../../src/core/account.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';

describe('the id and the label of a new account', () => {
  for (const { taken, id, label } of [
    { taken: [], id: 'bloom', label: 'Bloom' },
    { taken: [['mimir', 'Mimir']], id: 'bloom', label: 'Bloom' },
    { taken: [['bloom', 'Bloom']], id: 'bloom-2', label: 'Bloom 2' },
    {
      taken: [
        ['bloom', 'Bloom'],
        ['bloom-2', 'Bloom 2'],
      ],
      id: 'bloom-3',
      label: 'Bloom 3',
    },
    { taken: [['bloom-2', 'Bloom 2']], id: 'bloom', label: 'Bloom' },
    {
      taken: [
        ['bloom', 'Bloom'],
        ['bloom-3', 'Bloom 3'],
      ],
      id: 'bloom-2',
      label: 'Bloom 2',
    },
  ]) {
    it(`are ${id} and ${label} beside ${taken.map(([name]) => name).join(', ') || 'none'}`, () => {
      const accounts = taken.map(([name = '', text = '']) => sampleAccount({ id: name, label: text }));
      assert.deepStrictEqual(
        { id: freeAccountId('bloom', accounts), label: freeLabel('Bloom', accounts) },
        { id, label },
      );
    });
  }
});
