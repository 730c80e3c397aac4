import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type LoadSteps, loadSteps } from '../support/bundle/loadSteps.ts';
import { ensureBuilt } from '../support/tasks/ensureBuilt.ts';
import { projectFolder } from '../support/tasks/projectFolder.ts';

const kilobyte = 1024;

/** Bundles these rooms by themselves: what they import has to be there on that platform. */
async function bundle(rooms: readonly string[], platform: 'node' | 'neutral'): Promise<void> {
  const files = await readdir(join(projectFolder, 'src'), { recursive: true });
  await build({
    entryPoints: files
      .map((file) => `src/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && rooms.some((room) => file.startsWith(`src/${room}/`))),
    absWorkingDir: projectFolder,
    outdir: 'unused',
    bundle: true,
    write: false,
    platform,
    mainFields: ['module', 'main'],
    format: 'esm',
    logLevel: 'silent',
  });
}

describe('the rooms', () => {
  it('of core, providers and storage need no VS Code', () => bundle(['core', 'providers', 'storage'], 'node'));

  it('of core and providers need no Node.js either', () => bundle(['core', 'providers'], 'neutral'));
});

describe('the bundles', () => {
  let steps: LoadSteps;
  let page: string;
  let chart: string;
  let prerender: string;
  before(async () => {
    await ensureBuilt();
    steps = await loadSteps();
    page = await readFile(join(projectFolder, 'dist/dashboard.js'), 'utf8');
    chart = await readFile(join(projectFolder, 'dist/dashboardChart.js'), 'utf8');
    prerender = await readFile(join(projectFolder, 'dist/dashboardPrerender.cjs'), 'utf8');
  });

  it('at activation are the commands and nothing else', () => {
    const { bytes, names } = steps.activation;
    assert.ok(bytes <= 4 * kilobyte, `${names} have ${bytes} bytes`);
  });

  it('until the first number is shown are at most 64 KB', () => {
    const { bytes, names } = steps.firstNumber;
    assert.ok(bytes <= 64 * kilobyte, `${names} have ${bytes} bytes`);
  });

  it('until then are without what asks the services, and without the page', () => {
    const late = (name: string) => name.startsWith('keepUpToDate') || name.startsWith('dashboard');
    assert.deepStrictEqual(steps.firstNumber.names.filter(late), []);
    assert.ok(steps.whole.names.some((name) => name.startsWith('keepUpToDate')));
  });

  it('have a script of the page of at most 52 KB that imports only what draws charts', () => {
    assert.ok(page.length <= 52 * kilobyte, `${page.length} bytes`);
    assert.doesNotMatch(page, /\brequire\(|\bimport\s*[{*"']/);
    assert.deepStrictEqual(page.match(/\bimport\([^)]*\)/g), ['import("./dashboardChart.js")']);
  });

  it('draw charts with one file of at most 60 KB that imports nothing', () => {
    assert.ok(chart.length <= 60 * kilobyte, `${chart.length} bytes`);
    assert.match(chart, /export\{\w+ as Chart\}/);
    assert.doesNotMatch(chart, /\brequire\(|\bimport\b/);
  });

  it('draw the page before its script runs, with all its styles, without VS Code or Node.js', () => {
    assert.ok(prerender.length <= 64 * kilobyte, `${prerender.length} bytes`);
    assert.ok(prerender.includes('.u-over') && prerender.includes('--vscode-foreground'));
    assert.doesNotMatch(prerender, /\brequire\(|\bimport\(/);
  });

  it('have nothing in the page that its policy forbids or that could reach out', () => {
    const forbidden = /\beval\(|new Function|XMLHttpRequest|\bfetch\(|sendBeacon|WebSocket|@import|url\((?!#)/g;
    for (const script of [page, chart, prerender]) assert.deepStrictEqual(script.match(forbidden), null);
  });

  it('have a page that never makes markup of a text', async () => {
    const entries = await readdir(join(projectFolder, 'src/dashboard'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
    assert.ok(texts.length > 30);
    assert.deepStrictEqual(
      texts.flatMap((text) => text.match(/innerHTML|outerHTML|insertAdjacent|DOMParser|document\.write/gi) ?? []),
      [],
    );
  });
});
