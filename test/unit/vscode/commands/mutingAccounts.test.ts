import assert from 'node:assert/strict';
import { providers } from '../../../../src/providers/index.ts';
import { muteAccount } from '../../../../src/vscode/commands/muteAccount.ts';
import { unmuteAccount } from '../../../../src/vscode/commands/unmuteAccount.ts';
import { FakeUi } from '../../../support/fakes/fakeUi.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../../support/fakes/stores.ts';

describe('muting the alerts of an account', () => {
  const [one, other] = [sampleAccount(), sampleAccount({ id: 'mimir-2', label: 'Mimir 2' })];

  it('is saved for it alone, and undone without a trace', async () => {
    const ports = { ui: new FakeUi(), accounts: new MemoryAccounts([one, other]), providers };
    await muteAccount(ports).run({ accountId: 'mimir' });
    assert.deepStrictEqual(ports.accounts.all(), [{ ...one, muted: true }, other]);
    await unmuteAccount(ports).run({ accountId: 'mimir' });
    assert.deepStrictEqual(JSON.stringify(ports.accounts.all()), JSON.stringify([one, other]));
  });

  it('asks for the account where none is named: one that is not muted, or is', async () => {
    const ui = new FakeUi('Mimir', 'Mimir 2');
    const ports = { ui, accounts: new MemoryAccounts([one, { ...other, muted: true }]), providers };
    await muteAccount(ports).run(undefined);
    assert.equal(ui.seen[0], 'pick Mute Alerts: Mimir');
    await unmuteAccount(ports).run(undefined);
    assert.deepStrictEqual(ui.seen.slice(1), ['pick Unmute Alerts: Mimir, Mimir 2']);
    assert.deepStrictEqual(
      ports.accounts.all().map(({ muted }) => muted),
      [true, undefined],
    );
  });

  it('says so where there is none to unmute', async () => {
    const ui = new FakeUi();
    await unmuteAccount({ ui, accounts: new MemoryAccounts([one]), providers }).run(undefined);
    assert.deepStrictEqual(ui.seen, ['information No account is muted.']);
  });
});
