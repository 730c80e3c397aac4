import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import { providers } from '../../../../src/providers/index.ts';
import type { ChoicePorts } from '../../../../src/vscode/chooseForAccount.ts';
import type { Command } from '../../../../src/vscode/commands/command.ts';
import { hideFromStatusBar } from '../../../../src/vscode/commands/hideFromStatusBar.ts';
import { pauseAccount } from '../../../../src/vscode/commands/pauseAccount.ts';
import { pinToStatusBar } from '../../../../src/vscode/commands/pinToStatusBar.ts';
import { resumeAccount } from '../../../../src/vscode/commands/resumeAccount.ts';
import { showInStatusBar } from '../../../../src/vscode/commands/showInStatusBar.ts';
import { unpinFromStatusBar } from '../../../../src/vscode/commands/unpinFromStatusBar.ts';
import { type Act, FakeUi } from '../../../support/fakes/fakeUi.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../../support/fakes/stores.ts';

type Chosen = Pick<Account, 'paused' | 'statusBar'>;

/** What is seen, and what is saved of Mimir and Bloom, after a command on an account, or on one that is picked. */
async function choose(
  make: (ports: ChoicePorts) => Command,
  before: readonly [mimir: Chosen, bloom: Chosen],
  { target, acts = [] }: { readonly target?: unknown; readonly acts?: readonly Act[] } = {},
) {
  const ui = new FakeUi(...acts);
  const accounts = new MemoryAccounts([
    sampleAccount(before[0]),
    sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom', ...before[1] }),
  ]);
  await make({ ui, accounts, providers }).run(target);
  const saved = accounts.all().map(({ paused, statusBar }) => paused ?? statusBar);
  return { seen: ui.seen, saved };
}

const mimir = { accountId: 'mimir' };

describe('a choice for an account', () => {
  for (const { make, before, after } of [
    { make: pauseAccount, before: {}, after: true },
    { make: resumeAccount, before: { paused: true }, after: undefined },
    { make: pinToStatusBar, before: {}, after: 'pinned' },
    { make: pinToStatusBar, before: { statusBar: 'hidden' }, after: 'pinned' },
    { make: unpinFromStatusBar, before: { statusBar: 'pinned' }, after: undefined },
    { make: hideFromStatusBar, before: { statusBar: 'pinned' }, after: 'hidden' },
    { make: showInStatusBar, before: { statusBar: 'hidden' }, after: undefined },
  ] as readonly { make: (ports: ChoicePorts) => Command; before: Chosen; after: unknown }[]) {
    it(`on a row makes ${String(after)} of ${JSON.stringify(before)} there alone, with ${make.name}`, async () => {
      assert.deepStrictEqual(await choose(make, [before, {}], { target: mimir }), {
        seen: [],
        saved: [after, undefined],
      });
    });
  }

  it('from the palette is offered for the accounts that it fits', async () => {
    assert.deepStrictEqual(await choose(pauseAccount, [{ paused: true }, {}], { acts: ['Bloom'] }), {
      seen: ['pick Pause Account: Bloom'],
      saved: [true, true],
    });
  });

  it('that fits no account says so', async () => {
    assert.deepStrictEqual((await choose(resumeAccount, [{}, {}])).seen, ['information No account is paused.']);
  });

  it('on a row that has it already changes nothing', async () => {
    const { saved } = await choose(unpinFromStatusBar, [{ statusBar: 'hidden' }, { statusBar: 'pinned' }], {
      target: mimir,
    });
    assert.deepStrictEqual(saved, ['hidden', 'pinned']);
  });
});
