import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { projectFolder } from './projectFolder.ts';

/** Builds the bundles and packs them as `dist/credits-VERSION.vsix`. Resolves with the path of the file. */
export async function buildVsix(): Promise<string> {
  await promisify(execFile)(process.execPath, ['esbuild.mjs'], { cwd: projectFolder });
  const { name, version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  const vsix = join(projectFolder, 'dist', `${name}-${version}.vsix`);
  await mkdir(join(projectFolder, 'dist'), { recursive: true });
  await createVSIX({
    cwd: projectFolder,
    packagePath: vsix,
    // Everything that runs is in the bundles.
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return vsix;
}
