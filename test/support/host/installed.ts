import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

/** Writes a line for a person who waits. Standard output stays free for the results of the tests. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

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

/**
 * Installs what the lockfile in `folder` names, without running any package's scripts. Rejects with npm's own words
 * when npm is not there, when the registry cannot be reached, or when a package does not match the lockfile.
 */
export async function npmCi(folder: string, ...flags: readonly string[]): Promise<void> {
  // `ci` and not `install`, so that a package that is not what the lockfile says stops us.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...flags];
  const { npm_execpath: npmCli } = process.env;
  const child = npmCli?.endsWith('npm-cli.js')
    ? spawn(process.execPath, [npmCli, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await ended.catch((error: unknown) => {
    throw new Error('npm could not be started. It installs the VS Code server that the tests run in.', {
      cause: error,
    });
  });
  if (code !== 0) {
    const words = (await output).join('').trim();
    throw new Error(`npm could not install the VS Code server that the tests run in (npm ci, exit ${code}):\n${words}`);
  }
}
