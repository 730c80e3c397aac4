import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locks } from '../core/ports.ts';
import { day } from '../core/time.ts';
import { historyFolder } from './historyFile.ts';

/**
 * Removes what crashed windows left in our folder more than a day ago: temporary files, and locks that nobody asks for any
 * more. Files that were set aside stay, for the person to look at. Never rejects; `now` is in milliseconds since 1970.
 */
export async function sweepFolder(folder: string, locks: Locks, now: number): Promise<void> {
  const inLocks = join(folder, 'leases');
  for (const place of [folder, join(folder, historyFolder)]) {
    for (const name of await oldFiles(place, now)) {
      if (/\.jsonl?\..+\.tmp$/.test(name)) await remove(join(place, name));
    }
  }
  for (const name of await oldFiles(inLocks, now)) {
    const [, lock] = /^(.+)\.lease$/.exec(name) ?? [];
    // Acquired and released, so that nobody loses the one that replaced it meanwhile.
    if (lock !== undefined) await (await locks.tryAcquire(decodeURIComponent(lock)))?.release();
    else if (/\.lease\.[\w-]+$/.test(name)) await remove(join(inLocks, name));
  }
}

async function oldFiles(folder: string, now: number): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return names.filter((_, index) => now - (times[index]?.mtimeMs ?? now) > day);
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
}
