import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActivityFile } from '../../../src/storage/activityFile.ts';
import { tempFolder } from '../../support/fakes/environment.ts';

const noon = Date.UTC(2026, 10, 20, 12);

describe('the time of the last use', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  beforeEach(async () => {
    folder = await tempFolder();
  });
  afterEach(() => folder.dispose());

  it('is not known before any window was used', async () => {
    assert.equal(await new ActivityFile(folder.path).read(), undefined);
  });

  it('is what any window has marked last, to the millisecond or so', async () => {
    const [mine, theirs] = [new ActivityFile(join(folder.path, 'new')), new ActivityFile(join(folder.path, 'new'))];
    const seen: unknown[] = [];
    for (const time of [noon, noon + 30_123, noon - 5_000]) {
      await mine.mark(time);
      seen.push(Math.round((await theirs.read()) ?? 0) - time);
    }
    assert.deepStrictEqual(seen, [0, 0, 0]);
  });

  it('is kept in one file with nothing in it', async () => {
    await new ActivityFile(folder.path).mark(noon);
    assert.deepStrictEqual(
      [await readdir(folder.path), await readFile(join(folder.path, 'last-use'), 'utf8')],
      [['last-use'], ''],
    );
  });

  it('is not known where the folder cannot be written, and that is no error', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const use = new ActivityFile(join(folder.path, 'file'));
    await use.mark(noon);
    assert.equal(await use.read(), undefined);
  });
});
