import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a program into a folder, so that its processes start fast. Resolves with its path. */
export async function bundled(program: string, folder: string): Promise<string> {
  const outfile = join(folder, 'window.mjs');
  await build({ entryPoints: [program], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return outfile;
}
