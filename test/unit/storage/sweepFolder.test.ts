import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileLocks } from '../../../src/storage/lock.ts';
import { sweepFolder } from '../../../src/storage/sweepFolder.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { tempFolder } from '../../support/fakes/environment.ts';

const day = 86_400_000;

describe('sweeping the folder', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  const clock = new FakeClock();
  beforeEach(async () => {
    folder = await tempFolder();
    await mkdir(join(folder.path, 'leases'));
    await mkdir(join(folder.path, 'history'));
  });
  afterEach(() => folder.dispose());

  const storageProblems: string[] = [];
  const sweep = (path = folder.path) =>
    sweepFolder(path, new FileLocks(path, (code) => storageProblems.push(code), clock), clock.now());

  async function leave(age: number, ...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = join(folder.path, name);
      await writeFile(path, '');
      await utimes(path, (clock.now() - age) / 1000, (clock.now() - age) / 1000);
    }
  }

  const kept = ['accounts.json', 'readings.2.json', 'readings.2.json.unreadable-1', 'last-use', 'notes.tmp', 'a.txt'];
  const histories = ['bloom.jsonl', 'bloom.jsonl.unreadable-1'];
  const left = ['accounts.json.7.a-b.tmp', 'readings.2.json.8.c-d.tmp'];
  const locks = ['check-mimir-1.lease', 'check-mimir-1.token.lease', 'check-mimir-1.lease.token', 'a%2Fb.lease'];

  it('removes what was left more than a day ago, and nothing that is kept', async () => {
    await leave(day + 1000, ...kept, ...left, ...locks.map((name) => join('leases', name)), join('leases', 'other'));
    await leave(day + 1000, ...[...histories, 'mimir.jsonl.7.a-b.tmp'].map((name) => join('history', name)));
    await sweep();
    const inFolder = async (...names: string[]) => (await readdir(join(folder.path, ...names))).toSorted();
    assert.deepStrictEqual(
      [await inFolder(), await inFolder('history'), await inFolder('leases'), storageProblems],
      [[...kept, 'history', 'leases'].toSorted(), histories, ['other'], []],
    );
  });

  it('leaves alone what is younger, for a window may be at it', async () => {
    await leave(day - 1000, ...left, ...locks.map((name) => join('leases', name)));
    await sweep();
    assert.deepStrictEqual(
      [(await readdir(folder.path)).toSorted(), (await readdir(join(folder.path, 'leases'))).toSorted()],
      [[...left, 'history', 'leases'].toSorted(), locks.toSorted()],
    );
  });

  it('leaves alone a lock that is held, however old its file looks', async () => {
    const held = await new FileLocks(folder.path, () => {}, clock).tryAcquire('a');
    await utimes(join(folder.path, 'leases', 'a.lease'), 1, 1);
    await sweep();
    assert.deepStrictEqual([held !== undefined, await readdir(join(folder.path, 'leases'))], [true, ['a.lease']]);
  });

  it('is no error where there is no folder, or none that can be read', async () => {
    await leave(0, 'file');
    await sweep(join(folder.path, 'none'));
    await sweep(join(folder.path, 'file'));
    assert.deepStrictEqual(storageProblems, []);
  });
});
