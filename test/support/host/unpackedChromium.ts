import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import type { Chromium } from './chromium.ts';
import { installedFolder } from './installedFolder.ts';
import { progress } from './progress.ts';

/**
 * Unpacks the Chromium of the package `@sparticuz/chromium`, whose `bin` folder is `packed`, to `cache`, once. It brings
 * the libraries and a font that a bare Linux lacks. Rejects when the disk is full or `tar` is missing.
 */
export async function unpackedChromium(packed: string, cache: string): Promise<Chromium> {
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
