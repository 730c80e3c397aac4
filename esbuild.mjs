import { context } from 'esbuild';

const watch = process.argv.includes('--watch');

const build = await context({
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  logLevel: 'info',
});
const r = await build.rebuild();

import { analyzeMetafile } from 'esbuild';

console.log(await analyzeMetafile(r.metafile));
await build.dispose();
