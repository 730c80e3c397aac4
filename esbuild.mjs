import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');

const common = {
  platform: 'node',
  // The project is one of modules, so CommonJS has to say that it is.
  outExtension: { '.js': '.cjs' },
  // The extension host of VS Code 1.101.
  target: 'node22',
  // Through `require`: the extension host loads CommonJS faster than it loads modules.
  supported: { 'dynamic-import': false },
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  logLevel: 'warning',
};

/**
 * Builds the extension into `dist`. What `import()` names is a bundle of its own that is loaded when it is needed, and
 * what bundles share is one too. esbuild splits modules only, so they become CommonJS in a second step.
 */
const toCommonJs = {
  name: 'to-commonjs',
  setup({ onStart, onEnd }) {
    // The two lines that .vscode/tasks.json waits for.
    onStart(() => console.log('[build] started'));
    onEnd(async ({ errors }) => {
      if (errors.length > 0) return console.log('[build] finished with errors');
      const modules = (await readdir('out/modules')).filter((name) => name.endsWith('.cjs'));
      await removeBundles();
      await build({
        ...common,
        entryPoints: modules.map((name) => `out/modules/${name}`),
        outdir: 'dist',
        format: 'cjs',
      });
      await Promise.all((await bundles()).map((name) => requirePlainly(name)));
      console.log('[build] finished');
    });
  },
};

/** The CommonJS bundles that are built. */
async function bundles() {
  const names = await readdir('dist').catch(() => []);
  return names.filter((name) => name.endsWith('.cjs')).map((name) => `dist/${name}`);
}

/** Those of an earlier build may have other names. */
async function removeBundles() {
  await Promise.all((await bundles()).map((name) => rm(name)));
}

/**
 * esbuild wraps each `require('vscode')` to look like a module, which copies the whole API object once for each source
 * file. The object is used as it is.
 */
async function requirePlainly(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/\b[\w$]+\(require\("vscode"\)(?:,\s*1)?\)/g, 'require("vscode")'));
}

await rm('out/modules', { recursive: true, force: true });
await rm('dist', { recursive: true, force: true });
const extension = await context({
  ...common,
  entryPoints: ['src/extension.ts'],
  outdir: 'out/modules',
  bundle: true,
  splitting: true,
  format: 'esm',
  supported: {},
  external: ['vscode'],
  plugins: [toCommonJs],
});
/** The script of a web page, which is loaded when the page is opened: one file, its styles in it. */
const dashboard = await context({
  entryPoints: ['src/dashboard/main.tsx'],
  outfile: 'dist/dashboard.js',
  bundle: true,
  platform: 'browser',
  format: 'iife',
  // The Chromium of VS Code 1.101.
  target: 'chrome134',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.css': 'text' },
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  logLevel: 'warning',
});
for (const built of [extension, dashboard]) {
  if (watch) {
    await built.watch();
  } else {
    await built.rebuild();
    await built.dispose();
  }
}
