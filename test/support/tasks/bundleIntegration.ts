import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectFolder } from './projectFolder.ts';

const tests = join(projectFolder, 'test/integration');

/**
 * Bundles every test file of `test/integration` into one CommonJS module that exports `run()`, as an extension host
 * wants it. Resolves with its path.
 */
export async function bundleIntegration(): Promise<string> {
  const files = (await readdir(tests, { recursive: true })).filter((file) => file.endsWith('.test.ts')).toSorted();
  const outfile = join(projectFolder, 'out/integration/index.cjs');
  await build({
    stdin: {
      resolveDir: projectFolder,
      contents: `
        import { runMocha } from './test/support/integration/runMocha.ts';
        export const run = () => runMocha(() => {
          ${files.map((file) => `require(${JSON.stringify(`./test/integration/${file.replaceAll('\\', '/')}`)});`).join('\n')}
        });`,
    },
    outfile,
    bundle: true,
    platform: 'node',
    // The extension host of VS Code 1.101.
    target: 'node22',
    format: 'cjs',
    // What the tests need of the project is found from where its folder is named.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(projectFolder, 'test/support/tasks/any.ts')).href) },
    sourcemap: 'inline',
    // Mocha finds its own files beside itself.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}
