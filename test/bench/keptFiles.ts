import { deepStrictEqual } from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '../support/fakes/environment.ts';
import { storesIn } from '../support/storesIn.ts';
import type { Chapter } from './figure.ts';
import { keptBalances } from './keptBalances.ts';
import { median } from './median.ts';

const count = 50;
const rounds = 20;

/** How large the kept files are, and how long they take to load. */
export async function keptFiles(): Promise<Chapter> {
  const folder = await tempFolder();
  try {
    const { refresher } = await keptBalances(folder.path, count);
    refresher.dispose();
    const times: number[] = [];
    // The first round, which finds code that was never run, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const time = await timeToLoad(folder.path);
      if (round > 0) times.push(time);
    }
    const sizeOf = async (file: string) => (await stat(join(folder.path, file))).size;
    return {
      title: 'Files',
      how: `${count} accounts in turn at the five services, each with what was read of its demo account in the simulator: ten have three top-ups each (Breeze), ten two lots and a plan each (Olostep). Loading: median of ${rounds} times that new stores read and check both files at once.`,
      figures: [
        {
          id: 'kept.accounts',
          what: `accounts.json, ${count} accounts`,
          value: await sizeOf('accounts.json'),
          unit: 'bytes',
        },
        {
          id: 'kept.readings',
          what: `readings.2.json, ${count} accounts`,
          value: await sizeOf('readings.2.json'),
          unit: 'bytes',
        },
        { id: 'kept.load', what: 'to load both', value: median(times), unit: 'ms' },
      ],
    };
  } finally {
    await folder.dispose();
  }
}

async function timeToLoad(folder: string): Promise<number> {
  const { accounts, readings } = storesIn(folder);
  const start = performance.now();
  await Promise.all([accounts.load(), readings.load()]);
  const time = performance.now() - start;
  deepStrictEqual([accounts.all().length, readings.all().size], [count, count]);
  return time;
}
