import { context } from 'esbuild';

const watch = process.argv.includes('--watch');

/** Builds one bundle of CommonJS for the extension host, and again at each change with `--watch`. */
async function bundle(entryPoints, outdir, options = {}) {
  const build = await context({
    entryPoints,
    outdir,
    bundle: true,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    // The extension host of VS Code 1.101.
    target: 'node22',
    external: ['vscode'],
    sourcemap: watch,
    logLevel: watch ? 'info' : 'warning',
    ...options,
  });
  if (watch) return build.watch();
  await build.rebuild();
  await build.dispose();
}

await bundle({ extension: 'src/extension.ts' }, 'dist', { minify: !watch });
