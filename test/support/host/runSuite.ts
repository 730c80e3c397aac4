import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { installHost } from './installHost.ts';

/** A suite to run in an extension host. Paths are absolute. */
export interface TestRun {
  readonly extensionDevelopmentPath: string;
  /** A CommonJS module that exports `run(): Promise<void>`. */
  readonly extensionTestsPath: string;
  /** The workspace. */
  readonly folder: string;
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a suite in the extension host of the VS Code server. Rejects when it fails. */
export async function runInServerHost(run: TestRun): Promise<void> {
  // It would be installed anyway, but `runTests` takes a program that says nothing for a while to be VS Code.
  await installHost();
  await runSuite(run, process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'code.ts')]);
}

/** Runs a suite in the desktop's VS Code. Rejects when it fails, and with `DesktopUnavailable` when there is none. */
export async function runInDesktop(run: TestRun): Promise<void> {
  await runSuite(run, await desktopVsCode());
}

/**
 * Runs a suite by `runTests`, with a user data folder of its own. `executable` is started with `launchArgs` first.
 * Rejects when the suite fails.
 */
async function runSuite(run: TestRun, executable: string, launchArgs: readonly string[] = []): Promise<void> {
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

/** There is no desktop VS Code here to run tests in, and none can be downloaded: nothing is wrong with the tests. */
export class DesktopUnavailable extends Error {
  override readonly name = 'DesktopUnavailable';
}

/** Milliseconds of silence after which the download host counts as out of reach. */
const patience = 15_000;

/**
 * The executable of a desktop VS Code: that of `VSCODE_PATH`, else an installed one, else the stable one, downloaded to
 * `.vscode-test/`. Rejects with `DesktopUnavailable` when there is none, or no display to show it on.
 */
async function desktopVsCode(): Promise<string> {
  const { VSCODE_PATH: chosen, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    throw new DesktopUnavailable('There is no display to show VS Code on: use a desktop, or xvfb-run.');
  }
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new DesktopUnavailable(`VSCODE_PATH names a file that is not there: ${chosen}`);
    }
    return chosen;
  }
  const installed = usualPlaces().find((path) => existsSync(path));
  if (installed) {
    return installed;
  }
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', timeout: patience });
  } catch (cause) {
    throw new DesktopUnavailable(`No VS Code is installed, and it could not be downloaded: ${String(cause)}`, {
      cause,
    });
  }
}

function usualPlaces(): readonly string[] {
  const { LOCALAPPDATA = '', ProgramFiles = '' } = process.env;
  switch (process.platform) {
    case 'darwin':
      return ['Code', 'Electron'].map((name) => `/Applications/Visual Studio Code.app/Contents/MacOS/${name}`);
    case 'win32':
      return [join(LOCALAPPDATA, 'Programs'), ProgramFiles].map((folder) => join(folder, 'Microsoft VS Code/Code.exe'));
    default:
      return ['/usr/share/code/code', '/opt/visual-studio-code/code', '/snap/code/current/usr/share/code/code'];
  }
}
