import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading } from '../../../src/core/reading.ts';
import type { StorageProblem } from '../../../src/core/storageProblems.ts';
import { credits } from '../../../src/core/unit.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { quickClock } from '../../support/fakes/clocks.ts';
import { tempFolder } from '../../support/fakes/environment.ts';
import { sampleReading } from '../../support/fakes/samples.ts';

const { checkedAt: at, keySetAt } = sampleReading();

/** A reading with everything in it that there can be. */
const full: Reading = {
  accountId: 'olostep',
  keySetAt,
  checkedAt: at,
  balance: {
    pools: [
      {
        unit: { kind: 'currency', name: 'USD' },
        amount: 4.2,
        unlimited: false,
        lots: [{ kind: 'Top-up', allocated: 5, remaining: 4.2, expiresAt: at, pending: false }, { kind: 'Setup' }],
        topUps: [{ id: 'a', amount: 5, status: 'completed', at }, {}],
      },
      { id: 'searches', name: 'Searches', unit: { kind: 'count', name: 'searches', singular: 'search' }, renewsAt: at },
    ],
    usageAllowed: true,
    plan: { name: 'Pro', allowance: 10, since: at },
  },
  balanceAt: at,
  lastAmounts: [{ pool: 'searches', amount: 3, unit: credits, at }],
  failure: { kind: 'rateLimited', reason: 'banned', notBefore: at },
  failures: 2,
  retryAt: at,
};

