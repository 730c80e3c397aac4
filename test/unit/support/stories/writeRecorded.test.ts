import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { HistoryFolder } from '../../../../src/storage/historyFolder.ts';
import { FakeClock } from '../../../support/fakes/fakeClock.ts';
import { MemoryLocks } from '../../../support/fakes/memoryLocks.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { tempFolder } from '../../../support/fakes/tempFolder.ts';
import { storesIn } from '../../../support/storesIn.ts';
import { recordStory } from '../../../support/stories/recordStory.ts';
import { stories, storyNames } from '../../../support/stories/stories.ts';
import type { Story } from '../../../support/stories/story.ts';
import { storyReadings } from '../../../support/stories/storyReadings.ts';
import { day, hour } from '../../../support/stories/use.ts';
import { type Past, writeRecorded } from '../../../support/stories/writeRecorded.ts';

const now = Date.UTC(2026, 10, 20, 12, 34, 56, 789);

function accountOf(story: Story, id: string) {
  return sampleAccount({ id, provider: story.provider, label: id });
}

describe('a recorded past', () => {
  let temporary: Awaited<ReturnType<typeof tempFolder>>;
  let folder: string;
  beforeEach(async () => {
    temporary = await tempFolder();
    folder = temporary.path;
  });
  afterEach(() => temporary.dispose());

  const opened = async (at: number) => {
    const report = { problem: (one: unknown) => assert.fail(JSON.stringify(one)), solved: () => {} };
    const history = new HistoryFolder({ folder, report, locks: new MemoryLocks(), clock: new FakeClock(at) });
    const { accounts, readings } = storesIn(folder);
    await Promise.all([accounts.load(), readings.load(), history.load()]);
    return { accounts: accounts.all(), readings: readings.all(), history };
  };

  it('is what an extension finds that has checked every story for a month', async () => {
    const from = now - 30 * day;
    const pasts = storyNames.map((name): Past => {
      const story = stories[name]({ now, past: 40 * day });
      return { story, account: accountOf(story, name), from, interval: 6 * hour };
    });
    await writeRecorded(folder, now, pasts);
    const found = await opened(now);
    assert.deepStrictEqual(
      found.accounts,
      pasts.map(({ account }) => ({ ...account, keySetAt: from })),
    );
    for (const { story, account } of pasts) {
      const reading = found.readings.get(account.id);
      assert.deepStrictEqual(
        [reading?.balance?.pools[0].amount, reading?.balanceAt, reading?.keySetAt, reading?.failures],
        [story.left(now), now, from, 0],
      );
      const [series, ...others] = found.history.of(account.id);
      assert.deepStrictEqual(others, []);
      assert.deepStrictEqual(
        [series?.points.at(0)?.at, series?.points.at(-1)?.until, series?.points.at(-1)?.amount, series?.keySetAt],
        [from, now, story.left(now), from],
      );
    }
    assert.deepStrictEqual(
      (await readdir(folder)).filter((name) => !name.endsWith('.json') && name !== 'leases'),
      [],
    );
  });

  it('is what the history keeps when the readings come one by one', async () => {
    for (const name of ['steadyUse', 'lapsingLot', 'topUp', 'correction'] as const) {
      const story = stories[name]({ now });
      const from = now - 9 * day;
      const account = { ...accountOf(story, name), keySetAt: from };
      const checks = { story, account, from, to: now, interval: 2 * hour };
      const clock = new FakeClock(from);
      const report = { problem: (one: unknown) => assert.fail(JSON.stringify(one)), solved: () => {} };
      const history = new HistoryFolder({ folder, report, locks: new MemoryLocks(), clock });
      let previous: Parameters<HistoryFolder['add']>[1];
      for (const reading of storyReadings(checks)) {
        clock.set(reading.checkedAt);
        history.add(reading, previous);
        await history.flush();
        previous = reading;
      }
      assert.deepStrictEqual(history.of(name), recordStory(checks).history, name);
    }
  });

  it('is written beside what is there of other accounts, and in the place of what is there of the same', async () => {
    const [one, other] = [stories.steadyUse({ now }), stories.bursts({ now })];
    await writeRecorded(folder, now - day, [
      { story: one, account: accountOf(one, 'one'), from: now - 3 * day, interval: hour },
      { story: one, account: accountOf(one, 'other'), from: now - 3 * day, interval: hour },
    ]);
    await writeRecorded(folder, now, [
      { story: other, account: accountOf(other, 'other'), from: now - 5 * day, interval: hour },
    ]);
    const found = await opened(now);
    assert.deepStrictEqual(
      found.accounts.map(({ id, provider }) => [id, provider]),
      [
        ['one', 'fullenrich'],
        ['other', 'mimir'],
      ],
    );
    assert.deepStrictEqual(
      ['one', 'other'].map((id) => [found.readings.get(id)?.balance?.pools[0].amount, found.history.of(id).length]),
      [
        [one.left(now - day), 1],
        [other.left(now), 1],
      ],
    );
  });

  it('is not written where the disk refuses, and that is said', async () => {
    const story = stories.steadyUse({ now });
    const past = { story, account: accountOf(story, 'one'), from: now - day, interval: hour };
    await assert.rejects(writeRecorded('/dev/null/nowhere', now, [past]));
  });
});
