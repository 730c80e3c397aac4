import assert from 'node:assert/strict';
import { providers } from '../../../../src/providers/index.ts';
import { renameAccount } from '../../../../src/vscode/commands/renameAccount.ts';
import { type Act, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../../support/fakes/stores.ts';

async function rename(...acts: readonly Act[]) {
  const ui = new FakeUi(...acts);
  const accounts = new MemoryAccounts([sampleAccount(), sampleAccount({ id: 'bloom', label: 'Bloom' })]);
  await renameAccount({ ui, accounts, providers }).run({ accountId: 'mimir' });
  assert.equal(ui.left, 0);
  return {
    problems: ui.seen.slice(1).map((line) => line.replace('error at Rename Mimir: ', '')),
    label: accounts.all()[0]?.label,
  };
}

describe('Credits: Rename Account…', () => {
  it('saves the name, trimmed', async () => {
    assert.deepStrictEqual(await rename('  Work (EU) '), { problems: [], label: 'Work (EU)' });
  });

  it('changes nothing when the person leaves', async () => {
    assert.deepStrictEqual(await rename(leave), { problems: [], label: 'Mimir' });
  });

  const unplain = "Names can't contain links, icons, or invisible characters.";
  for (const [typed, problem] of [
    ['   ', 'Enter a name.'],
    ['x'.repeat(41), 'Names can have up to 40 characters.'],
    ['Bloom', 'Another account has this name.'],
    ['[Renew](command:credits.removeAllKeys)', unplain],
    ['$(error) Mimir', unplain],
    ['a\u202eb', unplain],
    ['bloom_sk_Zq9wXe7rVt5y', 'This looks like an API key, and names are shown to everybody.'],
  ] as const) {
    it(`does not take ${JSON.stringify(typed)}`, async () => {
      assert.deepStrictEqual(await rename(typed, 'Work'), { problems: [problem], label: 'Work' });
    });
  }
});
