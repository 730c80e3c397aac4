import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './projectFolder.ts';

/** Builds the bundles unless they are there and newer than every source. */
export async function ensureBuilt(): Promise<void> {
  const built = await times('dist');
  const sources = [...(await times('src')), ...(await times('esbuild.mjs'))];
  if (built.length > 0 && Math.min(...built) >= Math.max(...sources)) return;
  await promisify(execFile)(process.execPath, ['esbuild.mjs'], { cwd: projectFolder });
}

/** When the files of a folder, or a file, were written. */
async function times(path: string): Promise<readonly number[]> {
  const full = join(projectFolder, path);
  const found = await stat(full).catch(() => undefined);
  if (!found?.isDirectory()) return found ? [found.mtimeMs] : [];
  const entries = (await readdir(full, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(entries.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).mtimeMs));
}
