import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addAccount } from '../../../src/core/accountChanges.ts';
import { bloom } from '../../../src/providers/bloom.ts';
import { AccountsFile } from '../../../src/storage/accountsFile.ts';
import type { FileTrouble } from '../../../src/storage/jsonFile.ts';
import { FakeClock } from '../../support/fakes/fakeClock.ts';
import { FakeKeys } from '../../support/fakes/fakeKeys.ts';
import { keyFragments } from '../../support/fakes/keyFragments.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { tempFolder } from '../../support/fakes/tempFolder.ts';

const account = sampleAccount({ parameters: { workspaceId: 'w' } });
const second = sampleAccount({ id: 'mimir-2' });

describe('the list of accounts', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let troubles: FileTrouble[];
  beforeEach(async () => {
    folder = await tempFolder();
    troubles = [];
  });
  afterEach(() => folder.dispose());

  const open = (path = folder.path) => new AccountsFile(path, (trouble) => troubles.push(trouble));
  const path = () => join(folder.path, 'accounts.json');

  it('claims nothing before it is read', () => {
    const accounts = open();
    assert.deepStrictEqual([accounts.loaded, accounts.all()], [false, []]);
  });

  it('is empty, and known to be, where there is no file', async () => {
    const accounts = open();
    await accounts.load();
    assert.deepStrictEqual([accounts.loaded, accounts.all(), troubles], [true, [], []]);
  });

  it('is the same after it was written and read', async () => {
    await open().change(() => [account, second]);
    const accounts = open();
    await accounts.load();
    assert.deepStrictEqual(accounts.all(), [account, second]);
    assert.deepStrictEqual(
      [accounts.has('mimir', account.keySetAt), accounts.has('mimir', 1), accounts.has('bloom', account.keySetAt)],
      [true, false, false],
    );
  });

  it('tells once that it was read, and then when it changes', async () => {
    const accounts = open();
    const seen: number[] = [];
    accounts.onDidChange(() => seen.push(accounts.all().length));
    await accounts.load();
    await accounts.load();
    await accounts.change(() => [account]);
    await accounts.load();
    assert.deepStrictEqual(seen, [0, 1]);
  });

  it('takes over what another window has written, and builds on it', async () => {
    const [mine, theirs] = [open(), open()];
    await Promise.all([mine.load(), theirs.load()]);
    await theirs.change((list) => [...list, account]);
    await mine.change((list) => [...list, second]);
    assert.deepStrictEqual(mine.all(), [account, second]);
    await theirs.load();
    assert.deepStrictEqual(theirs.all(), [account, second]);
  });

  it('makes changes one after the other', async () => {
    const accounts = open();
    const ids = Array.from({ length: 20 }, (_, index) => `mimir-${index}`);
    await Promise.all(ids.map((id) => accounts.change((list) => [...list, sampleAccount({ id })])));
    assert.deepStrictEqual(
      accounts.all().map(({ id }) => id),
      ids,
    );
  });

  it('stays as it was when a change throws, and takes the next', async () => {
    const accounts = open();
    await accounts.change(() => [account]);
    const broken = accounts.change(() => {
      throw new Error('no');
    });
    await assert.rejects(broken);
    await accounts.change((list) => [...list, second]);
    assert.deepStrictEqual(accounts.all(), [account, second]);
  });

  it('stays as it was when a change cannot be written, and rejects', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const accounts = open(join(folder.path, 'file'));
    await accounts.load();
    await assert.rejects(accounts.change(() => [account]));
    assert.deepStrictEqual(
      [accounts.loaded, accounts.all(), troubles.map(({ kind }) => kind)],
      [true, [], ['unwritable']],
    );
  });

  it('is set aside and told when it cannot be understood, and no row is made up', async () => {
    await writeFile(path(), JSON.stringify({ version: 1, accounts: [{ ...account, keySetAt: 'today' }] }));
    const accounts = open();
    await accounts.load();
    assert.deepStrictEqual(
      [accounts.loaded, accounts.all(), troubles.map(({ kind }) => kind)],
      [true, [], ['setAside']],
    );
  });

  describe('that the disk does not hand out', () => {
    beforeEach(() => mkdir(path()));

    it('is not taken for an empty one', async () => {
      const accounts = open();
      const seen: unknown[] = [];
      accounts.onDidChange(() => seen.push(accounts.all()));
      await accounts.load();
      assert.deepStrictEqual([accounts.loaded, seen, troubles.map(({ kind }) => kind)], [false, [], ['unreadable']]);
    });

    it('is not written over by a change, which rejects', async () => {
      await assert.rejects(open().change((list) => [...list, account]));
      await rm(path(), { recursive: true });
    });

    it('leaves what was known', async () => {
      await rm(path(), { recursive: true });
      const accounts = open();
      await accounts.change(() => [account]);
      await rm(path());
      await mkdir(path());
      await accounts.load();
      assert.deepStrictEqual([accounts.loaded, accounts.all()], [true, [account]]);
    });
  });

  it('never gets a key, and two windows never share an id', async () => {
    const keys = new FakeKeys();
    const clock = new FakeClock();
    const [mine, theirs] = [open(), open()];
    await Promise.all([mine.load(), theirs.load()]);
    const draft = { provider: bloom, origin: 'https://www.trybloom.ai', parameters: {} };
    await addAccount({ accounts: theirs, keys, clock }, { ...draft, key: 'bloom_sk_theirs7Qf2' });
    await addAccount({ accounts: mine, keys, clock }, { ...draft, key: 'bloom_sk_mineX9Lm' });
    const text = await readFile(path(), 'utf8');
    assert.deepStrictEqual(
      {
        ids: mine.all().map(({ id }) => id),
        keys: Object.fromEntries(keys.kept),
        fragments: [...keyFragments('theirs7Qf2', text), ...keyFragments('mineX9Lm', text)],
      },
      {
        ids: ['bloom', 'bloom-2'],
        keys: { bloom: 'bloom_sk_theirs7Qf2', 'bloom-2': 'bloom_sk_mineX9Lm' },
        fragments: [],
      },
    );
  });
});
