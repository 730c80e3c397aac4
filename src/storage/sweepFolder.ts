import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locks } from '../core/ports.ts';
import { day } from '../core/time.ts';

/**
 * Removes what crashed windows have left in our folder more than a day ago: temporary files, and locks that nobody asks
 * for any more. What was set aside stays, for the person to look at. Never rejects; `now` is in milliseconds since 1970.
 */
export async function sweepFolder(folder: string, locks: Locks, now: number): Promise<void> {
  const inLeases = join(folder, 'leases');
  for (const name of await oldFiles(folder, now)) {
    if (/\.json\..+\.tmp$/.test(name)) await remove(join(folder, name));
  }
  for (const name of await oldFiles(inLeases, now)) {
    const [, lease] = /^(.+)\.lease$/.exec(name) ?? [];
    // Taken and let go, so that nobody loses the one that replaced it meanwhile.
    if (lease !== undefined) await (await locks.tryAcquire(decodeURIComponent(lease)))?.release();
    else if (/\.lease\.[\w-]+$/.test(name)) await remove(join(inLeases, name));
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
