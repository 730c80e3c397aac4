import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Balance } from '../../../src/core/balance.ts';
import type { History } from '../../../src/core/history/record/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { credits } from '../../../src/core/unit.ts';
import { HistoryFolder } from '../../../src/storage/historyFolder.ts';
import type { FileProblem } from '../../../src/storage/jsonFile.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { inZone } from '../../support/fakes/inZone.ts';
import { quickClock } from '../../support/fakes/quickClock.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';
import { tempFolder } from '../../support/fakes/tempFolder.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 20, 12);
const [old, recent] = ['history.json', 'history-recent.json'];

describe('the kept history', () => {
  inZone('Asia/Kolkata');

  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let locks: Awaited<ReturnType<typeof tempFolder>>;
  let storageProblems: FileProblem[];
  let writes: string[];
  let takes: number;
  let clock: number;
  beforeEach(async () => {
    [folder, locks] = await Promise.all([tempFolder(), tempFolder()]);
    storageProblems = [];
    writes = [];
    takes = 0;
    clock = start;
  });
  afterEach(() => Promise.all([folder.dispose(), locks.dispose()]));

  function open(path = folder.path): HistoryFolder {
    const files = new FileLocks(locks.path, () => {}, quickClock);
    return new HistoryFolder({
      folder: path,
      report: { problem: (trouble) => storageProblems.push(trouble), written: (file) => writes.push(file) },
      locks: {
        tryAcquire: (name) => files.tryAcquire(name),
        acquire: (name, signal) => {
          takes += 1;
          return files.acquire(name, signal);
        },
      },
      clock: { ...quickClock, now: () => clock },
    });
  }
  const path = (name: string) => join(folder.path, name);

  /** What is read of the account now. */
  const read = (amount: number | undefined, more: Partial<Balance> = {}, accountId = 'a'): Reading =>
    sampleReading({ accountId, checkedAt: clock, balanceAt: clock, balance: { unit: credits, amount, ...more } });

  /** Adds what is read now, and what was read before in this window. */
  function reader(history: HistoryFolder, accountId = 'a') {
    let previous: Reading | undefined;
    return (amount: number, more?: Partial<Balance>) => {
      const reading = read(amount, more, accountId);
      history.add(reading, previous);
      previous = reading;
    };
  }

  const amounts = (history: History) => history.flatMap(({ points }) => points.map(({ amount }) => amount));
  const shown = (history: HistoryFolder, accountId = 'a') => amounts(history.of(accountId));
  async function kept(accountId = 'a'): Promise<readonly number[]> {
    const again = open();
    await again.load();
    return shown(again, accountId);
  }

  it('is none where there is no file', async () => {
    const history = open();
    await history.load();
    assert.deepStrictEqual([history.of('a'), storageProblems, await readdir(folder.path)], [[], [], []]);
  });

  it('is the same after it was written and read', async () => {
    const history = open();
    const [a, b] = [reader(history), reader(history, 'b')];
    const lots = [
      { kind: 'Top-up', allocated: 5, remaining: 4.25, expiresAt: start + day, pending: false },
      { kind: 'x' },
    ];
    const topUps = [{ id: 't', amount: 5, status: 'done', at: start }, {}];
    a(4.25, { lots, topUps });
    b(7);
    clock += 1234;
    a(-0.1);
    a(0.3, { unit: { kind: 'currency', name: 'USD' } });
    await history.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual([again.of('a'), again.of('b')], [history.of('a'), history.of('b')]);
    assert.deepStrictEqual([again.of('a').length, await readdir(folder.path), storageProblems], [2, [recent], []]);
  });

  it('is there at once, before anything is written', () => {
    const history = open();
    history.add(read(42), undefined);
    assert.deepStrictEqual(shown(history), [42]);
    return history.flush();
  });

  it('tells when it has been read, though there is nothing in it: until then it says nothing', async () => {
    const history = open();
    let told = 0;
    history.onDidChange(() => {
      told += 1;
    });
    assert.equal(history.loaded, false);
    await history.load();
    assert.deepStrictEqual([history.loaded, told], [true, 1]);
    await history.load();
    assert.equal(told, 1);
  });

  it('tells when it changes, and not when nothing new came', async () => {
    const history = open();
    await history.load();
    let told = 0;
    history.onDidChange(() => {
      told += 1;
    });
    history.add(read(42), undefined);
    history.add(read(42), undefined);
    history.add(read(undefined), undefined);
    await history.flush();
    await history.load();
    assert.equal(told, 1);
    clock += minute;
    history.add(read(42), undefined);
    assert.equal(told, 2);
  });

  it('is not written when all is still as before', async () => {
    const history = open();
    const add = reader(history);
    add(42, { lots: [{ kind: 'x', remaining: 42 }] });
    await history.flush();
    const before = await stat(path(recent));
    takes = 0;
    for (let check = 0; check < 50; check += 1) {
      clock += 5 * minute;
      add(42, { lots: [{ kind: 'x', remaining: 42 }] });
      await history.flush();
    }
    const { ino, mtimeMs } = await stat(path(recent));
    assert.deepStrictEqual([writes, takes, ino, mtimeMs], [[recent], 0, before.ino, before.mtimeMs]);
    assert.equal(history.of('a')[0]?.points[0]?.until, clock);
    const end = clock;
    clock += 5 * minute;
    add(41);
    await history.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual([writes.length, again.of('a')[0]?.points[0]?.until], [2, end]);
  });

  it('is not written when what is added at a start is all in it', async () => {
    const history = open();
    const last = read(42);
    history.add(last, undefined);
    await history.flush();
    clock += minute;
    for (const isLoaded of [true, false]) {
      const again = open();
      if (isLoaded) await again.load();
      again.add(last, undefined);
      again.add({ ...last, balanceAt: clock }, last);
      await again.flush();
      assert.deepStrictEqual([shown(again), again.of('a')[0]?.points[0]?.until], [[42], clock]);
    }
    assert.equal(writes.length, 1);
  });

  it('is put away on a new day of the user’s, and has each change once from then on', async () => {
    // Half past six in the evening by UTC is midnight.
    clock = Date.UTC(2026, 10, 20, 18, 20);
    const history = open();
    const add = reader(history);
    const all: number[] = [];
    const say = async (amount: number) => {
      all.push(amount);
      add(amount);
      await history.flush();
      assert.deepStrictEqual([shown(history), await kept()], [all, all]);
      clock += 5 * minute;
    };
    await say(100);
    await say(99);
    assert.deepStrictEqual(await readdir(folder.path), [recent]);
    await say(98);
    assert.deepStrictEqual([writes.filter((file) => file === old).length, writes.at(-1)], [1, recent]);
    await say(97);
    await say(96);
    assert.equal(writes.filter((file) => file === old).length, 1);
    const size = (await stat(path(recent))).size;
    clock += day;
    await say(95);
    assert.equal(writes.filter((file) => file === old).length, 2);
    assert.ok((await stat(path(recent))).size < size);
    await say(94);
  });

  it('keeps how long the last amount was seen when it is put away', async () => {
    const history = open();
    const add = reader(history);
    add(100);
    clock += hour;
    add(100);
    const end = clock;
    clock += 2 * day;
    reader(history, 'b')(5);
    await history.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual(
      again.of('a')[0]?.points.map(({ until }) => until),
      [end],
    );
  });

  it('is compact as it is put away', async () => {
    const history = open();
    const add = reader(history);
    for (let amount = 100; amount > 0; amount -= 1) {
      add(amount);
      clock += minute;
    }
    clock += 10 * day;
    add(0);
    await history.flush();
    assert.deepStrictEqual(shown(history).length, 5);
    assert.deepStrictEqual(await kept(), shown(history));
    const used = history.of('a')[0]?.points.reduce((total, { tally }) => total + (tally?.used ?? 0), 0);
    assert.equal(used, 99);
  });

  it('loses nothing when a window dies between the two files', async () => {
    const history = open();
    const add = reader(history);
    for (let amount = 100; amount > 60; amount -= 1) {
      add(amount);
      clock += 7 * minute;
    }
    await history.flush();
    clock += 5 * day;
    const before = await readFile(path(recent));
    add(60);
    await history.flush();
    const expected = history.of('a');
    // The second one was not written.
    await writeFile(path(recent), before);
    const again = open();
    await again.load();
    assert.deepStrictEqual(again.of('a'), expected);
    clock += minute;
    again.add(read(59), undefined);
    await again.flush();
    assert.deepStrictEqual(await kept(), [...amounts(expected), 59]);
  });

  for (const { is, content } of [
    { is: 'empty', content: '' },
    { is: 'cut', content: '{"version":1,"series":[{"acc' },
    { is: 'of a newer version', content: '{"version":2,"series":[]}' },
    ...[
      { is: 'without a point', change: { at: [], lasted: [], amount: [] } },
      { is: 'with columns of two lengths', change: { lasted: [0] } },
      { is: 'with a text for a number', change: { amount: [1, 'Your key brz_Wd83kPq6 is bad'] } },
      { is: 'with nothing for a number', change: { amount: [1, null] } },
      { is: 'going back in time', change: { at: [5, -1] } },
      { is: 'ending before it begins', change: { lasted: [0, -1] } },
      { is: 'with a sum for no point', change: { tallies: [2, 1, 0, 0, 0] } },
      { is: 'with half a sum', change: { tallies: [1, 1] } },
    ].map(({ is, change }) => ({
      is: `with a series ${is}`,
      content: JSON.stringify({
        version: 1,
        series: [
          {
            accountId: 'a',
            keySetAt: 0,
            unit: credits,
            at: [5, 1],
            lasted: [0, 0],
            amount: [1, 2],
            tallies: [],
            lots: [],
            topUps: [],
            ...change,
          },
        ],
      }),
    })),
  ]) {
    for (const file of [old, recent]) {
      it(`is set aside as it was, and told, when ${file} is ${is}`, async () => {
        await writeFile(path(file), content);
        const history = open();
        await history.load();
        const [name = ''] = await readdir(folder.path);
        assert.deepStrictEqual(
          [history.of('a'), await readFile(path(name), 'utf8'), name === file, storageProblems],
          [[], content, false, [{ file, kind: 'setAside', code: undefined }]],
        );
        history.add(read(42), undefined);
        await history.flush();
        assert.deepStrictEqual(await kept(), [42]);
      });
    }
  }

  it('is not set aside when a year is in order', async () => {
    const series = {
      accountId: 'a',
      keySetAt: 0,
      unit: credits,
      at: [5, 1],
      lasted: [0, 0],
      amount: [1, 2],
      tallies: [1, 1, 0, 0, 0],
      lots: [],
      topUps: [],
    };
    await writeFile(path(old), JSON.stringify({ version: 1, series: [series] }));
    assert.deepStrictEqual([await kept(), storageProblems], [[1, 2], []]);
  });

  it('goes on with what is in the other file when one is lost', async () => {
    const history = open();
    const add = reader(history);
    for (const amount of [100, 90, 80, 70]) {
      add(amount);
      await history.flush();
      clock += 20 * hour;
    }
    await rm(path(recent));
    assert.deepStrictEqual(await kept(), [100, 90, 80, 70]);
    clock += minute;
    add(60);
    await history.flush();
    await rm(path(old));
    // The last one that was put away, and what came after.
    assert.deepStrictEqual(await kept(), [70, 60]);
  });

  it('stays in memory when the folder cannot be written, which is told, and is written when it can be', async () => {
    await writeFile(path('file'), '');
    const history = open(path('file'));
    await history.load();
    const add = reader(history);
    for (const amount of [100, 90, 80]) {
      add(amount);
      await history.flush();
      clock += minute;
    }
    assert.deepStrictEqual(
      [shown(history), storageProblems.map(({ kind }) => kind)],
      [[100, 90, 80], Array(3).fill('unwritable')],
    );
    await rm(path('file'));
    // Nothing new, but what was owed.
    add(80);
    await history.flush();
    assert.deepStrictEqual(writes, [recent]);
    const again = open(path('file'));
    await again.load();
    assert.deepStrictEqual(shown(again), [100, 90, 80]);
  });

  for (const file of [old, recent]) {
    it(`stays in memory, and on disk, when ${file} cannot be read, which is told`, async () => {
      await mkdir(path(file));
      const history = open();
      await history.load();
      history.add(read(42), undefined);
      await history.flush();
      history.add(read(7, {}, 'b'), undefined);
      await history.flush();
      assert.deepStrictEqual(
        [
          shown(history),
          shown(history, 'b'),
          [...new Set(storageProblems.map(({ kind }) => kind))],
          await readdir(folder.path),
        ],
        [[42], [7], ['unreadable'], [file]],
      );
    });
  }

  it('of two windows is merged, and each hears of the other', async () => {
    const [mine, theirs] = [open(), open()];
    theirs.add(read(1, {}, 'theirs'), undefined);
    await theirs.flush();
    let told = 0;
    mine.onDidChange(() => {
      told += 1;
    });
    mine.add(read(2, {}, 'mine'), undefined);
    await mine.flush();
    assert.deepStrictEqual([shown(mine, 'theirs'), shown(mine, 'mine'), told], [[1], [2], 2]);
    await theirs.load();
    assert.deepStrictEqual(shown(theirs, 'mine'), [2]);
  });

  it('of two windows has the readings of both, though one has not heard of the other', async () => {
    const [mine, theirs] = [open(), open()];
    const [here, there] = [reader(mine), reader(theirs)];
    for (const [add, amount] of [
      [here, 100],
      [there, 90],
      [here, 80],
      [there, 70],
    ] as const) {
      add(amount);
      clock += minute;
    }
    await Promise.all([mine.flush(), theirs.flush()]);
    assert.deepStrictEqual(await kept(), [100, 90, 80, 70]);
  });

  it('of many windows is merged, whoever writes when, on whatever day', async () => {
    const windows = Array.from({ length: 4 }, () => open());
    const adds = windows.map((window, index) => reader(window, `own-${index}`));
    for (let round = 10; round > 0; round -= 1) {
      for (const [index, add] of adds.entries()) {
        add(round);
        clock += minute;
        windows[index]?.add(read(10 * round - index, {}, 'shared'), undefined);
      }
      if (round % 2) await Promise.all(windows.map((window) => window.flush()));
      clock += 7 * hour;
    }
    await Promise.all(windows.map((window) => window.flush()));
    const down = Array.from({ length: 10 }, (_, index) => 10 - index);
    assert.deepStrictEqual(
      [await kept('own-0'), await kept('own-1'), await kept('own-2'), await kept('own-3'), storageProblems],
      [down, down, down, down, []],
    );
    assert.deepStrictEqual(
      await kept('shared'),
      down.flatMap((round) => [0, 1, 2, 3].map((index) => 10 * round - index)),
    );
  });

  it('is looked for again even while a look is under way that began before it was written', async () => {
    const [mine, theirs] = [open(), open()];
    const add = reader(theirs);
    for (let round = 20; round > 0; round -= 1) {
      add(round);
      const early = mine.load();
      await theirs.flush();
      await mine.load();
      assert.equal(shown(mine).at(-1), round);
      await early;
      clock += hour;
    }
  });

  describe('that is deleted', () => {
    async function filled(): Promise<HistoryFolder> {
      const history = open();
      const [a, b] = [reader(history), reader(history, 'b')];
      for (const amount of [100, 90, 80]) {
        a(amount);
        b(amount);
        await history.flush();
        clock += 16 * hour;
      }
      assert.deepStrictEqual((await readdir(folder.path)).toSorted(), [recent, old].toSorted());
      return history;
    }

    it('is gone here, on disk and in other windows, and the rest stays', async () => {
      const [history, other] = [await filled(), open()];
      await other.load();
      await history.delete(['a', 'unknown']);
      await other.load();
      assert.deepStrictEqual(
        [shown(history), shown(other), await kept(), shown(other, 'b'), await kept('b')],
        [[], [], [], [100, 90, 80], [100, 90, 80]],
      );
      for (const file of [old, recent]) assert.doesNotMatch(await readFile(path(file), 'utf8'), /"a"/);
    });

    it('is not brought back by what another window knows of it', async () => {
      const [history, other] = [await filled(), open()];
      await other.load();
      const add = reader(other);
      add(80);
      clock += minute;
      add(80);
      await history.delete(['a']);
      other.add(read(5, {}, 'b'), undefined);
      await other.flush();
      assert.deepStrictEqual([shown(other), await kept(), shown(other, 'b')], [[], [], [100, 90, 80, 5]]);
    });

    it('is not brought back by what was added at a start, which was in it', async () => {
      const [history, other] = [await filled(), open()];
      const [last] = history.of('a')[0]?.points.slice(-1) ?? [];
      other.add({ ...read(80), balanceAt: last?.until }, undefined);
      await other.flush();
      await history.delete(['a']);
      await other.load();
      assert.deepStrictEqual([shown(other), shown(other, 'b')], [[], [100, 90, 80]]);
    });

    it('begins anew with the next reading', async () => {
      const [history, other] = [await filled(), open()];
      await other.load();
      await history.delete(['a']);
      other.add(read(70), undefined);
      await other.flush();
      assert.deepStrictEqual([shown(other), await kept()], [[70], [70]]);
    });

    it('is gone with what was not written yet', async () => {
      const history = open();
      history.add(read(1), undefined);
      await history.delete(['a']);
      await history.flush();
      assert.deepStrictEqual([shown(history), await kept()], [[], []]);
    });

    it('costs no write when there is nothing of it', async () => {
      const history = await filled();
      writes = [];
      await history.delete(['unknown']);
      assert.deepStrictEqual(writes, []);
    });

    it('is still there, here and on disk, when the disk refuses', async () => {
      if (process.getuid?.() === 0) {
        // For root no folder is closed: a folder in the place of the file is refused to everybody.
        const history = await filled();
        await rm(path(old));
        await mkdir(path(old));
        await assert.rejects(history.delete(['a']));
        assert.ok(shown(history).length > 0);
        return;
      }
      const history = await filled();
      await chmod(folder.path, 0o500);
      try {
        await assert.rejects(history.delete(['a']));
      } finally {
        await chmod(folder.path, 0o700);
      }
      assert.deepStrictEqual(
        [shown(history), await kept()],
        [
          [100, 90, 80],
          [100, 90, 80],
        ],
      );
    });

    it('is not while another window writes for longer than a dead one could', async () => {
      const history = await filled();
      const held = await new FileLocks(locks.path, () => {}, quickClock).tryAcquire('history');
      const impatient = new HistoryFolder({
        folder: folder.path,
        report: { problem: () => {}, solved: () => {} },
        locks: new FileLocks(locks.path, () => {}, quickClock),
        clock: { now: () => clock, after: (milliseconds, call) => quickClock.after(milliseconds / 1000, call) },
      });
      await assert.rejects(impatient.delete(['a']));
      await held?.release();
      await history.load();
      assert.deepStrictEqual(await kept(), [100, 90, 80]);
    });
  });

  it('of a time that is yet to come gives way to what is read now, for the clock was set back', async () => {
    const history = open();
    const add = reader(history);
    for (const amount of [100, 90, 80]) {
      add(amount);
      await history.flush();
      clock += day;
    }
    clock -= 2.5 * day;
    const back = clock;
    add(95);
    await history.flush();
    assert.deepStrictEqual(
      [shown(history), await kept()],
      [
        [100, 95],
        [100, 95],
      ],
    );
    clock += minute;
    add(94);
    await history.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual(amounts(again.of('a')), [100, 95, 94]);
    assert.ok(again.of('a')[0]?.points.every(({ until }) => until <= back + minute));
    // And no file is written more than once for it.
    writes = [];
    clock += minute;
    add(94);
    await history.flush();
    assert.deepStrictEqual(writes, []);
  });

  it('that waits to be written when the window closes is let go of, and nothing hangs', async () => {
    const held = await new FileLocks(locks.path, () => {}, quickClock).tryAcquire('history');
    const history = open();
    history.add(read(1), undefined);
    history.dispose();
    await history.flush();
    assert.deepStrictEqual([await readdir(folder.path), held !== undefined], [[], true]);
  });

  it('is written in a few steps when many readings come at once, and all arrive', async () => {
    const history = open();
    for (let index = 0; index < 200; index += 1) history.add(read(index, {}, `a${index}`), undefined);
    await history.flush();
    assert.ok(writes.length <= 2);
    assert.deepStrictEqual([await kept('a0'), await kept('a199')], [[0], [199]]);
  });

  it('is never seen in half, however many windows write', async () => {
    const windows = Array.from({ length: 5 }, () => open());
    const adds = windows.map((window, index) => reader(window, `a${index}`));
    const reading = open();
    for (let round = 0; round < 10; round += 1) {
      for (const add of adds) add(round);
      await reading.load();
      clock += 9 * hour;
    }
    await Promise.all(windows.map((window) => window.flush()));
    assert.deepStrictEqual(storageProblems, []);
  });
});
