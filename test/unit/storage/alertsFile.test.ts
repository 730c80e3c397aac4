import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { AccountMemory, AlertMemory } from '../../../src/core/alerts/alertMemory.ts';
import { AlertsFile } from '../../../src/storage/alertsFile.ts';
import type { FileProblem } from '../../../src/storage/jsonFile.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { FakeClock } from '../../support/fakes/fakeClock.ts';
import { MemoryLocks } from '../../support/fakes/memoryLocks.ts';
import { quickClock } from '../../support/fakes/quickClock.ts';
import { settled } from '../../support/fakes/settled.ts';
import { tempFolder } from '../../support/fakes/tempFolder.ts';

const at = Date.UTC(2026, 10, 20, 12);

/** Everything that can be remembered of an account. */
const full: AccountMemory = {
  accountId: 'mimir',
  keySetAt: at - 1000,
  at,
  kinds: ['low', 'empty', 'lapsing'],
  positive: true,
  doubt: at,
  watches: [
    { watch: 'low', armed: false, at, snoozedUntil: at + 1000 },
    { watch: 'lapsing@20777', armed: true, at },
  ],
};
const plain = (accountId: string, change: Partial<AccountMemory> = {}): AccountMemory => ({
  accountId,
  keySetAt: 1,
  at: 1,
  kinds: [],
  watches: [],
  ...change,
});

