import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
