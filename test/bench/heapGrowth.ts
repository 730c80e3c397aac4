import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Chapter } from './figure.ts';
import { median } from './median.ts';

/** What the program `heapOfRefreshes.ts` prints. */
export interface HeapGrowth {
  readonly refreshes: number;
  readonly bytes: number;
}

/** Kilobytes that a thousand refreshes may leave behind and still count as none: one small object each would be more. */
const flat = 32;

// Without them V8 keeps optimised code, and drops bytecode, whenever it likes: 200 KB up or down.
const calm = ['--no-opt', '--no-flush-bytecode'];

/** How much more memory is in use after many refreshes. */
export async function heapGrowth(): Promise<Chapter> {
  const all = [await measured(), await measured(), await measured()];
  const bytes = median(all.map((one) => one.bytes));
  const refreshes = median(all.map((one) => one.refreshes));
  return {
    title: 'Memory',
    how: `Median of three processes: heap in use after ${refreshes} refreshes of five accounts, less that before them, both after a full garbage collection, which comes after every hundred, and after a warm-up of 400, with V8's optimiser at rest. Each refresh reads, keeps on disk, sums up and writes the status item and the rows. Flat: at most ${flat} KB.`,
    figures: [
      {
        id: 'heap.growth',
        what: `growth over ${refreshes} refreshes`,
        value: bytes / 1024,
        unit: 'KB',
        most: flat,
      },
      { id: 'heap.perRefresh', what: 'growth a refresh', value: bytes / 1024 / refreshes, unit: 'KB' },
    ],
  };
}

async function measured(): Promise<HeapGrowth> {
  const program = join(import.meta.dirname, 'heapOfRefreshes.ts');
  const child = spawn(process.execPath, ['--expose-gc', ...calm, '--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [growth, [code]] = await Promise.all([json(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error('The heap could not be measured.');
  return growth as HeapGrowth;
}
