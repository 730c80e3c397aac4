import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes `folder` by `fill` unless it is there. It appears whole or not at all, so two processes may ask at once:
 * both fill a folder of their own and the first one to finish wins. Rejects with what `fill` rejects with.
 */
export async function installedFolder(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) {
    return folder;
  }
  const draft = `${folder}.${randomUUID()}.part`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft);
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) {
      throw error;
    }
  }
  return folder;
}
