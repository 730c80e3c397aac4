import { execFile, execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { _electron } from 'playwright-core';
import { calmSettings } from '../host/server.ts';
import { Window } from '../host/window.ts';
import { enterDemoKeys, enterSampledKeys, showDemo } from './demoAccounts.ts';

/** The executable of the desktop VS Code whose `code` command is on the PATH, where there is a display to show it on. */
export function installedCode(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  const finder = process.platform === 'win32' ? 'where' : 'which';
  let command: string;
  try {
    const found = execFileSync(finder, ['code'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    command = realpathSync(found.split(/\r?\n/)[0] ?? '');
  } catch {
    return undefined;
  }
  // The command is a script in a `bin` folder beside the program.
  const bin = dirname(command);
  const programs = ['../code', '../Code.exe', '../../../MacOS/Code', '../../../MacOS/Electron'];
  return programs.map((path) => join(bin, path)).find((path) => existsSync(path));
}

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
  {
    dataDir,
    vsix,
    settings,
    services,
  }: {
    dataDir: string;
    vsix: string;
    settings: Readonly<Record<string, unknown>>;
    services: readonly string[];
  },
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
  await enterSampledKeys(window, services);
  await showDemo(window);
  return {
    closed: new Promise((resolve) => app.once('close', () => resolve())),
    dispose: () => app.close(),
  };
}
