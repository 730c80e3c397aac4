import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AccountAlerts, AlertState } from '../../../src/core/alerts/alertState.ts';
import type { StorageProblemKind } from '../../../src/core/storageProblems.ts';
import { AlertsFile } from '../../../src/storage/alertsFile.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { FakeClock, quickClock } from '../../support/fakes/clocks.ts';
import { settled, tempFolder } from '../../support/fakes/environment.ts';
import { MemoryLocks } from '../../support/fakes/stores.ts';

const at = Date.UTC(2026, 10, 20, 12);
const released = fileURLToPath(new URL('../../support/released/0.1.0/alerts.json', import.meta.url));

/** Everything that can be saved about an account. */
const full: AccountAlerts = {
  accountId: 'mimir',
  keySetAt: at - 1000,
  at,
  known: ['low', 'empty', 'expiring', 'low/searches'],
  alerts: [
    { key: 'low/searches', armed: false, at, snoozedUntil: at + 1000 },
    { key: 'expiring@20777', armed: true, at },
  ],
};
const plain = (accountId: string, change: Partial<AccountAlerts> = {}): AccountAlerts => ({
  accountId,
  keySetAt: 1,
  at: 1,
  known: [],
  alerts: [],
  ...change,
});

describe('the saved alerts', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let locks: Awaited<ReturnType<typeof tempFolder>>;
  let problems: StorageProblemKind[];
  beforeEach(async () => {
    [folder, locks] = await Promise.all([tempFolder(), tempFolder()]);
    problems = [];
  });
  afterEach(() => Promise.all([folder.dispose(), locks.dispose()]));

  const open = (change: Partial<ConstructorParameters<typeof AlertsFile>[0]> = {}) =>
    new AlertsFile({
      folder: folder.path,
      report: { problem: ({ kind }) => problems.push(kind), solved: () => {} },
      locks: new FileLocks(locks.path, () => {}, quickClock),
      clock: quickClock,
      ...change,
    });
  const path = () => join(folder.path, 'alerts.2.json');
  const reopened = async () => {
    const file = open();
    await file.load();
    return file.state;
  };
  /** The disk takes no file of this name any more, or takes it again. */
  const refuse = async () => {
    await rm(path(), { force: true });
    await mkdir(join(path(), 'in the way'), { recursive: true });
  };
  const allow = () => rm(path(), { recursive: true, force: true });

  it('are none at first, which is no problem', async () => {
    assert.deepStrictEqual([await reopened(), problems], [[], []]);
  });

  it('are none again once the last account is gone, in this window too', async () => {
    const file = open();
    await file.change(() => [full]);
    await file.change(() => []);
    assert.deepStrictEqual([file.state, await reopened()], [[], []]);
  });

  it('are there in another window and after a restart, all of them', async () => {
    assert.equal(await open().change(() => [full]), true);
    assert.deepStrictEqual(await reopened(), [full]);
  });

  it('are read anew by a window that looks again', async () => {
    const mine = open();
    await mine.load();
    await open().change(() => [full]);
    assert.deepStrictEqual(mine.state, []);
    await mine.load();
    assert.deepStrictEqual(mine.state, [full]);
  });

  it('of version 0.1.0 are there after the update, with the present names', async () => {
    await copyFile(released, join(folder.path, 'alerts.json'));
    const [mimir, olostep, fullenrich] = await reopened();
    assert.deepStrictEqual(
      [mimir?.known.slice(-3), mimir?.alerts.map(({ key, armed }) => [key, armed])],
      [
        ['expiring', 'invalidKey', 'unreachable'],
        [
          ['low', false],
          ['runway', true],
        ],
      ],
    );
    assert.equal(typeof mimir?.alerts[1]?.snoozedUntil, 'number');
    assert.deepStrictEqual(
      [olostep, fullenrich].map((account) => account?.alerts.map(({ key }) => key)),
      [['expiring@20817'], ['unreachable']],
    );
    const before = await readFile(released, 'utf8');
    await open().change((state) => [...state, full]);
    assert.equal(await readFile(join(folder.path, 'alerts.json'), 'utf8'), before);
    assert.equal((await reopened()).length, 4);
  });

  it('are edited by one window at a time, each on what the others have left', async () => {
    const windows = [open(), open(), open()];
    await Promise.all(windows.map((file, index) => file.change((state) => [...state, plain(`${index}`)])));
    const ids = (await reopened()).map(({ accountId }) => accountId);
    assert.deepStrictEqual(ids.toSorted(), ['0', '1', '2']);
  });

  it('are added by the first of all windows that try', async () => {
    const added: number[] = [];
    const add = (index: number) =>
      open().change((state) => {
        if (state.length > 0) return state;
        added.push(index);
        return [full];
      });
    await Promise.all([0, 1, 2].map(add));
    assert.equal(added.length, 1);
  });

  it('stay as they are when nothing is new', async () => {
    await open().change(() => [full]);
    const before = `${await readFile(path(), 'utf8')} `;
    await writeFile(path(), before);
    await open().change((state) => state);
    assert.equal(await readFile(path(), 'utf8'), before);
  });

  it("aren't waited for longer than the lock of a dead window lasts", async () => {
    const held = new MemoryLocks();
    await held.tryAcquire('alerts');
    const clock = new FakeClock();
    let changed: boolean | undefined;
    const waiting = open({ locks: held, clock }).change(() => assert.fail());
    void waiting.then((result) => {
      changed = result;
    });
    for (let passed = 0; passed < 900 && changed === undefined; passed += 1) {
      await settled();
      clock.advance(50);
    }
    assert.deepStrictEqual([await waiting, clock.pending], [false, 0]);
  });

  it("aren't waited for once the window closes", async () => {
    const held = new MemoryLocks();
    await held.tryAcquire('alerts');
    const clock = new FakeClock();
    const file = open({ locks: held, clock });
    const waiting = file.change(() => assert.fail());
    await settled();
    file.dispose();
    assert.deepStrictEqual([await waiting, clock.pending], [false, 0]);
  });

  describe('on a disk that refuses', () => {
    it('count in this window all the same, and are saved as soon as the disk takes them', async () => {
      const file = open();
      await refuse();
      assert.equal(await file.change(() => [full]), true);
      await file.load();
      const seen: AlertState[] = [];
      await file.change((state) => {
        seen.push(state);
        return state;
      });
      assert.deepStrictEqual([file.state, seen, problems.length > 0], [[full], [[full]], true]);
      await allow();
      await file.change((state) => state);
      assert.deepStrictEqual(await reopened(), [full]);
    });

    it('are the later of what this window knows and what another has saved meanwhile', async () => {
      const file = open();
      await refuse();
      const ours = [plain('a', { at: 5 }), plain('b', { at: 5 }), plain('c', { at: 5 }), plain('d', { keySetAt: 2 })];
      await file.change(() => ours);
      await allow();
      const theirs = [plain('a', { at: 4 }), plain('b', { at: 6 }), plain('d', { at: 9 }), plain('e')];
      await open().change(() => theirs);
      await file.change((state) => state);
      const known = (state: AlertState) =>
        Object.fromEntries(state.map((account) => [account.accountId, `${account.keySetAt} ${account.at}`]));
      const merged = { a: '1 5', b: '1 6', c: '1 5', d: '2 1', e: '1 1' };
      assert.deepStrictEqual([known(file.state), known(await reopened())], [merged, merged]);
    });

    it('are what the file says again once it could be written', async () => {
      const file = open();
      await refuse();
      await file.change(() => [plain('a', { at: 5 })]);
      await allow();
      await file.change((state) => state);
      await open().change(() => [plain('a', { at: 3 })]);
      await file.load();
      assert.equal(file.state[0]?.at, 3);
    });
  });
});
