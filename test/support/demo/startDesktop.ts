import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { _electron } from 'playwright-core';
import { calmSettings } from '../host/calmSettings.ts';
import { Window } from '../host/window.ts';
import { enterDemoKeys } from './enterDemoKeys.ts';
import { showDemo } from './showDemo.ts';

/** A desktop VS Code that was started for the demo. */
export interface Desktop {
  /** Resolves when the person has closed it. */
  readonly closed: Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Starts a desktop VS Code with a profile of its own in `dataDir`, installs the VSIX there and types the demo keys into
 * its prompts. The person's own profile, extensions and keys are not touched.
 */
export async function startDesktop(
  executablePath: string,
  { dataDir, vsix, settings }: { dataDir: string; vsix: string; settings: Readonly<Record<string, unknown>> },
): Promise<Desktop> {
  const folders = [`--user-data-dir=${join(dataDir, 'user')}`, `--extensions-dir=${join(dataDir, 'extensions')}`];
  await mkdir(join(dataDir, 'user/User'), { recursive: true });
  await writeFile(join(dataDir, 'user/User/settings.json'), JSON.stringify({ ...calmSettings, ...settings }));
  const [cli = executablePath, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executablePath, {
    reuseMachineInstall: true,
  });
  await promisify(execFile)(cli, [...cliArgs, ...folders, '--install-extension', vsix], {
    shell: process.platform === 'win32',
  });
  const app = await _electron.launch({
    executablePath,
    args: [...folders, '--new-window', '--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'],
  });
  const window = new Window(await app.firstWindow(), () => app.close());
  await window.waitUntilDrawn();
  await enterDemoKeys(window);
  await showDemo(window);
  return {
    closed: new Promise((resolve) => app.once('close', () => resolve())),
    dispose: () => app.close(),
  };
}
