import assert from 'node:assert/strict';
import {
  accountWithKey,
  addAccount,
  orphanedKeys,
  removeAccounts,
  renameAccount,
  replaceKey,
} from '../../../src/core/editAccounts.ts';
import { bloom } from '../../../src/providers/bloom.ts';
import { providers } from '../../../src/providers/index.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { SecretKeys } from '../../../src/vscode/secretKeys.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { FakeKeys, FakeSecrets, fakeFingerprints } from '../../support/fakes/keys.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../support/fakes/stores.ts';

const account = sampleAccount();
const draft = {
  provider: bloom,
  origins: ['https://www.trybloom.ai'] as const,
  key: 'bloom_sk_new',
  parameters: { workspaceId: 'w' },
};

function ports(accounts = [account], kept: Readonly<Record<string, string>> = { mimir: 'old' }) {
  return {
    accounts: new MemoryAccounts(accounts),
    keys: new FakeKeys(kept),
    fingerprints: fakeFingerprints,
    clock: new FakeClock(),
  };
}

const left = ({ accounts, keys }: ReturnType<typeof ports>) => ({
  accounts: accounts.all().map(({ id, origins }) => `${id} ${origins}`),
  keys: Object.fromEntries(keys.kept),
});

const unchanged = { accounts: ['mimir https://api.brookmimir.com'], keys: { mimir: 'old' } };

describe('adding an account', () => {
  it('keeps its key and what it needs beside the key', async () => {
    const all = ports();
    const added = await addAccount(all, draft);
    assert.deepStrictEqual(added, {
      id: 'bloom',
      provider: 'bloom',
      label: 'Bloom',
      parameters: { workspaceId: 'w' },
      origins: ['https://www.trybloom.ai'],
      fingerprint: fakeFingerprints.of('bloom_sk_new'),
      keySetAt: all.clock.now(),
    });
    assert.deepStrictEqual([all.accounts.all(), all.keys.kept.get('bloom')], [[account, added], 'bloom_sk_new']);
  });

  it('keeps the key first, so that no account is ever seen without one', async () => {
    const all = ports();
    const seen: boolean[] = [];
    all.accounts.onDidChange(() => seen.push(all.accounts.all().every(({ id }) => all.keys.kept.has(id))));
    await addAccount(all, draft);
    assert.ok(seen.length > 0 && seen.every(Boolean));
  });

  it('keeps nothing when the keyring refuses', async () => {
    const all = ports();
    all.keys.refuse('set');
    await assert.rejects(addAccount(all, draft));
    assert.deepStrictEqual(left(all), unchanged);
  });

  for (const what of ['read', 'keep'] as const) {
    it(`keeps nothing when the list cannot be ${what === 'read' ? 'read' : 'kept'}`, async () => {
      const all = ports();
      all.accounts.refuse(what);
      await assert.rejects(addAccount(all, draft));
      assert.deepStrictEqual(left(all), unchanged);
    });
  }

  it('never takes the id, and with it the key, of an account that another window has added meanwhile', async () => {
    const all = ports([], { bloom: 'bloom_sk_theirs' });
    const theirs = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
    // As AccountsFile does: what is known lags behind what is kept until the next change reads it.
    const kept = new MemoryAccounts([theirs]);
    let known: readonly (typeof theirs)[] = [];
    const accounts = {
      onDidChange: kept.onDidChange,
      settleLostLists: async () => {},
      load: async () => {},
      all: () => known,
      change: async (edit: Parameters<typeof kept.change>[0]) => {
        await kept.change(edit);
        known = kept.all();
      },
    };
    const added = await addAccount({ ...all, accounts }, draft);
    assert.deepStrictEqual(
      { added: [added.id, added.label], kept: kept.all().map(({ id }) => id), keys: Object.fromEntries(all.keys.kept) },
      {
        added: ['bloom-2', 'Bloom 2'],
        kept: ['bloom', 'bloom-2'],
        keys: { bloom: 'bloom_sk_theirs', 'bloom-2': 'bloom_sk_new' },
      },
    );
  });

  it('binds the key to its service and origins', async () => {
    const all = ports();
    await addAccount(all, { ...draft, origins: ['https://a.example', 'https://b.example'] });
    assert.deepStrictEqual(all.keys.bindings.get('bloom'), {
      provider: 'bloom',
      origins: ['https://a.example', 'https://b.example'],
    });
  });

  it('overwrites no key of a lost list, or of another machine that the same browser is used for', async () => {
    const all = ports([], { bloom: 'bloom_sk_other', 'bloom-2': 'bloom_sk_another' });
    const { id, label } = await addAccount(all, draft);
    assert.deepStrictEqual(
      [id, label, Object.fromEntries(all.keys.kept)],
      ['bloom-3', 'Bloom', { bloom: 'bloom_sk_other', 'bloom-2': 'bloom_sk_another', 'bloom-3': draft.key }],
    );
  });

  it('takes no id of an account that only a newer version understands', async () => {
    const all = ports([]);
    all.accounts.otherIds = new Set(['bloom', 'bloom-2']);
    assert.equal((await addAccount(all, draft)).id, 'bloom-3');
  });

  it('takes its old id again when the key is that of a lost list', async () => {
    const all = ports([], { bloom: 'bloom_sk_other', 'bloom-2': draft.key });
    assert.equal((await addAccount(all, draft)).id, 'bloom-2');
  });

  it('leaves nothing of a key that the keyring saved only in part', async () => {
    for (const refusedName of ['credits.keys', 'credits.origin.', 'credits.key.']) {
      const secrets = new FakeSecrets();
      secrets.refusedName = refusedName;
      const all = { ...ports([]), keys: new SecretKeys(secrets, new FakeClock(), fakeFingerprints) };
      await assert.rejects(addAccount(all, draft), { name: 'KeyringError' });
      assert.deepStrictEqual([all.accounts.all(), secrets.kept.get('credits.key.bloom')], [[], undefined]);
    }
  });
});

