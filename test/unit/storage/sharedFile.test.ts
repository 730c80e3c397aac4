import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type FileFormat, SharedFile } from '../../../src/storage/sharedFile.ts';
import { FakeClock, quickClock } from '../../support/fakes/clocks.ts';
import { settled, tempFolder } from '../../support/fakes/environment.ts';
import { MemoryLocks } from '../../support/fakes/stores.ts';

interface Item {
  readonly id: string;
  readonly value: number;
  readonly note?: string | undefined;
}

const entry = z.object({ id: z.string(), value: z.number(), note: z.optional(z.string()) });
const format: FileFormat<Item> = {
  file: 'items.2.json',
  version: 2,
  list: 'items',
  entry,
  idOf: ({ id }) => id,
  fieldsOf: (item) => ({ note: undefined, ...item }),
  released: { file: 'items.json', entry },
};
const a: Item = { id: 'a', value: 1 };
const b: Item = { id: 'b', value: 2 };

describe('a file that windows share', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let locks: MemoryLocks;
  let problems: string[];
  beforeEach(async () => {
    folder = await tempFolder();
    locks = new MemoryLocks();
    problems = [];
  });
  afterEach(() => folder.dispose());

  /** A window, with what it was given of the file. */
  function open(clock = quickClock) {
    const seen: (readonly Item[])[] = [];
    const report = {
      problem: ({ file, kind, code }: { file: string; kind: string; code?: string | undefined }) => {
        problems = [...new Set([...problems, [file, kind, code].filter(Boolean).join(' ')])];
      },
      solved: (file: string, ...kinds: string[]) => {
        problems = problems.filter((problem) => !kinds.some((kind) => problem.startsWith(`${file} ${kind}`)));
      },
    };
    const file = new SharedFile<Item>(format, { folder: folder.path, report, locks, clock }, (items) => {
      seen.push(items);
    });
    return { file, seen, last: () => seen.at(-1) };
  }
  const path = () => join(folder.path, 'items.2.json');
  const json = async () => JSON.parse(await readFile(path(), 'utf8'));
  const write = (value: unknown) => writeFile(path(), typeof value === 'string' ? value : JSON.stringify(value));
  const load = async () => {
    const window = open();
    await window.file.load();
    return window.last();
  };

  it('is the same after it was written and read, for this user alone, and leaves nothing else in the folder', async () => {
    await open().file.edit(() => [a, b]);
    assert.deepStrictEqual(
      [await load(), await readdir(folder.path), (await stat(path())).mode & 0o777, problems],
      [[a, b], ['items.2.json'], 0o600, []],
    );
  });

  it('is made with its folder', async () => {
    await rm(folder.path, { recursive: true });
    await open().file.edit(() => [a]);
    assert.deepStrictEqual(await load(), [a]);
  });

  it('is read again only when it has changed, and once for all who look at once', async () => {
    const [mine, theirs] = [open(), open()];
    await theirs.file.edit(() => [a]);
    await Promise.all([mine.file.load(), mine.file.load(), mine.file.load()]);
    await mine.file.load();
    await theirs.file.edit(() => [b]);
    await mine.file.load();
    await rm(path());
    await mine.file.load();
    await mine.file.load();
    assert.deepStrictEqual(mine.seen, [[a], [b], []]);
  });

  it('loses none of the edits that several windows make at once', async () => {
    const windows = [open(), open(), open()];
    const items = Array.from({ length: 12 }, (_, index) => ({ id: `${index}`, value: index }));
    await Promise.all(items.map((item, index) => windows[index % 3]?.file.edit((all) => [...all, item])));
    assert.deepStrictEqual(
      (await load())?.toSorted((x, y) => x.value - y.value),
      items,
    );
    assert.equal(locks.held.size, 0);
  });

  it('is not written where an edit changes nothing', async () => {
    await open().file.edit(() => [a]);
    const before = await stat(path());
    await open().file.edit((items) => items);
    assert.equal((await stat(path())).ino, before.ino);
  });

  it('stays as it was when an edit throws, and takes the next', async () => {
    const { file } = open();
    await assert.rejects(file.edit(() => Promise.reject(new Error('no'))));
    await file.edit((items) => [...items, a]);
    assert.deepStrictEqual([await load(), locks.held.size], [[a], 0]);
  });

  it('is not edited while another window holds it for longer than a dead one can, or once this one closes', async () => {
    await locks.tryAcquire('items');
    const clock = new FakeClock();
    const { file } = open(clock);
    const late = file.edit(() => assert.fail());
    await settled();
    clock.advance(40_000);
    assert.deepStrictEqual([await late, clock.pending], [false, 0]);
    const closed = file.edit(() => assert.fail());
    file.dispose();
    assert.deepStrictEqual([await closed, clock.pending], [false, 0]);
  });

  describe('of another version', () => {
    const newer = { version: 3, items: [a, { id: 'c', sort: 'other' }], more: { deep: true } };

    it('that is newer is read as far as it is understood and left untouched', async () => {
      await write(newer);
      const window = open();
      await window.file.load();
      await assert.rejects(
        window.file.edit(() => assert.fail()),
        { name: 'StorageError', code: 'newer' },
      );
      assert.deepStrictEqual(
        [window.last(), await json(), await readdir(folder.path), problems],
        [[a], newer, ['items.2.json'], ['items.2.json newer']],
      );
    });

    it('that is newer and has no such list is empty here', async () => {
      await write({ version: 3, things: {} });
      assert.deepStrictEqual([await load(), await readdir(folder.path)], [[], ['items.2.json']]);
    });

    it('that was newer is no problem any more once it is back', async () => {
      await write(newer);
      const { file } = open();
      await file.load();
      await write({ version: 2, items: [a, b] });
      await file.load();
      assert.deepStrictEqual(problems, []);
    });

    it('keeps the fields that are unknown here, of the file and of its entries', async () => {
      await write({
        version: 2,
        items: [
          { ...a, note: 'old', more: [1] },
          { ...b, more: [2] },
        ],
        other: 'x',
      });
      await open().file.edit(([, second = b]) => [{ ...a, value: 5 }, second, { id: 'c', value: 3 }]);
      assert.deepStrictEqual(await json(), {
        version: 2,
        other: 'x',
        items: [
          { id: 'a', value: 5, more: [1] },
          { ...b, more: [2] },
          { id: 'c', value: 3 },
        ],
      });
    });

    it('keeps the entries that are not understood, and hands them to the edit', async () => {
      const strange = { id: 'c', value: { of: 'another kind' } };
      await write({ version: 2, items: [strange, a] });
      let others: readonly unknown[] = [];
      await open().file.edit((items, rest) => {
        others = rest;
        return [...items, b];
      });
      assert.deepStrictEqual(
        [others, (await json()).items, await load(), problems],
        [[strange], [a, b, strange], [a, b], []],
      );
    });

    it('that is 0.1.0 is read until there is a file of this version, and left to its windows', async () => {
      const released = JSON.stringify({ version: 1, items: [a, { id: 'broken' }] });
      await writeFile(join(folder.path, 'items.json'), released);
      const before = await load();
      await open().file.edit((items) => [...items, b]);
      assert.deepStrictEqual(
        [before, await load(), await readFile(join(folder.path, 'items.json'), 'utf8')],
        [[a], [a, b], released],
      );
    });
  });

  describe('that is broken', () => {
    for (const { is, content } of [
      { is: 'empty', content: '' },
      { is: 'cut in the middle', content: '{"version":2,"ite' },
      { is: 'zeros, as after a power cut', content: '\0'.repeat(64) },
      { is: 'without a version', content: '{"items":[]}' },
      { is: 'without its list', content: '{"version":2}' },
      { is: 'no object', content: 'null' },
    ]) {
      it(`because it is ${is} is set aside as it was, and reported`, async () => {
        await write(content);
        assert.deepStrictEqual(await load(), []);
        const [name = '', ...others] = await readdir(folder.path);
        assert.match(name, /^items\.2\.json\.unreadable-/);
        assert.deepStrictEqual(
          [others, await readFile(join(folder.path, name), 'utf8'), problems],
          [[], content, ['items.2.json setAside']],
        );
      });
    }

    it('is set aside once by windows that find it at once', async () => {
      await write('broken');
      await Promise.all([load(), load(), load()]);
      assert.deepStrictEqual([(await readdir(folder.path)).length, problems], [1, ['items.2.json setAside']]);
    });

    it('is never lost to the next one that is', async () => {
      for (const content of ['first', 'second']) {
        await write(content);
        await load();
      }
      const contents = (await readdir(folder.path)).map((name) => readFile(join(folder.path, name), 'utf8'));
      assert.deepStrictEqual((await Promise.all(contents)).toSorted(), ['first', 'second']);
    });
  });

  describe('that the disk refuses', () => {
    it('is not taken for an empty one, and not written over', async () => {
      await mkdir(path());
      const window = open();
      await window.file.load();
      await assert.rejects(
        window.file.edit(() => [a]),
        { name: 'StorageError' },
      );
      assert.deepStrictEqual([window.seen, problems.includes('items.2.json unreadable ENOTFILE')], [[], true]);
      await rm(path(), { recursive: true });
      await window.file.load();
      assert.deepStrictEqual([window.seen, problems], [[[]], []]);
    });

    it('because a pipe is in its place does not hang', async function () {
      if (process.platform === 'win32') this.skip();
      execFileSync('mkfifo', [path()]);
      const window = open();
      await window.file.load();
      await assert.rejects(window.file.edit(() => [a]));
      assert.deepStrictEqual([window.seen, problems.includes('items.2.json unreadable ENOTFILE')], [[], true]);
    });

    it('to write is as it was, and no problem any more once there is room, though nothing is written', async () => {
      await open().file.edit(() => [a]);
      const window = open();
      await window.file.load();
      // A folder in which no file can be made, even by root.
      const away = `${folder.path}-away`;
      await window.file
        .edit(async () => {
          await rename(folder.path, away);
          await writeFile(folder.path, '');
          return [b];
        })
        .then(
          () => assert.fail(),
          () => {},
        );
      const during = problems.map((problem) => problem.replace(/ E\w+$/, ''));
      await rm(folder.path);
      await rename(away, folder.path);
      await window.file.load();
      assert.deepStrictEqual(
        [during, problems, window.last(), await load(), await readdir(folder.path)],
        [['items.2.json unwritable'], [], [a], [a], ['items.2.json']],
      );
    });
  });

  it('never has a number that JSON has not', async () => {
    const huge = 1.7e308 + 1.7e308;
    await open().file.edit(() => [
      { id: 'a', value: huge },
      { id: 'b', value: -huge },
    ]);
    assert.deepStrictEqual(
      (await load())?.map(({ value }) => value),
      [Number.MAX_VALUE, -Number.MAX_VALUE],
    );
  });

  it('is never seen half written, however often it is written and read at once', async () => {
    const { file } = open();
    await file.edit(() => []);
    const long = (count: number) => Array.from({ length: count }, (_, value) => ({ id: `${value}`, value }));
    const writing = Promise.all(Array.from({ length: 8 }, (_, index) => file.edit(() => long(500 + index))));
    const seen = await Promise.all(Array.from({ length: 20 }, load));
    await writing;
    assert.deepStrictEqual(
      [seen.filter((items) => items === undefined || (items.length > 0 && items.length < 500)), problems],
      [[], []],
    );
  });
});