describe('the kept readings', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let locks: Awaited<ReturnType<typeof tempFolder>>;
  let storageProblems: StorageProblem[];
  let clock: number;
  beforeEach(async () => {
    [folder, locks] = await Promise.all([tempFolder(), tempFolder()]);
    storageProblems = [];
    clock = at + 3_600_000;
  });
  afterEach(() => Promise.all([folder.dispose(), locks.dispose()]));

  /** A window, with its list of accounts. */
  const open = (wanted: (accountId: string, keySetAt: number) => boolean = () => true, path = folder.path) =>
    new ReadingsFile({
      folder: path,
      report: { problem: (trouble) => storageProblems.push(trouble), solved: () => {} },
      locks: new FileLocks(locks.path, () => {}, quickClock),
      clock: { ...quickClock, now: () => clock },
      accounts: { has: wanted, load: async () => {} },
    });
  const path = () => join(folder.path, 'readings.2.json');
  const amounts = (readings: ReadingsFile) =>
    Object.fromEntries([...readings.all()].map(([id, { balance }]) => [id, balance?.pools[0].amount]));
  const of = (accountId: string, amount: number, more: Partial<Reading> = {}) =>
    sampleReading({ accountId, balance: { pools: [{ unit: credits, amount }] }, ...more });

  async function kept(): Promise<unknown> {
    const again = open();
    await again.load();
    return amounts(again);
  }

  it('tell of a balance that another window has read, though the rest of the file is known', async () => {
    const [here, there] = [open(), open()];
    here.put(of('mimir', 42));
    await here.flush();
    await there.load();
    there.put(of('bloom', 7));
    await there.flush();
    let told = 0;
    here.onDidChange(() => {
      told += 1;
    });
    await here.load();
    assert.deepStrictEqual([amounts(here), told], [{ mimir: 42, bloom: 7 }, 1]);
  });

  it('of a failure that only a newer version knows are there without what is unknown, and stay as they are in the file', async () => {
    const failures = [
      { kind: 'forbidden', reason: 'Your key brz_Wd83kPq6 is bad', notBefore: at },
      { kind: 'slowedDown', reason: 'banned' },
    ];
    const strange = failures.map((failure, index) => ({ ...of(`s${index}`, index), failure, more: { of: 'it' } }));
    await writeFile(path(), JSON.stringify({ version: 2, readings: strange }));
    const readings = open();
    await readings.load();
    assert.deepStrictEqual(
      [...readings.all().values()].map(({ failure }) => failure),
      [
        { kind: 'forbidden', reason: undefined, notBefore: at },
        { kind: 'unexpected', reason: 'banned' },
      ],
    );
    readings.put(of('mimir', 42));
    await readings.flush();
    assert.deepStrictEqual(
      [JSON.parse(await readFile(path(), 'utf8')).readings.slice(0, 2), storageProblems],
      [strange, []],
    );
  });

  it('are the same after they were written and read', async () => {
    const readings = open();
    readings.put(full);
    readings.put(sampleReading());
    await readings.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual([...again.all().values()], [full, sampleReading()]);
    assert.deepStrictEqual([await readdir(folder.path), storageProblems], [['readings.2.json'], []]);
  });

  it('are none where there is no file', async () => {
    const readings = open();
    await readings.load();
    assert.deepStrictEqual([readings.all().size, storageProblems], [0, []]);
  });

  it('are read as they are when a date is none that a calendar has: whoever writes it out has to cope', async () => {
    const lots = [{ kind: 'a', expiresAt: 1e300 }];
    const odd = { ...full, balance: { pools: [{ unit: credits, lots }] } };
    await writeFile(path(), JSON.stringify({ version: 2, readings: [odd] }));
    const readings = open();
    await readings.load();
    assert.deepStrictEqual([readings.all().get('olostep'), storageProblems], [odd, []]);
  });

  it('stay in memory when the folder cannot be written, which is told', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const readings = open(() => true, join(folder.path, 'file'));
    await readings.load();
    readings.put(of('mimir', 42));
    await readings.flush();
    readings.put(of('bloom', 7));
    await readings.flush();
    assert.deepStrictEqual(
      [amounts(readings), storageProblems.map(({ kind }) => kind)],
      [{ mimir: 42, bloom: 7 }, ['unwritable', 'unwritable']],
    );
  });

  it('that the disk refused are saved by the next look once there is room', async () => {
    await mkdir(join(path(), 'in the way'), { recursive: true });
    const readings = open();
    readings.put(of('mimir', 42));
    await readings.flush();
    await rm(path(), { recursive: true });
    await readings.load();
    await readings.flush();
    assert.deepStrictEqual(await kept(), { mimir: 42 });
  });

  for (const { when, first, second, wins } of [
    { when: 'is newer', first: of('a', 1), second: of('a', 2, { checkedAt: at + 1 }), wins: 2 },
    { when: 'is older', first: of('a', 1, { checkedAt: at + 1 }), second: of('a', 2), wins: 1 },
    {
      when: 'is of a newer key',
      first: of('a', 1, { checkedAt: at + 9 }),
      second: of('a', 2, { keySetAt: keySetAt + 1 }),
      wins: 2,
    },
    {
      when: 'is of an older key',
      first: of('a', 1, { keySetAt: keySetAt + 1 }),
      second: of('a', 2, { checkedAt: at + 9 }),
      wins: 1,
    },
  ]) {
    it(`give way to another that ${when}: ${wins === 2 ? 'yes' : 'no'}`, async () => {
      const readings = open();
      readings.put(first);
      readings.put(second);
      await readings.flush();
      assert.deepStrictEqual([amounts(readings), await kept()], [{ a: wins }, { a: wins }]);
    });
  }

  it('of a time that is yet to come give way to one of now, for the clock was set back', async () => {
    const readings = open();
    readings.put(of('a', 1));
    await readings.flush();
    clock = at - 86_400_000;
    readings.put(of('a', 2, { checkedAt: clock }));
    await readings.flush();
    clock += 60_000;
    readings.put(of('a', 3, { checkedAt: clock }));
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ a: 3 }, { a: 3 }]);
  });

  it('tell when they change, and not when nothing new came', async () => {
    const readings = open();
    let told = 0;
    readings.onDidChange(() => {
      told += 1;
    });
    readings.put(of('a', 1));
    readings.put(of('a', 1));
    readings.put(of('a', 2, { checkedAt: at - 1 }));
    readings.put(of('a', 3, { checkedAt: at + 1 }));
    assert.equal(told, 2);
    await readings.flush();
  });

  it('tell what was put here, with the reading before, and nothing of what is not taken or comes from elsewhere', async () => {
    const [here, there] = [open((id) => id !== 'gone'), open()];
    const told: unknown[] = [];
    here.onDidPut(({ reading, previous }) =>
      told.push([
        reading.balance?.pools[0].amount,
        previous?.balance?.pools[0].amount,
        here.all().get('a') === reading,
      ]),
    );
    there.put(of('a', 1));
    await there.flush();
    await here.load();
    assert.deepStrictEqual(told, []);
    for (const reading of [
      of('a', 2, { checkedAt: at + 1 }),
      of('a', 3),
      of('gone', 4),
      of('a', 5, { checkedAt: at + 2 }),
    ])
      here.put(reading);
    await here.flush();
    assert.deepStrictEqual(told, [
      [2, 1, true],
      [5, 2, true],
    ]);
  });

  it('of accounts that are gone are dropped, here and on disk', async () => {
    let wanted = ['a', 'b'];
    const readings = open((accountId) => wanted.includes(accountId));
    readings.put(of('a', 1));
    readings.put(of('b', 2));
    await readings.flush();
    wanted = ['b'];
    readings.prune();
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ b: 2 }, { b: 2 }]);
  });

  it('are not brought back by the late answer of an account that is gone, or of a key that was replaced', async () => {
    const readings = open((accountId, key) => accountId === 'a' && key === 2);
    readings.put(of('a', 1, { keySetAt: 1 }));
    readings.put(of('gone', 1, { keySetAt: 2 }));
    await readings.flush();
    readings.put(of('a', 5, { keySetAt: 2 }));
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ a: 5 }, { a: 5 }]);
  });

  it('of an account that was removed do not stand in the way of one that takes its name', async () => {
    let wanted = 9;
    const readings = open((_, key) => key === wanted);
    readings.put(of('a', 1, { keySetAt: 9 }));
    await readings.flush();
    wanted = 0;
    readings.prune();
    await readings.flush();
    wanted = 3;
    readings.put(of('a', 2, { keySetAt: 3 }));
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ a: 2 }, { a: 2 }]);
  });

  it('that were read before the accounts do not outlive them', async () => {
    const writer = open();
    writer.put(of('a', 1, { keySetAt: 9 }));
    writer.put(of('gone', 7));
    await writer.flush();
    let known = false;
    const readings = open((accountId, key) => known && accountId === 'a' && key === 3);
    await readings.load();
    known = true;
    readings.put(of('a', 2, { keySetAt: 3 }));
    await readings.flush();
    assert.deepStrictEqual([readings.all().get('a')?.balance?.pools[0].amount, await kept()], [2, { a: 2 }]);
  });

  it('of two windows are merged, and each hears of the other', async () => {
    const [mine, theirs] = [open(), open()];
    theirs.put(of('theirs', 1));
    await theirs.flush();
    let told = 0;
    mine.onDidChange(() => {
      told += 1;
    });
    mine.put(of('mine', 2));
    await mine.flush();
    assert.deepStrictEqual([amounts(mine), told, await kept()], [{ mine: 2, theirs: 1 }, 2, { mine: 2, theirs: 1 }]);
    await theirs.load();
    assert.deepStrictEqual(amounts(theirs), { mine: 2, theirs: 1 });
  });

  describe('of two windows', () => {
    /** A window that has read this list of accounts, by their ids and the times of their keys, and can read it anew. */
    function openWith(kept: Readonly<Record<string, number>>) {
      let known = kept;
      let onDisk = kept;
      const learn = async () => {
        if (known === onDisk) return;
        known = onDisk;
        readings.prune();
      };
      const readings: ReadingsFile = new ReadingsFile({
        folder: folder.path,
        report: { problem: (trouble) => storageProblems.push(trouble), solved: () => {} },
        locks: new FileLocks(folder.path, () => {}, quickClock),
        clock: { ...quickClock, now: () => clock },
        accounts: { has: (id, key) => known[id] === key, load: learn },
      });
      /** Another window has written the list. */
      const write = (list: Readonly<Record<string, number>>) => {
        onDisk = list;
      };
      return { readings, write, learn };
    }

    it('are merged, whoever writes when', async () => {
      const windows = Array.from({ length: 4 }, () => open());
      for (const [index, window] of windows.entries()) {
        for (let round = 0; round < 5; round += 1) {
          window.put(of(`own-${index}`, round, { checkedAt: at + round }));
          window.put(of('shared', 10 * index + round, { checkedAt: at + 10 * index + round }));
        }
      }
      await Promise.all(windows.map((window) => window.flush()));
      const all = { 'own-0': 4, 'own-1': 4, 'own-2': 4, 'own-3': 4, shared: 34 };
      assert.deepStrictEqual([await kept(), storageProblems], [all, []]);
      for (const window of windows) {
        await window.load();
        assert.deepStrictEqual(amounts(window), all);
      }
    });

    it('are not lost for an account that one of them has not heard of yet', async () => {
      const [mine, theirs] = [openWith({ a: 1 }), openWith({ a: 1 })];
      for (const { write } of [mine, theirs]) write({ a: 1, b: 1 });
      await theirs.learn();
      theirs.readings.put(of('b', 2, { keySetAt: 1 }));
      await theirs.readings.flush();
      mine.readings.put(of('a', 1, { keySetAt: 1 }));
      await mine.readings.flush();
      assert.deepStrictEqual(
        [amounts(mine.readings), await kept()],
        [
          { a: 1, b: 2 },
          { a: 1, b: 2 },
        ],
      );
    });

    it('of which one replaces a key are those of the new key in both', async () => {
      const [mine, theirs] = [openWith({ a: 1 }), openWith({ a: 1 })];
      mine.readings.put(of('a', 1, { keySetAt: 1, checkedAt: at + 1000 }));
      await mine.readings.flush();
      await theirs.readings.load();
      for (const { write } of [mine, theirs]) write({ a: 2 });
      await theirs.learn();
      theirs.readings.put(of('a', 2, { keySetAt: 2 }));
      await theirs.readings.flush();
      // Heard of the reading before the account.
      await mine.readings.load();
      const before = amounts(mine.readings);
      await mine.learn();
      await mine.readings.flush();
      assert.deepStrictEqual([before, amounts(mine.readings), await kept()], [{ a: 1 }, { a: 2 }, { a: 2 }]);
    });

    it('of a key that is newer than the list of accounts show once the list is read', async () => {
      const [mine, theirs] = [openWith({}), openWith({ a: 2 })];
      theirs.readings.put(of('a', 2, { keySetAt: 2 }));
      await theirs.readings.flush();
      mine.write({ a: 2 });
      await mine.readings.load();
      await mine.learn();
      mine.readings.put(of('a', 1, { keySetAt: 1, checkedAt: at + 1000 }));
      await mine.readings.flush();
      assert.deepStrictEqual(amounts(mine.readings), { a: 2 });
    });

    it('of an account that one of them has removed are in neither, nor in the file', async () => {
      const [mine, theirs] = [openWith({ a: 1, b: 1 }), openWith({ a: 1, b: 1 })];
      mine.readings.put(of('a', 1, { keySetAt: 1 }));
      mine.readings.put(of('b', 2, { keySetAt: 1 }));
      await mine.readings.flush();
      await theirs.readings.load();
      for (const { write } of [mine, theirs]) write({ b: 1 });
      await mine.learn();
      await mine.readings.flush();
      theirs.readings.put(of('b', 3, { keySetAt: 1, checkedAt: at + 1 }));
      await theirs.readings.flush();
      await mine.readings.load();
      assert.deepStrictEqual(
        [amounts(mine.readings), amounts(theirs.readings), await kept()],
        [{ b: 3 }, { b: 3 }, { b: 3 }],
      );
    });

    it('are looked for again even while a look is under way that began before they were written', async () => {
      const [mine, theirs] = [open(), open()];
      for (let round = 1; round <= 20; round += 1) {
        theirs.put(of('a', round, { checkedAt: at + round }));
        const early = mine.load();
        await theirs.flush();
        await mine.load();
        assert.deepStrictEqual(amounts(mine), { a: round });
        await early;
      }
    });
  });

  it('that wait to be written when the window closes are let go of, and nothing hangs', async () => {
    const held = await new FileLocks(locks.path, () => {}, quickClock).tryAcquire('readings');
    const readings = open();
    readings.put(of('a', 1));
    readings.dispose();
    await readings.flush();
    assert.deepStrictEqual([await readdir(folder.path), held !== undefined], [[], true]);
  });

  it('are written in a few steps when many come at once, and all arrive', async () => {
    const readings = open();
    const ids = Array.from({ length: 200 }, (_, index) => `a${index}`);
    for (const [index, id] of ids.entries()) readings.put(of(id, index));
    await readings.flush();
    assert.equal(Object.keys((await kept()) as object).length, 200);
  });
});
