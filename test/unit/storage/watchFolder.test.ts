import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watchFolder } from '../../../src/storage/watchFolder.ts';
import { tempFolder } from '../../support/fakes/environment.ts';

describe('watching the folder', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  beforeEach(async () => {
    folder = await tempFolder();
  });
  afterEach(() => folder.dispose());

  async function keep(name: string): Promise<void> {
    await writeFile(join(folder.path, `${name}.tmp`), '{}');
    await rename(join(folder.path, `${name}.tmp`), join(folder.path, name));
  }

  for (const name of ['accounts.json', 'readings.2.json', join('history', 'bloom.jsonl')]) {
    it(`calls when another window has saved ${name}, in a folder that is made for it`, async () => {
      await folder.dispose();
      const change = await new Promise<string>((resolve) => {
        const watching = watchFolder(folder.path, () => {
          watching.dispose();
          resolve('called');
        });
        void keep(name);
      });
      assert.equal(change, 'called');
    });
  }

  it('takes no notice of temporary files, of locks and of marks of use', async () => {
    await mkdir(join(folder.path, 'leases'));
    let told = 0;
    await new Promise<void>((resolve) => {
      const watching = watchFolder(folder.path, () => {
        told += 1;
        watching.dispose();
        resolve();
      });
      const other = ['last-use', 'readings.2.json.1.a.tmp', join('leases', 'a.lease')];
      void Promise.all(other.map((name) => writeFile(join(folder.path, name), ''))).then(() => keep('accounts.json'));
    });
    assert.equal(told, 1);
  });

  it('ends, and may be ended twice', async () => {
    let told = 0;
    const ended = watchFolder(folder.path, () => {
      told += 1;
    });
    ended.dispose();
    ended.dispose();
    await new Promise<void>((resolve) => {
      const watching = watchFolder(folder.path, () => {
        watching.dispose();
        resolve();
      });
      void keep('readings.2.json');
    });
    assert.equal(told, 0);
  });

  it('does without where there is nothing to watch', async () => {
    await writeFile(join(folder.path, 'file'), '');
    watchFolder(join(folder.path, 'file', 'below'), () => assert.fail()).dispose();
    const watching = watchFolder(join(folder.path, 'gone'), () => {});
    await rm(join(folder.path, 'gone'), { recursive: true });
    watching.dispose();
  });
});
