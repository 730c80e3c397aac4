import assert from 'node:assert/strict';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { History } from '../../../src/core/history/record/series.ts';
import { credits } from '../../../src/core/unit.ts';
import { HistoryDisk } from '../../../src/storage/historyDisk.ts';
import { quickClock } from '../../support/fakes/quickClock.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';
import { tempFolder } from '../../support/fakes/tempFolder.ts';

const at = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;

describe('the files of the history', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  beforeEach(async () => {
    folder = await tempFolder();
  });
  afterEach(() => folder.dispose());

  const open = () =>
    new HistoryDisk({ folder: folder.path, report: { problem: () => {}, solved: () => {} }, clock: quickClock });
  const taken = (history: History, time: number, amount: number) =>
    addReading(
      history,
      sampleReading({ accountId: 'a', balanceAt: time, balance: { pools: [{ unit: credits, amount }] } }),
    );
  const amounts = (disk: HistoryDisk) => disk.of('a').flatMap(({ points }) => points.map(({ amount }) => amount));

  it('keep the day where there is no room for the year', async () => {
    const disk = open();
    const whole = taken(taken([], at, 100), at + day, 90);
    // What is in the way of the large file alone.
    await mkdir(join(folder.path, 'history.json', 'x'), { recursive: true });
    await assert.rejects(disk.putAway(new Map([['a', whole]]), at + day));
    await rm(join(folder.path, 'history.json'), { recursive: true });
    const again = open();
    await again.read('none');
    assert.deepStrictEqual([amounts(again), await readdir(folder.path)], [[100, 90], ['history-recent.json']]);
  });

  it('are read once, until another window writes one', async () => {
    const [mine, theirs] = [open(), open()];
    const first = taken([], at, 100);
    await theirs.putAway(new Map([['a', first]]), at);
    await mine.read('none');
    const before = mine.of('a')[0]?.points[0];
    await mine.read('none');
    assert.equal(mine.of('a')[0]?.points[0], before);
    await theirs.writeRecent(new Map([['a', taken(first, at + 1, 90)]]));
    await mine.read('none');
    assert.deepStrictEqual(amounts(mine), [100, 90]);
  });
});
