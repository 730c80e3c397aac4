import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addAccount, renameAccount, replaceKey } from '../../../src/core/editAccounts.ts';
import type { StorageProblem } from '../../../src/core/storageProblems.ts';
import { bloom } from '../../../src/providers/bloom.ts';
import { AccountsFile } from '../../../src/storage/accountsFile.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { quickClock as clock } from '../../support/fakes/clocks.ts';
import { tempFolder } from '../../support/fakes/environment.ts';
import { FakeKeys, fakeFingerprints as fingerprints, keyFragments } from '../../support/fakes/keys.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';

const account = sampleAccount({ parameters: { workspaceId: 'w' } });
const second = sampleAccount({ id: 'mimir-2' });
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

describe('the list of accounts', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let storageProblems: StorageProblem[];
  beforeEach(async () => {
    folder = await tempFolder();
    storageProblems = [];
  });
  afterEach(() => folder.dispose());

  /** A window. */
  const open = (path = folder.path) =>
    new AccountsFile({
      folder: path,
      report: { problem: (trouble) => storageProblems.push(trouble), solved: () => {} },
      locks: new FileLocks(path, () => {}, clock),
      clock,
    });
  const path = () => join(folder.path, 'accounts.json');

  it('claims nothing before it is read', () => {
    const accounts = open();
    assert.deepStrictEqual([accounts.loaded, accounts.all()], [false, []]);
  });

  it('is empty, and known to be, where there is no file', async () => {
    const accounts = open();
    await accounts.load();
    assert.deepStrictEqual([accounts.loaded, accounts.all(), storageProblems], [true, [], []]);
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

  it('stays as it was when a change cannot be written, and rejects', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const accounts = open(join(folder.path, 'file'));
    await accounts.load();
    await assert.rejects(accounts.change(() => [account]));
    assert.deepStrictEqual(
      [accounts.loaded, accounts.all(), storageProblems.map(({ kind }) => kind)],
      [true, [], ['unwritable']],
    );
  });

  it('is not taken for an empty one when the disk does not hand it out', async () => {
    await mkdir(path());
    const accounts = open();
    await accounts.load();
    const claimed = accounts.loaded;
    await assert.rejects(accounts.change((list) => [...list, account]));
    assert.deepStrictEqual([claimed, accounts.all()], [false, []]);
  });

  it('has the second origin of an account beside the one that version 0.1.0 reads', async () => {
    const origins = ['https://a.example', 'https://b.example'] as const;
    await open().change(() => [{ ...account, origins }, second]);
    const rows = JSON.parse(await readFile(path(), 'utf8')).accounts as Record<string, unknown>[];
    const accounts = open();
    await accounts.load();
    assert.deepStrictEqual(
      [rows.map(({ origin, origins: both }) => [origin, both]), accounts.all()],
      [
        [
          ['https://a.example', [...origins]],
          [second.origins[0], undefined],
        ],
        [{ ...account, origins }, second],
      ],
    );
  });

  it('says which ids are those of accounts that this version does not understand', async () => {
    const strange = { id: 'bloom-2', provider: { of: 'another kind' } };
    await writeFile(path(), JSON.stringify({ version: 1, accounts: [strange] }));
    let taken: ReadonlySet<string> = new Set();
    await open().change((list, otherIds) => {
      taken = otherIds;
      return [...list, account];
    });
    assert.deepStrictEqual(
      [[...taken], JSON.parse(await readFile(path(), 'utf8')).accounts.at(-1)],
      [['bloom-2'], strange],
    );
  });

  describe('that was lost', () => {
    /** A window, and the problems that it has. */
    function openAnother() {
      const problems = new Set<string>();
      const accounts = new AccountsFile({
        folder: folder.path,
        report: {
          problem: ({ kind }) => void problems.add(kind),
          solved: (_, ...kinds) => kinds.forEach((kind) => void problems.delete(kind)),
        },
        locks: new FileLocks(folder.path, () => {}, clock),
        clock,
      });
      return { accounts, problems };
    }
    const names = async () =>
      (await readdir(folder.path)).map((name) => name.replace(/-.*/, '')).filter((name) => name !== 'leases');

    for (const [how, settle] of [
      ['a key is entered again', (accounts: AccountsFile) => accounts.change((list) => [...list, account])],
      ['the person removes what is left', (accounts: AccountsFile) => accounts.settleLostLists()],
    ] as const) {
      it(`is reported by every window, those that open later too, until ${how}`, async () => {
        await writeFile(path(), 'broken');
        const [mine, theirs] = [openAnother(), openAnother()];
        await mine.accounts.load();
        await theirs.accounts.load();
        const later = openAnother();
        await later.accounts.load();
        const windows = [mine, theirs, later];
        const before = windows.map(({ problems }) => [...problems]);
        await settle(theirs.accounts);
        for (const { accounts } of windows) await accounts.load();
        assert.deepStrictEqual(
          [before, windows.map(({ problems }) => [...problems]), (await names()).toSorted()],
          [
            [['setAside'], ['setAside'], ['setAside']],
            [[], [], []],
            ['accounts.json', 'accounts.json.replaced'],
          ],
        );
      });
    }

    it('is still reported after a change that adds nothing', async () => {
      await writeFile(path(), 'broken');
      const { accounts, problems } = openAnother();
      await accounts.change((list) => [...list]);
      assert.deepStrictEqual([...problems], ['setAside']);
    });
  });

  describe('of two windows', () => {
    it('loses none of the changes that both make at once', async () => {
      const windows = [open(), open(), open()];
      const ids = Array.from({ length: 12 }, (_, index) => `mimir-${index}`);
      await Promise.all(ids.map((id, index) => windows[index % 3]?.change((list) => [...list, sampleAccount({ id })])));
      await Promise.all(windows.map((window) => window.load()));
      const seen = windows.map((window) =>
        window
          .all()
          .map(({ id }) => id)
          .toSorted(),
      );
      assert.deepStrictEqual(seen, Array(3).fill(ids.toSorted()));
    });

    it('waits for a change that takes its time, and builds on it', async () => {
      const [mine, theirs] = [open(), open()];
      let answer: () => void = () => {};
      const keyring = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const slow = theirs.change(async (list) => {
        await keyring;
        return [...list, account];
      });
      const quick = mine.change((list) => [...list, second]);
      answer();
      await Promise.all([slow, quick]);
      await Promise.all([mine.load(), theirs.load()]);
      assert.deepStrictEqual(mine.all().toSorted(byId), [account, second]);
      assert.deepStrictEqual(theirs.all(), mine.all());
    });

    it('never gives two accounts one id, and never one account the key of another', async () => {
      const keys = new FakeKeys();
      const windows = [open(), open(), open()];
      const added = await Promise.all(
        windows.flatMap((accounts, window) =>
          [0, 1].map(async (index) => {
            const key = `bloom_sk_${window}${index}`;
            const draft = { provider: bloom, origins: ['https://www.trybloom.ai'] as const, parameters: {}, key };
            return { key, account: await addAccount({ accounts, keys, fingerprints, clock }, draft) };
          }),
        ),
      );
      const ids = added.map(({ account: { id } }) => id);
      assert.deepStrictEqual(
        {
          ids: ids.toSorted(),
          keys: added.filter(({ key, account: { id } }) => keys.kept.get(id) !== key),
        },
        { ids: ['bloom', 'bloom-2', 'bloom-3', 'bloom-4', 'bloom-5', 'bloom-6'], keys: [] },
      );
    });

    it('of which both replace one key leaves one key and its own row', async () => {
      const keys = new FakeKeys({ mimir: 'old' });
      // A keyring that answers in its own time.
      const set = keys.set.bind(keys);
      keys.set = async (id, key, binding) => {
        await new Promise((resolve) => setImmediate(resolve));
        await set(id, key, binding);
      };
      const windows = [open(), open()];
      await windows[0]?.change(() => [account]);
      await Promise.all(
        windows.map((accounts, index) =>
          replaceKey({ accounts, keys, fingerprints, clock }, account, { ...account, key: `new-${index}` }),
        ),
      );
      const after = open();
      await after.load();
      const [{ fingerprint } = assert.fail()] = after.all();
      assert.equal(fingerprints.matches(fingerprint, keys.kept.get('mimir') ?? ''), true);
    });

    it('of which one renames what the other gives a new key keeps both', async () => {
      const keys = new FakeKeys({ mimir: 'old' });
      const [mine, theirs] = [open(), open()];
      await mine.change(() => [account]);
      await renameAccount({ accounts: theirs }, account, 'Work');
      await replaceKey({ accounts: mine, keys, fingerprints, clock }, account, { ...account, key: 'new' });
      const [{ label, fingerprint } = assert.fail()] = mine.all();
      assert.deepStrictEqual([label, fingerprints.matches(fingerprint, 'new')], ['Work', true]);
    });
  });

  it('never gets a key, and two windows never share an id', async () => {
    const keys = new FakeKeys();
    const [mine, theirs] = [open(), open()];
    await Promise.all([mine.load(), theirs.load()]);
    const draft = { provider: bloom, origins: ['https://www.trybloom.ai'] as const, parameters: {} };
    await addAccount({ accounts: theirs, keys, fingerprints, clock }, { ...draft, key: 'bloom_sk_theirs7Qf2' });
    await addAccount({ accounts: mine, keys, fingerprints, clock }, { ...draft, key: 'bloom_sk_mineX9Lm' });
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