describe('replacing a key', () => {
  it('leaves the rows and keys of other accounts as they are', async () => {
    const second = sampleAccount({ id: 'mimir-2' });
    const all = ports([account, second], { mimir: 'old', 'mimir-2': 'its own' });
    const replaced = await replaceKey(all, second, {
      origins: ['https://elsewhere.example'],
      key: 'new',
      parameters: {},
    });
    assert.deepStrictEqual(all.accounts.all(), [account, replaced]);
    assert.deepStrictEqual(
      { id: replaced.id, keys: Object.fromEntries(all.keys.kept) },
      { id: 'mimir-2', keys: { mimir: 'old', 'mimir-2': 'new' } },
    );
  });

  it('keeps the key, its origin and its time, and all else of the account', async () => {
    const all = ports();
    const changed = await replaceKey(all, account, {
      origins: ['https://gateway.example.com'],
      key: 'new',
      parameters: {},
    });
    assert.deepStrictEqual(changed, {
      ...account,
      origins: ['https://gateway.example.com'],
      fingerprint: fakeFingerprints.of('new'),
      keySetAt: all.clock.now(),
    });
    assert.deepStrictEqual([all.accounts.all(), all.keys.kept.get('mimir')], [[changed], 'new']);
  });

  it('is later than the key before, even if the clock was set back', async () => {
    const all = ports();
    all.clock.set(account.keySetAt - 5000);
    assert.equal((await replaceKey(all, account, { ...account, key: 'new' })).keySetAt, account.keySetAt + 1);
  });

  it('keeps what another window has changed of the account meanwhile', async () => {
    const all = ports();
    await all.accounts.change((list) => list.map((one) => ({ ...one, label: 'Work', keySetAt: one.keySetAt + 9 })));
    all.clock.set(0);
    const { label, keySetAt } = await replaceKey(all, account, { ...account, key: 'new' });
    assert.deepStrictEqual([label, keySetAt], ['Work', account.keySetAt + 10]);
  });

  it('changes nothing when the keyring refuses', async () => {
    const all = ports();
    all.keys.refuse('set');
    await assert.rejects(
      replaceKey(all, account, { origins: ['https://gateway.example.com'], key: 'new', parameters: {} }),
    );
    assert.deepStrictEqual(left(all), unchanged);
  });

  it('brings the old key back when the list cannot be kept', async () => {
    const all = ports();
    all.accounts.refuse();
    await assert.rejects(
      replaceKey(all, account, { origins: ['https://gateway.example.com'], key: 'new', parameters: {} }),
    );
    assert.deepStrictEqual(left(all), unchanged);
  });

  it('leaves no key when the list cannot be kept and there was none, or none that could be read', async () => {
    for (const lost of [true, false]) {
      const all = ports();
      if (lost) all.keys.kept.clear();
      else all.keys.refuse('get');
      all.accounts.refuse();
      await assert.rejects(
        replaceKey(all, account, { origins: ['https://gateway.example.com'], key: 'new', parameters: {} }),
      );
      assert.deepStrictEqual(left(all), { ...unchanged, keys: {} });
    }
  });

  it('leaves no key behind unseen when another window has removed the account', async () => {
    const all = ports([], {});
    await assert.rejects(replaceKey(all, account, { ...account, key: 'new' }));
    assert.deepStrictEqual(left(all), { accounts: [], keys: {} });
  });

  it('takes other parameters with the same key', async () => {
    const team = sampleAccount({ parameters: { workspaceId: 'a' } });
    const all = ports([team]);
    const changed = await replaceKey(all, team, { ...team, key: 'old', parameters: { workspaceId: 'b' } });
    assert.deepStrictEqual(
      [changed.parameters, changed.keySetAt > team.keySetAt, Object.fromEntries(all.keys.kept)],
      [{ workspaceId: 'b' }, true, { mimir: 'old' }],
    );
  });

  it('binds the new key, and brings the old binding back when the list cannot be saved', async () => {
    const all = ports();
    const gateway = { provider: 'mimir', origins: ['https://gateway.example.com'] };
    await replaceKey(all, account, { origins: ['https://gateway.example.com'], key: 'new', parameters: {} });
    assert.deepStrictEqual(all.keys.bindings.get('mimir'), gateway);
    const [now = assert.fail()] = all.accounts.all();
    all.accounts.refuse();
    await assert.rejects(replaceKey(all, now, { ...account, key: 'newer' }));
    assert.deepStrictEqual([all.keys.kept.get('mimir'), all.keys.bindings.get('mimir')], ['new', gateway]);
  });

  it('brings the old key and its binding back when the keyring saves the new one only in part', async () => {
    const secrets = new FakeSecrets();
    const all = { ...ports([]), keys: new SecretKeys(secrets, new FakeClock(), fakeFingerprints) };
    const old = await addAccount(all, draft);
    const before = Object.fromEntries(secrets.kept);
    const entry = { origins: ['https://gateway.example.com'] as const, key: 'new', parameters: {} };
    // The key is refused once, after its binding was saved.
    const store = secrets.store.bind(secrets);
    let refusals = 1;
    secrets.store = (name, value) =>
      name === 'credits.key.bloom' && refusals-- > 0 ? Promise.reject(new Error('No.')) : store(name, value);
    await assert.rejects(replaceKey(all, old, entry), { name: 'KeyringError' });
    assert.deepStrictEqual([Object.fromEntries(secrets.kept), all.accounts.all()], [before, [old]]);
  });
});

