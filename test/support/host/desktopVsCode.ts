import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { DesktopUnavailable } from './desktopUnavailable.ts';

/** Milliseconds of silence after which the download host counts as out of reach. */
const patience = 15_000;

/**
 * The executable of a desktop VS Code: that of `VSCODE_PATH`, else an installed one, else the stable one, downloaded to
 * `.vscode-test/`. Rejects with `DesktopUnavailable` when there is none, or no display to show it on.
 */
export async function desktopVsCode(): Promise<string> {
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
