import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Balance, Pool } from '../../../src/core/balance.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { credits } from '../../../src/core/unit.ts';
import { HistoryFolder } from '../../../src/storage/historyFolder.ts';
import { readHistory } from '../../../src/storage/historyLines.ts';
import { quickClock } from '../../support/fakes/clocks.ts';
import { tempFolder } from '../../support/fakes/environment.ts';
import { sampleReading } from '../../support/fakes/samples.ts';
import { MemoryLocks } from '../../support/fakes/stores.ts';

const start = Date.UTC(2026, 10, 20, 12);

describe('the saved history', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let locks: MemoryLocks;
  let problems: Set<string>;
  let clock: number;
  beforeEach(async () => {
    folder = await tempFolder();
    locks = new MemoryLocks();
    problems = new Set();
    clock = start;
  });
  afterEach(() => folder.dispose());

  /** A window. */
  const open = (after = quickClock.after) =>
    new HistoryFolder({
      folder: folder.path,
      report: {
        problem: ({ file, kind }) => void problems.add(`${file} ${kind}`),
        solved: (file, ...kinds) => {
          for (const kind of kinds) problems.delete(`${file} ${kind}`);
        },
      },
      locks,
      clock: { after, now: () => clock },
    });
  const pathOf = (accountId = 'a') => join(folder.path, 'history', `${accountId}.jsonl`);
  const textOf = (accountId = 'a') => readFile(pathOf(accountId), 'utf8');
  const lineCount = async () => (await textOf()).split('\n').length - 1;

  const read = (amount: number | undefined, more: Partial<Pool> = {}, accountId = 'a'): Reading => {
    const balance: Balance = { pools: [{ unit: credits, amount, ...more }] };
    return sampleReading({ accountId, checkedAt: clock, balanceAt: clock, balance });
  };
  /** Adds what is read now, with what was read before in this window. */
  function reader(history: HistoryFolder, accountId = 'a') {
    let previous: Reading | undefined;
    return async (amount: number, more?: Partial<Pool>) => {
      const reading = read(amount, more, accountId);
      history.add(reading, previous);
      previous = reading;
      await history.flush();
      clock += minute;
    };
  }
  const amounts = (history: History) => history.flatMap(({ points }) => points.map(({ amount }) => amount));
  async function saved(accountId = 'a'): Promise<readonly number[]> {
    const again = open();
    await again.load();
    return amounts(again.of(accountId));
  }

  it('is none where there is no file', async () => {
    const history = open();
    let told = 0;
    history.onDidChange(() => {
      told += 1;
    });
    const before = history.loaded;
    await history.load();
    await history.load();
    assert.deepStrictEqual([before, history.loaded, history.of('a'), told, problems.size], [false, true, [], 1, 0]);
  });

  it('is the same after it was written and read: two accounts, their lots and top-ups, two keys, two pools', async () => {
    const history = open();
    const [a, b] = [reader(history), reader(history, 'b')];
    const lot = { kind: 'Top-up', allocated: 5, remaining: 4.25, expiresAt: start + day, pending: false };
    const topUps = [{ id: 't', amount: 5, status: 'done', at: start }, {}];
    await a(4.25, { lots: [lot, { kind: 'x' }], topUps });
    await b(7);
    await a(4, { lots: [{ ...lot, remaining: 4 }, { kind: 'x' }], topUps: [...topUps, { id: 'u' }] });
    await a(0.3, { unit: { kind: 'currency', name: 'USD' } });
    await a(-0.1, { id: 'searches' });
    history.add({ ...read(9), keySetAt: start }, undefined);
    await history.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual([again.of('a'), again.of('b')], [history.of('a'), history.of('b')]);
    assert.deepStrictEqual(
      [again.of('a').length, await readdir(join(folder.path, 'history')), (await stat(pathOf())).mode & 0o777],
      [4, ['a.jsonl', 'b.jsonl'], 0o600],
    );
  });

  it('gains a line for each reading that says something new, and nothing for one that says the same', async () => {
    const history = open();
    const add = reader(history);
    await add(42, { lots: [{ kind: 'x', remaining: 42 }] });
    const first = await lineCount();
    const before = await stat(pathOf());
    for (let check = 0; check < 20; check += 1) await add(42, { lots: [{ kind: 'x', remaining: 42 }] });
    const same = await stat(pathOf());
    const end = clock - minute;
    await add(41, { lots: [{ kind: 'x', remaining: 41 }] });
    const again = open();
    await again.load();
    assert.deepStrictEqual(
      [same.mtimeMs, (await stat(pathOf())).ino, (await lineCount()) - first, again.of('a')[0]?.points[0]?.until],
      [before.mtimeMs, before.ino, 1, end],
    );
  });

  it('of an account stays the same object while nothing of that account has changed', async () => {
    const [mine, theirs] = [open(), open()];
    await reader(theirs)(42);
    await reader(theirs, 'b')(7);
    await mine.load();
    const before = ['a', 'b'].map((id) => mine.of(id));
    const add = reader(mine);
    await add(41);
    const added = mine.of('a');
    await mine.flush();
    await mine.load();
    await theirs.load();
    await reader(theirs, 'c')(1);
    await mine.load();
    assert.deepStrictEqual(
      [mine.of('b') === before[1], mine.of('a') === before[0], mine.of('a') === added, amounts(mine.of('c'))],
      [true, false, true, [1]],
    );
  });

  it('is not written when what is added at a start is all in it', async () => {
    const last = read(42);
    const first = open();
    first.add(last, undefined);
    await first.flush();
    const { mtimeMs } = await stat(pathOf());
    for (const isLoaded of [true, false]) {
      const again = open();
      if (isLoaded) await again.load();
      again.add(last, undefined);
      await again.flush();
      assert.deepStrictEqual(amounts(again.of('a')), [42]);
    }
    assert.equal((await stat(pathOf())).mtimeMs, mtimeMs);
  });

  it('is compacted and written whole by the first news after a day', async () => {
    const history = open();
    const add = reader(history);
    for (let index = 0; index < 10; index += 1) await add(100 - index);
    const before = await lineCount();
    clock += day;
    await add(50);
    const after = await lineCount();
    clock += 5 * day;
    await add(40);
    const again = open();
    await again.load();
    assert.deepStrictEqual(
      { before, after, amounts: amounts(again.of('a')), same: again.of('a') },
      { before: 12, after: 3, amounts: [100, 91, 50, 40], same: history.of('a') },
    );
  });

  describe('that is damaged', () => {
    it('by a crash while its last line was written goes on without that line', async () => {
      const history = open();
      const add = reader(history);
      await add(42);
      await add(41);
      await truncate(pathOf(), (await stat(pathOf())).size - 5);
      const again = open();
      await again.load();
      const left = amounts(again.of('a'));
      await reader(again)(40);
      await reader(again)(39);
      assert.deepStrictEqual([left, await saved(), [...problems]], [[42], [42, 40, 39], []]);
    });

    it('in the middle loses that line alone, and is set aside as it was when it is next written', async () => {
      const history = open();
      const add = reader(history);
      for (const amount of [42, 41, 40]) await add(amount);
      const lines = (await textOf()).split('\n');
      const broken = lines.with(3, '\0\0\0').join('\n');
      await writeFile(pathOf(), broken);
      const again = open();
      await again.load();
      const left = amounts(again.of('a'));
      await reader(again)(39);
      const names = await readdir(join(folder.path, 'history'));
      const aside = names.find((name) => name.startsWith('a.jsonl.unreadable-')) ?? assert.fail(names.join());
      assert.deepStrictEqual(
        [left, await saved(), await readFile(join(folder.path, 'history', aside), 'utf8'), [...problems]],
        [[42, 40], [42, 40, 39], broken, ['history/a.jsonl setAside']],
      );
    });

    for (const content of ['', '{"vers', 'null\n', '[]\n']) {
      it(`in its first line (${JSON.stringify(content)}) is set aside, and costs no other account anything`, async () => {
        await reader(open(), 'b')(7);
        await writeFile(pathOf(), content);
        const history = open();
        await history.load();
        assert.deepStrictEqual(
          [history.of('a'), amounts(history.of('b')), [...problems]],
          [[], [7], ['history/a.jsonl setAside']],
        );
        await reader(history)(5);
        assert.deepStrictEqual(await saved(), [5]);
      });
    }

    it('because a pipe is in its place does not hang, and costs no other account anything', async function () {
      if (process.platform === 'win32') this.skip();
      await reader(open(), 'b')(7);
      execFileSync('mkfifo', [pathOf()]);
      const history = open();
      await history.load();
      await reader(history)(5);
      await reader(history, 'b')(6);
      assert.deepStrictEqual(
        [amounts(history.of('a')), await saved('b'), [...problems]],
        [[5], [7, 6], ['history/a.jsonl unreadable']],
      );
    });
  });

  describe('of another version', () => {
    it('that is newer is read as far as it is understood and left untouched', async () => {
      await reader(open())(42);
      const text = `${(await textOf()).replace('"version":1', '"version":2')}{"strange":1}\n`;
      await writeFile(pathOf(), text);
      const history = open();
      await history.load();
      await reader(history)(41);
      assert.deepStrictEqual(
        [amounts(history.of('a')), await textOf(), problems.has('history/a.jsonl newer')],
        [[42, 41], text, true],
      );
    });

    it('keeps the lines that are unknown here when it is written whole', async () => {
      const history = open();
      await reader(history)(42);
      await appendFile(pathOf(), '{"strange":1}\n');
      clock += 2 * day;
      await reader(history)(41);
      assert.deepStrictEqual([(await textOf()).endsWith('{"strange":1}\n'), await saved()], [true, [42, 41]]);
    });
  });

  it('stays in memory when the disk refuses, and is saved by the next look once there is room', async () => {
    await mkdir(join(folder.path, 'history'), { recursive: true });
    await mkdir(pathOf());
    const history = open();
    await history.load();
    await reader(history)(42);
    const during = [...problems];
    await rm(pathOf(), { recursive: true });
    await history.load();
    await history.flush();
    assert.deepStrictEqual(
      [during, amounts(history.of('a')), await saved(), [...problems]],
      [['history/a.jsonl unreadable'], [42], [42], []],
    );
  });

  describe('of several windows', () => {
    it('is merged, whoever writes when, and each hears of the others', async () => {
      const windows = [open(), open(), open()];
      const adds = windows.map((window) => reader(window));
      for (let round = 0; round < 5; round += 1) {
        for (const [index, add] of adds.entries()) await add(100 - 3 * round - index);
        clock += hour;
      }
      await Promise.all(windows.map((window) => window.load()));
      const all = Array.from({ length: 15 }, (_, index) => 100 - index);
      assert.deepStrictEqual([await saved(), ...windows.map((window) => amounts(window.of('a')))], Array(4).fill(all));
    });

    it('has a line of its own for what two add at once', async () => {
      const windows = [open(), open()];
      await Promise.all(
        windows.flatMap((window, index) => [reader(window, 'a')(50 - index), reader(window, `${index}`)(1)]),
      );
      const content = readHistory('a', await textOf());
      assert.deepStrictEqual(
        [content?.damage, content?.history.length, await saved('0'), await saved('1')],
        ['none', 1, [1], [1]],
      );
    });
  });

  describe('that is deleted', () => {
    it('is gone here, on disk and in other windows, and the rest stays', async () => {
      const [mine, theirs] = [open(), open()];
      await reader(mine)(42);
      await reader(mine, 'b')(7);
      await theirs.load();
      await mine.delete(['a', 'nobody']);
      await theirs.load();
      assert.deepStrictEqual(
        [mine.of('a'), theirs.of('a'), amounts(theirs.of('b')), await readdir(join(folder.path, 'history'))],
        [[], [], [7], ['b.jsonl']],
      );
    });

    it('is no news to whoever looks again', async () => {
      const history = open();
      await history.load();
      await reader(history)(42);
      await history.delete(['a']);
      let changes = 0;
      history.onDidChange(() => {
        changes += 1;
      });
      await history.load();
      await history.load();
      assert.equal(changes, 0);
    });

    it('is not brought back by what another window knows of it, and begins anew with the next news', async () => {
      const [mine, theirs] = [open(), open()];
      const add = reader(theirs);
      await add(42);
      await mine.load();
      await add(42);
      await mine.delete(['a']);
      await theirs.load();
      await theirs.flush();
      const after = [theirs.of('a'), await saved()];
      theirs.add(read(41), undefined);
      await theirs.flush();
      assert.deepStrictEqual([after, await saved()], [[[], []], [41]]);
    });

    it('is still there, here and on disk, when the disk refuses', async () => {
      const history = open();
      await reader(history)(42);
      await rm(pathOf());
      await mkdir(join(pathOf(), 'in the way'), { recursive: true });
      await assert.rejects(history.delete(['a']), { name: 'StorageError' });
      assert.deepStrictEqual(amounts(history.of('a')), [42]);
    });

    it('is not while another window writes for longer than a dead one could', async () => {
      // Half a minute is over at once.
      const history = open((_, call) => quickClock.after(1, call));
      await reader(history)(42);
      const held = await locks.tryAcquire('history');
      await assert.rejects(history.delete(['a']), { name: 'BusyError' });
      await held?.release();
      assert.deepStrictEqual([amounts(history.of('a')), await saved()], [[42], [42]]);
    });
  });

  it('of a time that is yet to come gives way to what is read now, for the clock was set back', async () => {
    const history = open();
    const add = reader(history);
    await add(42);
    await add(41);
    clock = start - hour;
    await add(40);
    assert.deepStrictEqual([await saved(), amounts(history.of('a'))], [[40], [40]]);
  });

  it('that waits to be written when the window closes is let go of, and nothing hangs', async () => {
    await locks.tryAcquire('history');
    const history = open();
    history.add(read(42), undefined);
    history.dispose();
    await history.flush();
    assert.deepStrictEqual(await saved(), []);
  });
});
