import assert from 'node:assert/strict';
import { labelProblem, suggestedLabel } from '../../../src/core/accountLabel.ts';
import { providers } from '../../../src/providers/index.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';

const shapes = providers.all.map(({ key }) => key);

describe('the name that a new account is offered', () => {
  for (const [what, typed, label] of [
    ['the service', [], 'Bloom'],
    ['the service and the workspace', ['ws_design'], 'Bloom ws_design'],
    ['the service alone, where the workspace is too long for a name', ['w'.repeat(36)], 'Bloom'],
    ['the service alone, where the workspace can be no name', ['$(key)'], 'Bloom'],
  ] as const) {
    it(`is ${what}`, () => assert.equal(suggestedLabel('Bloom', typed, [], shapes), label));
  }

  it('is free', () => {
    const taken = [sampleAccount({ label: 'Bloom' }), sampleAccount({ label: 'Bloom ws_1' })];
    assert.deepStrictEqual(
      [[], ['ws_1']].map((values) => suggestedLabel('Bloom', values, taken, shapes)),
      ['Bloom 2', 'Bloom ws_1 2'],
    );
  });
});

describe('a name of an account', () => {
  it('is another one than that of every other account, but may stay what it is', () => {
    const accounts = [sampleAccount({ id: 'mimir', label: 'Mimir' })];
    assert.equal(labelProblem('Mimir', 'mimir', accounts, shapes), undefined);
    assert.deepStrictEqual(labelProblem('Mimir', undefined, accounts, shapes), {
      severity: 'error',
      text: 'Another account has this name.',
    });
  });
});