describe('renaming an account', () => {
  it('keeps the name, and all else of it', async () => {
    const all = ports([account, sampleAccount({ id: 'mimir-2' })]);
    await renameAccount(all, account, 'Work');
    assert.deepStrictEqual(all.accounts.all(), [{ ...account, label: 'Work' }, sampleAccount({ id: 'mimir-2' })]);
    assert.deepStrictEqual(all.keys.kept.get('mimir'), 'old');
  });

  it('brings back none that another window has removed', async () => {
    const all = ports([]);
    await renameAccount(all, account, 'Work');
    assert.deepStrictEqual(all.accounts.all(), []);
  });

  it('rejects when it cannot be kept', async () => {
    const all = ports();
    all.accounts.refuse();
    await assert.rejects(renameAccount(all, account, 'Work'));
    assert.deepStrictEqual(all.accounts.all(), [account]);
  });
});

describe('removing accounts', () => {
  const second = sampleAccount({ id: 'mimir-2' });
  const two = () => ports([account, second], { mimir: 'old', 'mimir-2': 'other' });

  it('removes their keys and rows and no others', async () => {
    const all = two();
    await removeAccounts(all, ['mimir']);
    assert.deepStrictEqual(left(all), {
      accounts: ['mimir-2 https://api.brookmimir.com'],
      keys: { 'mimir-2': 'other' },
    });
  });

  it('keeps the rows whose keys the keyring does not give up', async () => {
    const all = two();
    all.keys.refuse('delete');
    await assert.rejects(removeAccounts(all, ['mimir', 'mimir-2']));
    assert.deepStrictEqual([all.accounts.all().length, all.keys.kept.size], [2, 2]);
  });

  it('removes the key even when the list cannot be kept', async () => {
    const all = two();
    all.accounts.refuse();
    await assert.rejects(removeAccounts(all, ['mimir']));
    assert.deepStrictEqual([all.accounts.all().length, Object.fromEntries(all.keys.kept)], [2, { 'mimir-2': 'other' }]);
  });
});

