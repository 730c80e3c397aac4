import { deepStrictEqual } from 'node:assert/strict';
import { tempFolder } from '../support/fakes/environment.ts';
import type { Chapter } from './figure.ts';
import { keptBalances } from './keptBalances.ts';
import { median } from './median.ts';

const count = 50;
const warmUp = 50;
const ticks = 200;

/** What a tick costs when no account is due, which is nearly every tick. */
export async function tickCost(): Promise<Chapter> {
  const folder = await tempFolder();
  const times: number[] = [];
  let microseconds = 0;
  const { refresher, sent } = await keptBalances(folder.path, count);
  try {
    for (let tick = -warmUp; tick < ticks; tick += 1) {
      const [start, used] = [performance.now(), process.cpuUsage()];
      const { results } = await refresher.refreshDue();
      const [time, { user, system }] = [performance.now() - start, process.cpuUsage(used)];
      deepStrictEqual({ results, sent }, { results: [], sent: [] });
      if (tick < 0) continue;
      times.push(time);
      microseconds += user + system;
    }
  } finally {
    refresher.dispose();
    await folder.dispose();
  }
  return {
    title: 'Tick',
    how: `${ticks} calls of refreshDue() one after the other with ${count} accounts that were all just read, on a real disk, after ${warmUp} that are not counted: the median time, and the mean CPU time of the whole process, user and system. That no request was sent is checked after each. A window ticks twice a minute.`,
    figures: [
      { id: 'tick.time', what: `a tick with ${count} accounts, none due`, value: median(times), unit: 'ms' },
      { id: 'tick.cpu', what: 'its CPU time', value: microseconds / ticks, unit: 'µs' },
    ],
  };
}
