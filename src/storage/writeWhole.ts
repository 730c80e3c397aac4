import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../core/ports.ts';
import { retryWhileBusy, stampOf } from './diskFile.ts';

/**
 * Replaces a file in one step, for this user's eyes only: written under a temporary name, flushed, renamed. Resolves with
 * its new stamp; rejects when the disk refuses, and the old content then stays.
 */
export async function writeWhole(path: string, text: string, clock: Clock): Promise<string> {
  return withTemporary(path, text, async (temporary, stamp) => {
    await retryWhileBusy(clock, () => rename(temporary, path));
    return stamp;
  });
}

/** Rejects when there is no room for this text beside the file. */
export async function tryToWrite(path: string, text: string): Promise<void> {
  await withTemporary(path, text, (temporary) => rm(temporary));
}

async function withTemporary<T>(
  path: string,
  text: string,
  use: (temporary: string, stamp: string) => Promise<T>,
): Promise<T> {
  const temporary = `${path}.${process.pid}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx', 0o600);
    let stamp: string;
    try {
      await file.writeFile(text);
      // Flushed before the rename: a power cut must leave the old file or the new one, not an empty one.
      await file.sync();
      stamp = stampOf(await file.stat());
    } finally {
      await file.close();
    }
    return await use(temporary, stamp);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}