describe('the keys of a lost list of accounts', () => {
  it('are all that are saved and that no account has', async () => {
    const all = ports([account], { mimir: 'old', 'bloom-4': 'lost' });
    assert.deepStrictEqual(await orphanedKeys(all, providers), ['bloom-4']);
  });

  it('are none that an account has which only a newer version understands', async () => {
    const all = ports([account], { mimir: 'old', bloom: 'theirs', 'bloom-2': 'lost' });
    all.accounts.otherIds = new Set(['bloom']);
    assert.deepStrictEqual(await orphanedKeys(all, providers), ['bloom-2']);
  });

  it('are found without an index, by the ids that version 0.1.0 gave', async () => {
    const all = ports([account], {
      mimir: 'old',
      'mimir-2': 'lost',
      bloom: 'lost',
      'bloom-2': 'lost',
      'breeze-2': 'gap',
    });
    all.keys.ids = async () => [];
    assert.deepStrictEqual((await orphanedKeys(all, providers)).toSorted(), ['bloom', 'bloom-2', 'mimir-2']);
  });

  it('are removed like those of accounts', async () => {
    const all = ports([account], { mimir: 'old', bloom: 'lost' });
    await removeAccounts(all, ['bloom']);
    assert.deepStrictEqual(left(all), unchanged);
  });
});

describe('an account that has the same key already', () => {
  const [m, b] = [fakeFingerprints.of('m'), fakeFingerprints.of('b')];
  const team = sampleAccount({ id: 'bloom', provider: 'bloom', parameters: { workspaceId: 'w' }, fingerprint: b });
  const personal = sampleAccount({ id: 'bloom-2', provider: 'bloom', fingerprint: b });
  const all = () => ports([sampleAccount({ fingerprint: m }), team, personal]);

  for (const { says, provider, key, parameters, found } of [
    { says: 'is found', provider: mimir, key: 'm', parameters: {}, found: 'mimir' },
    { says: 'is none with another key', provider: mimir, key: 'x', parameters: {}, found: undefined },
    { says: 'is none at another service', provider: bloom, key: 'm', parameters: {}, found: undefined },
    { says: 'is found by its workspace', provider: bloom, key: 'b', parameters: { workspaceId: 'w' }, found: 'bloom' },
    { says: 'is found without a workspace', provider: bloom, key: 'b', parameters: {}, found: 'bloom-2' },
    {
      says: 'is found with an empty workspace',
      provider: bloom,
      key: 'b',
      parameters: { workspaceId: '' },
      found: 'bloom-2',
    },
    {
      says: 'is none in another workspace',
      provider: bloom,
      key: 'b',
      parameters: { workspaceId: 'v' },
      found: undefined,
    },
  ]) {
    it(says, () => {
      assert.equal(accountWithKey(all(), { provider, key, parameters })?.id, found);
    });
  }

  it('is found even when the keyring does not answer', () => {
    const refusing = all();
    refusing.keys.refuse('get');
    assert.equal(accountWithKey(refusing, { provider: mimir, key: 'm', parameters: {} })?.id, 'mimir');
  });
});
