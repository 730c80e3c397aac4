import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { installedFolder, progress } from './installed.ts';
import type { Host } from './installHost.ts';

/** Starts a headless browser, which ends with our process. Rejects when this machine has none or it does not start. */
export async function launchBrowser({ modules, folder }: Pick<Host, 'modules' | 'folder'>): Promise<Browser> {
  const { executablePath, env } = await findChromium(
    join(modules, '@sparticuz/chromium/bin'),
    join(folder, 'chromium'),
  );
  return chromium.launch({
    executablePath,
    env: { ...(process.env as Record<string, string>), ...env },
    args: [
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      // Chromium's sandbox refuses to run as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

/** A Chromium-like browser, and what is added to our own environment to start it. */
interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds a Chromium: the one of `CHROME_PATH`, else an installed Chrome, Edge or Chromium, else, on Linux x64, the one
 * that is packed in `packed`, which it unpacks to `cache`. Rejects when there is none.
 */
async function findChromium(packed: string, cache: string): Promise<Chromium> {
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

/**
 * Unpacks the Chromium of the package `@sparticuz/chromium`, whose `bin` folder is `packed`, to `cache`, once. It brings
 * the libraries and a font that a bare Linux lacks. Rejects when the disk is full or `tar` is missing.
 */
async function unpackedChromium(packed: string, cache: string): Promise<Chromium> {
  const folder = await installedFolder(cache, (draft) => fill(packed, draft));
  const { LD_LIBRARY_PATH: present } = process.env;
  const libraries = [join(folder, 'lib'), present].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fontconfig.xml') },
  };
}

async function fill(packed: string, draft: string): Promise<void> {
  progress('Unpacking Chromium, once…');
  const inflate = (name: string, mode: number) =>
    pipeline(
      createReadStream(join(packed, `${name}.br`)),
      createBrotliDecompress(),
      createWriteStream(join(draft, name), { mode }),
    );
  const archives = ['al2023.tar', 'fonts.tar', 'swiftshader.tar'];
  await Promise.all([inflate('chromium', 0o755), ...archives.map((name) => inflate(name, 0o644))]);
  for (const name of archives) {
    const archive = join(draft, name);
    await promisify(execFile)('tar', ['-x', '--no-same-owner', '-f', archive, '-C', draft]);
    await rm(archive);
  }
  await writeFile(join(draft, 'fontconfig.xml'), fontconfig());
}

/** The package's Open Sans as the font of the interface, with whatever fonts the machine has for the rest. */
function fontconfig(): string {
  const families = ['system-ui', 'sans-serif', 'Ubuntu', 'Droid Sans'];
  const prefer = (family: string, font: string) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${font}</string></edit></match>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  ${families.map((family) => prefer(family, 'Open Sans')).join('\n  ')}
  ${prefer('monospace', 'DejaVu Sans Mono')}
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
}
