import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Chromium } from './chromium.ts';
import { unpackedChromium } from './unpackedChromium.ts';

/**
 * Finds a Chromium: the one of `CHROME_PATH`, else an installed Chrome, Edge or Chromium, else, on Linux x64, the one
 * that is packed in `packed`, which it unpacks to `cache`. Rejects when there is none.
 */
export async function findChromium(packed: string, cache: string): Promise<Chromium> {
  const { CHROME_PATH: chosen } = process.env;
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new Error(`CHROME_PATH names a file that is not there: ${chosen}`);
    }
    return { executablePath: chosen, env: {} };
  }
  const installed = usualPlaces().find((path) => existsSync(path));
  if (installed) {
    return { executablePath: installed, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    return unpackedChromium(packed, cache);
  }
  throw new Error('No Chrome, Edge or Chromium was found: install one, or set CHROME_PATH to its executable.');
}

function usualPlaces(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ];
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((name) => process.env[name])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Chromium/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
    default:
      return [
        '/opt/google/chrome/chrome',
        '/usr/bin/google-chrome-stable',
        '/usr/bin/google-chrome',
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/snap/bin/chromium',
        '/opt/microsoft/msedge/msedge',
        '/usr/bin/microsoft-edge',
      ];
  }
}