describe('what is kept of alerts', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let locks: Awaited<ReturnType<typeof tempFolder>>;
  let storageProblems: FileProblem[];
  beforeEach(async () => {
    [folder, locks] = await Promise.all([tempFolder(), tempFolder()]);
    storageProblems = [];
  });
  afterEach(() => Promise.all([folder.dispose(), locks.dispose()]));

  const open = (path = folder.path) =>
    new AlertsFile({
      folder: path,
      report: { problem: (trouble) => storageProblems.push(trouble), solved: () => {} },
      locks: new FileLocks(locks.path, () => {}, quickClock),
      clock: quickClock,
    });
  const path = () => join(folder.path, 'alerts.json');
  const add = (account: AccountMemory) => (memory: AlertMemory) => [...memory, account];
  const ids = (file: AlertsFile) => file.memory.map(({ accountId }) => accountId);
  /** The disk takes no file of this name any more, or takes it again. */
  const refuse = async () => {
    await rm(path(), { force: true });
    await mkdir(join(path(), 'in the way'), { recursive: true });
  };
  const allow = () => rm(path(), { recursive: true, force: true });

  it('is nothing at first, and no trouble', async () => {
    const file = open();
    await file.load();
    assert.deepStrictEqual([file.memory, storageProblems], [[], []]);
  });

  it('is there in another window and after a restart, all of it', async () => {
    assert.equal(await open().change(() => [full]), true);
    const other = open();
    await other.load();
    assert.deepStrictEqual(other.memory, [full]);
    assert.equal(JSON.parse(await readFile(path(), 'utf8')).version, 1);
  });

  it('is read anew by a window that looks again', async () => {
    const [mine, theirs] = [open(), open()];
    await mine.load();
    await theirs.change(() => [full]);
    assert.deepStrictEqual(mine.memory, []);
    await mine.load();
    assert.deepStrictEqual(mine.memory, [full]);
  });

  it('is not written when nothing is new', async () => {
    const file = open();
    await file.change((memory) => memory);
    assert.deepStrictEqual(await readdir(folder.path), []);
    await file.change(() => [full]);
    const before = await readFile(path(), 'utf8');
    await writeFile(path(), `${before} `);
    await file.change((memory) => memory);
    assert.equal(await readFile(path(), 'utf8'), `${before} `);
  });

  it('is edited on what another window has left', async () => {
    const windows = [open(), open(), open()];
    await Promise.all(windows.map((file, index) => file.change(add(plain(`${index}`)))));
    const last = open();
    await last.load();
    assert.deepStrictEqual(ids(last).toSorted(), ['0', '1', '2']);
  });

  it('is edited by one window at a time, whatever they do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 2, maxLength: 8 }), async (order) => {
        await rm(path(), { force: true });
        const windows = [open(), open(), open()];
        let editing = 0;
        // Who finds it unsaid says it: of all who try, one may.
        const said: number[] = [];
        await Promise.all(
          order.map((index) =>
            windows[index]?.change((memory) => {
              editing += 1;
              assert.equal(editing, 1);
              editing -= 1;
              if (memory.length > 0) return memory;
              said.push(index);
              return [full];
            }),
          ),
        );
        assert.equal(said.length, 1);
      }),
      { numRuns: 25 },
    );
  }).timeout(30_000);

  it('is not waited for longer than a dead window holds it', async () => {
    const held = new MemoryLocks();
    await held.tryAcquire('alerts');
    const clock = new FakeClock();
    const report = { problem: () => assert.fail(), solved: () => {} };
    const file = new AlertsFile({ folder: folder.path, report, locks: held, clock });
    let changed: boolean | undefined;
    void file
      .change(() => assert.fail())
      .then((result) => {
        changed = result;
      });
    for (let passed = 0; passed < 800 && changed === undefined; passed += 1) {
      await settled();
      clock.advance(50);
    }
    await settled();
    assert.deepStrictEqual([changed, clock.pending], [false, 0]);
  });

  it('is not waited for once the window closes', async () => {
    const held = new MemoryLocks();
    await held.tryAcquire('alerts');
    const clock = new FakeClock();
    const report = { problem: () => assert.fail(), solved: () => {} };
    const file = new AlertsFile({ folder: folder.path, report, locks: held, clock });
    const waiting = file.change(() => assert.fail());
    await settled();
    file.dispose();
    assert.deepStrictEqual([await waiting, await file.change(() => assert.fail()), clock.pending], [false, false, 0]);
  });

  for (const { what, text } of [
    { what: 'no JSON', text: '{"version":1,"accounts":[' },
    { what: 'another version', text: JSON.stringify({ version: 2, accounts: [] }) },
    { what: 'an unknown kind', text: JSON.stringify({ version: 1, accounts: [{ ...full, kinds: ['strange'] }] }) },
    { what: 'a text for a time', text: JSON.stringify({ version: 1, accounts: [{ ...full, at: 'now' }] }) },
    { what: 'a list', text: '[]' },
  ]) {
    it(`is set aside when it is ${what}, and what this window knows stays`, async () => {
      const file = open();
      await file.change(() => [full]);
      await writeFile(path(), text);
      await file.load();
      assert.deepStrictEqual(file.memory, [full]);
      assert.deepStrictEqual(
        storageProblems.map(({ file: name, kind }) => [name, kind]),
        [['alerts.json', 'setAside']],
      );
      await file.change((memory) => [...memory]);
      const other = open();
      await other.load();
      assert.deepStrictEqual(other.memory, [full]);
    });
  }

  it('stays known in this window when the file is deleted', async () => {
    const file = open();
    await file.change(() => [full]);
    await rm(path());
    await file.load();
    assert.deepStrictEqual(file.memory, [full]);
  });

  describe('on a disk that refuses', () => {
    it('counts in this window all the same', async () => {
      await refuse();
      const file = open();
      assert.equal(await file.change(() => [full]), true);
      await file.load();
      assert.deepStrictEqual(file.memory, [full]);
      const seen: AlertMemory[] = [];
      await file.change((memory) => {
        seen.push(memory);
        return memory;
      });
      assert.deepStrictEqual(seen, [[full]]);
      assert.ok(storageProblems.some(({ kind }) => kind === 'unwritable'));
    });

    it('is kept as soon as the disk takes it, even if nothing is new then', async () => {
      await refuse();
      const file = open();
      await file.change(() => [full]);
      await allow();
      await file.change((memory) => memory);
      const other = open();
      await other.load();
      assert.deepStrictEqual(other.memory, [full]);
    });

    it('goes on from the later of what it knows and what another window has kept meanwhile', async () => {
      const file = open();
      await refuse();
      const ours = [plain('a', { at: 5 }), plain('b', { at: 5 }), plain('c', { at: 5 }), plain('d', { keySetAt: 2 })];
      await file.change(() => ours);
      await allow();
      const theirs = [plain('a', { at: 4 }), plain('b', { at: 6 }), plain('d', { at: 9 }), plain('e')];
      await writeFile(path(), JSON.stringify({ version: 1, accounts: theirs }));
      await file.change((memory) => memory);
      const known = (memory: AlertMemory) =>
        Object.fromEntries(memory.map(({ accountId, keySetAt, at: time }) => [accountId, `${keySetAt} ${time}`]));
      const merged = { a: '1 5', b: '1 6', c: '1 5', d: '2 1', e: '1 1' };
      assert.deepStrictEqual(known(file.memory), merged);
      const other = open();
      await other.load();
      assert.deepStrictEqual(known(other.memory), merged);
    });

    it('is what the file says again once it could be written', async () => {
      await refuse();
      const file = open();
      await file.change(() => [plain('a', { at: 5 })]);
      await allow();
      await file.change((memory) => memory);
      await open().change(() => [plain('a', { at: 3 })]);
      await file.load();
      assert.equal(file.memory[0]?.at, 3);
    });
  });
});
