import assert from 'node:assert/strict';
import type { History } from '../../../../src/core/history/series.ts';
import { providers } from '../../../../src/providers/index.ts';
import { removeAccount } from '../../../../src/vscode/commands/removeAccount.ts';
import { removeAllKeys } from '../../../../src/vscode/commands/removeAllKeys.ts';
import { type Act, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeKeys } from '../../../support/fakes/keys.ts';
import { sampleAccount, seriesByDate } from '../../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryHistory } from '../../../support/fakes/stores.ts';

const mimir = sampleAccount();
const bloom = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
const history: History = [seriesByDate([['2026-11-01', 7]])];

function arrange(acts: readonly Act[], accounts = [mimir, bloom], orphans: readonly string[] = []) {
  const keys = new FakeKeys(Object.fromEntries([...accounts.map(({ id }) => id), ...orphans].map((id) => [id, 'key'])));
  const ui = new FakeUi(...acts);
  const ports = {
    ui,
    providers,
    accounts: new MemoryAccounts(accounts),
    keys,
    history: new MemoryHistory({ mimir: history, bloom: history }),
    keysAreShared: true,
  };
  const left = () => ({
    accounts: ports.accounts.all().map(({ id }) => id),
    keys: [...keys.kept.keys()],
    histories: ['mimir', 'bloom'].filter((id) => ports.history.of(id).length > 0),
  });
  return { ui, ports, left };
}

const both = { accounts: ['mimir', 'bloom'], keys: ['mimir', 'bloom'], histories: ['mimir', 'bloom'] };

describe('Credits: Remove Account…', () => {
  it('says that the key and the history go, and removes them', async () => {
    const { ui, ports, left } = arrange(['Remove']);
    await removeAccount(ports).run({ accountId: 'mimir' });
    assert.deepStrictEqual(ui.seen, [
      'confirm Remove Mimir? Its API key and its history are deleted from this machine. The key itself stays valid at the service. [Remove]',
    ]);
    assert.deepStrictEqual(left(), { accounts: ['bloom'], keys: ['bloom'], histories: ['bloom'] });
  });

  it('removes nothing unless that is confirmed', async () => {
    const { ports, left } = arrange([leave]);
    await removeAccount(ports).run({ accountId: 'mimir' });
    assert.deepStrictEqual(left(), both);
  });

  it('leaves the account and its key when the disk does not let its history go', async () => {
    const { ports, left } = arrange(['Remove']);
    ports.history.refuse();
    await assert.rejects(async () => removeAccount(ports).run({ accountId: 'mimir' }));
    assert.deepStrictEqual(left(), both);
  });

  it('leaves the account when the keyring does not let its key go', async () => {
    const { ports, left } = arrange(['Remove']);
    ports.keys.refuse('delete');
    await assert.rejects(async () => removeAccount(ports).run({ accountId: 'mimir' }), { name: 'KeyringError' });
    assert.deepStrictEqual([left().accounts, left().keys], [both.accounts, both.keys]);
  });

  it('also removes what a check that was under way has added to the history', async () => {
    const { ports, left } = arrange(['Remove']);
    const remove = ports.keys.delete.bind(ports.keys);
    ports.keys.delete = async (id) => {
      await remove(id);
      ports.history.add({ accountId: id, keySetAt: mimir.keySetAt, checkedAt: 1, failures: 0 }, undefined);
    };
    await removeAccount(ports).run({ accountId: 'mimir' });
    assert.deepStrictEqual(left().histories, ['bloom']);
  });
});

describe('Credits: Remove All API Keys…', () => {
  const detail =
    'The keys and the histories are deleted from this machine. The keys themselves stay valid at the services.';

  it('names the accounts, and removes all', async () => {
    const { ui, ports, left } = arrange(['Remove All']);
    await removeAllKeys(ports).run(undefined);
    assert.deepStrictEqual(ui.seen, [`confirm Remove all 2 API keys? Mimir, Bloom\n\n${detail} [Remove All]`]);
    assert.deepStrictEqual(left(), { accounts: [], keys: [], histories: [] });
  });

  it('removes nothing unless that is confirmed', async () => {
    const { ports, left } = arrange([leave]);
    await removeAllKeys(ports).run(undefined);
    assert.deepStrictEqual(left(), both);
  });

  it('removes the keys of a list of accounts that was lost, too', async () => {
    const { ui, ports, left } = arrange(['Remove All'], [mimir], ['bloom', 'olostep']);
    await removeAllKeys(ports).run(undefined);
    assert.match(ui.seen[0] ?? '', /^confirm Remove all 3 API keys\? Mimir\n\n2 more keys were left behind when/);
    assert.deepStrictEqual(left(), { accounts: [], keys: [], histories: [] });
  });

  it('removes the keys of a lost list when no account is left', async () => {
    const { ui, ports, left } = arrange(['Remove All'], [], ['bloom']);
    ports.accounts.lostLists = 1;
    await removeAllKeys(ports).run(undefined);
    assert.match(ui.seen[0] ?? '', /^confirm Remove the only API key\? 1 key was left behind when/);
    assert.deepStrictEqual([left().keys, ports.accounts.lostLists], [[], 0]);
  });

  it('leaves keys without an account where they may be those of another machine', async () => {
    const { ports, left } = arrange(['Remove All'], [mimir], ['bloom']);
    await removeAllKeys({ ...ports, keysAreShared: false }).run(undefined);
    assert.deepStrictEqual(left().keys, ['bloom']);
  });

  for (const keysAreShared of [true, false]) {
    it(`removes an account that another window has just added, too, with keysAreShared ${keysAreShared}`, async () => {
      const { ui, ports, left } = arrange(['Remove All'], [mimir], ['bloom']);
      const { accounts } = ports;
      // Seen as soon as the list is read anew.
      const change = accounts.change.bind(accounts);
      const load = async () => {
        accounts.change = change;
        accounts.load = async () => {};
        await change((list) => [...list, bloom]);
      };
      accounts.load = load;
      accounts.change = async (edit) => {
        await load();
        await change(edit);
      };
      await removeAllKeys({ ...ports, keysAreShared }).run(undefined);
      assert.deepStrictEqual(ui.seen, [`confirm Remove all 2 API keys? Mimir, Bloom\n\n${detail} [Remove All]`]);
      assert.deepStrictEqual(left(), { accounts: [], keys: [], histories: [] });
    });
  }

  it('counts an account once that is added while the keys are looked through', async () => {
    const { ui, ports } = arrange([leave], [mimir], ['bloom']);
    const ids = ports.keys.ids.bind(ports.keys);
    ports.keys.ids = async () => {
      await ports.accounts.change((list) => [...list, bloom]);
      return ids();
    };
    await removeAllKeys(ports).run(undefined);
    assert.deepStrictEqual(ui.seen, [`confirm Remove all 2 API keys? Mimir, Bloom\n\n${detail} [Remove All]`]);
  });

  it('leads to the first key when there is none', async () => {
    const { ui, ports } = arrange(['Add API Key…'], []);
    ports.accounts.lostLists = 1;
    await removeAllKeys(ports).run(undefined);
    assert.deepStrictEqual(ui.seen, [
      "information You haven't added an API key yet. [Add API Key…]",
      'run credits.addAccount',
    ]);
    // The loss of a list is dealt with, too.
    assert.equal(ports.accounts.lostLists, 0);
  });
});
