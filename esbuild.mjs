import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { context, transform } from 'esbuild';

const watch = process.argv.includes('--watch');

/** The bundles of the extension host. VS Code loads the first; each other one is loaded when an `import()` needs it. */
const bundles = [
  'src/extension.ts',
  'src/showLastKnown.ts',
  'src/keepUpToDate.ts',
  'src/storage/writeWhole.ts',
  'src/vscode/statusTooltip.ts',
  'src/vscode/commands/willItLast.ts',
  'src/vscode/commands/exportStatement.ts',
  'src/vscode/commands/deleteHistory.ts',
  'src/vscode/commands/addCustomService.ts',
  'src/vscode/commands/importKeys.ts',
  'src/vscode/envFiles.ts',
];

/** Leaves an `import()` in the code, as one of the bundle that its file is built as. */
const lazyBundles = (files, bundleOf) => ({
  name: 'lazy-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const isBundle = files.some((file) => resolve(file) === resolve(resolveDir, path));
      if (!isBundle) return { errors: [{ text: `${path} is not in the list of bundles.` }] };
      return { path: `./${bundleOf(basename(path, '.ts'))}`, external: true };
    });
  },
});

/** Says the two lines that .vscode/tasks.json waits for. */
const progress = {
  name: 'progress',
  setup({ onStart, onEnd }) {
    onStart(() => console.log('[build] started'));
    onEnd(({ errors }) => console.log(errors.length > 0 ? '[build] finished with errors' : '[build] finished'));
  },
};

/** Takes a style sheet as its text, as short as the code around it. */
const styleTexts = {
  name: 'style-texts',
  setup({ onLoad, initialOptions: { minify, target } }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify, target });
      return { contents: code, loader: 'text' };
    });
  },
};

const common = {
  bundle: true,
  outdir: 'dist',
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
await writeCatalog('src/providers/catalog', 'dist/catalog.jsonl');
await build({
  ...common,
  entryPoints: bundles,
  entryNames: '[name]',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  // The extension host of VS Code 1.101, which loads CommonJS in a quarter of the time that it takes for modules.
  target: 'node22',
  format: 'cjs',
  supported: { 'dynamic-import': false },
  external: ['vscode'],
  plugins: [lazyBundles(bundles, (name) => `${name}.cjs`), progress],
});
const page = {
  ...common,
  // The Chromium of VS Code 1.101.
  target: 'chrome134',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [styleTexts, lazyBundles(['src/dashboard/chart.ts'], () => 'dashboardChart.js')],
};
// The script of a web page, what it loads when its rows are shown, and what the extension host draws before it runs.
await build({ ...page, entryPoints: { dashboard: 'src/dashboard/main.tsx' } });
await build({ ...page, entryPoints: { dashboardChart: 'src/dashboard/chart.ts' } });
await build({
  ...page,
  entryPoints: { dashboardPrerender: 'src/dashboard/prerender.tsx' },
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
});

/** Builds once, or at each change. */
async function build(options) {
  const built = await context(options);
  if (watch) return built.watch();
  await built.rebuild();
  return built.dispose();
}

/** Puts the services that are data into one file, a line of JSON each: its reader parses the ones that it needs. */
async function writeCatalog(folder, file) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
  await mkdir('dist', { recursive: true });
  await writeFile(file, texts.map((text) => `${JSON.stringify(JSON.parse(text))}\n`).join(''));
}
