import { deepStrictEqual, ok } from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading } from '../../src/core/reading.ts';
import { HistoryFolder } from '../../src/storage/historyFolder.ts';
import { FileLocks } from '../../src/storage/lock.ts';
import { quickClock } from '../support/fakes/clocks.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { recordedYear } from '../support/history/recordedYear.ts';
import { writeHistory } from '../support/history/writeHistory.ts';
import type { Chapter } from './figure.ts';
import { median } from './median.ts';

const count = 20;
const interval = 5 * 60_000;
const rounds = 20;
/** Noon, so that no midnight comes between. */
const end = new Date(2026, 10, 20, 12).getTime();

/** How large the history of a year is, how long it takes to load, and what a reading costs. */
export async function history(): Promise<Chapter> {
  const folder = await tempFolder();
  try {
    const year = recordedYear({ accounts: count, interval, end, seed: 20_261_120 });
    await writeHistory(folder.path, year, end);
    const sizes = async () => {
      const all = await Promise.all(
        year.map(({ accountId }) => stat(join(folder.path, 'history', `${accountId}.jsonl`))),
      );
      return all.reduce((sum, { size }) => sum + size, 0);
    };
    const compacted = await sizes();
    const ids = year.map(({ accountId }) => accountId);
    const times: { readonly load: number; readonly same: number; readonly news: number; readonly write: number }[] = [];
    // The first round, which finds code that was never run, is not counted.
    for (let round = 0; round <= rounds; round += 1)
      times.push(await measured(folder.path, ids, end + (round + 1) * interval));
    const counted = times.slice(1);
    const appended = await sizes();
    const start = performance.now();
    await measured(folder.path, ids, end + 86_400_000);
    const nextDay = performance.now() - start;
    return {
      title: 'History',
      how: `${count} accounts for a year, read every five minutes around the clock: four used steadily, four in bursts, four with four to six lots, four with top-ups, four quiet; each reading through what a window does with it. Medians of ${rounds} rounds with a new store each, A reading of every account is added in each: the time is for one. Written: with the waiting for the lock, to a real disk.`,
      figures: [
        {
          id: 'history.size',
          what: `all files, a year of ${count} accounts, compacted`,
          value: compacted,
          unit: 'bytes',
          most: 5_000_000,
        },
        {
          id: 'history.appended',
          what: `appended by ${rounds + 1} changes of each account`,
          value: appended - compacted,
          unit: 'bytes',
        },
        {
          id: 'history.load',
          what: 'to load all',
          value: median(counted.map(({ load }) => load)),
          unit: 'ms',
          most: 20,
        },
        {
          id: 'history.same',
          what: 'to add a reading that says the same',
          value: median(counted.map(({ same }) => same)) * 1000,
          unit: 'µs',
        },
        {
          id: 'history.news',
          what: 'to add a reading that says something new',
          value: median(counted.map(({ news }) => news)) * 1000,
          unit: 'µs',
        },
        {
          id: 'history.write',
          what: 'to write a change of each',
          value: median(counted.map(({ write }) => write)),
          unit: 'ms',
        },
        { id: 'history.compact', what: 'once a day, with loading', value: nextDay, unit: 'ms' },
      ],
    };
  } finally {
    await folder.dispose();
  }
}

/** What a window does that is opened at this time, reads every account twice and finds it used once. */
async function measured(folder: string, ids: readonly string[], now: number) {
  const refused = (what: string) => {
    throw new Error(`${what} could not be written.`);
  };
  const clock = { ...quickClock, now: () => now };
  const store = new HistoryFolder({
    folder,
    report: { problem: ({ file }) => refused(file), solved: () => {} },
    locks: new FileLocks(folder, refused, clock),
    clock,
  });
  const load = await timed(() => store.load());
  const last = ids.map((accountId) => {
    const series = store.of(accountId).at(-1);
    const point = series?.points.at(-1);
    ok(series && point && point.until < now);
    return { series, point };
  });
  const readings = (at: number, used: number) =>
    last.map(
      ({ series: { accountId, keySetAt, unit }, point: { amount } }): Reading => ({
        accountId,
        keySetAt,
        checkedAt: at,
        balance: { pools: [{ unit, amount: amount - used }] },
        balanceAt: at,
        failures: 0,
      }),
    );
  const add = (all: readonly Reading[]) => async () => {
    for (const reading of all) store.add(reading, undefined);
  };
  const same = (await timed(add(readings(now - 1, 0)))) / count;
  const news = (await timed(add(readings(now, 0.5)))) / count;
  const write = await timed(() => store.flush());
  deepStrictEqual(
    last.map(({ series }) => store.of(series.accountId).at(-1)?.points.at(-1)?.until),
    last.map(() => now),
  );
  return { load, same, news, write };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
