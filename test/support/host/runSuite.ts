import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { TestRun } from './testRun.ts';

/**
 * Runs a suite by `runTests`, with a user data folder of its own. `executable` is started with `launchArgs` first.
 * Rejects when the suite fails.
 */
export async function runSuite(run: TestRun, executable: string, launchArgs: readonly string[] = []): Promise<void> {
  const { extensionDevelopmentPath, extensionTestsPath, folder, settings = {}, env = {} } = run;
  // A short path, because VS Code puts a socket into it.
  const userData = await mkdtemp(join(tmpdir(), 'credits-'));
  try {
    await mkdir(join(userData, 'User'));
    await writeFile(join(userData, 'User/settings.json'), JSON.stringify(settings, undefined, 2));
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath,
      extensionTestsPath,
      // A terminal inside VS Code has it set, and then VS Code is no VS Code.
      extensionTestsEnv: { ...env, ELECTRON_RUN_AS_NODE: undefined },
      launchArgs: [
        ...launchArgs,
        folder,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(userData, 'extensions')}`,
      ],
    });
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
}
