import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSteps } from '../../support/bundle/loadSteps.ts';
import { ensureBuilt } from '../../support/tasks/ensureBuilt.ts';
import { projectFolder } from '../../support/tasks/projectFolder.ts';

const most = 120 * 1024;

describe('the script of the dashboard', () => {
  let script: string;
  before(async () => {
    await ensureBuilt();
    script = await readFile(join(projectFolder, 'dist/dashboard.js'), 'utf8');
  });

  it('is one file of at most 120 KB, with its styles in it', () => {
    assert.ok(script.length <= most, `${script.length} bytes`);
    assert.ok(script.includes('.u-over') && script.includes('--vscode-foreground'));
    assert.doesNotMatch(script, /\brequire\(|\bimport\(|^import /m);
  });

  it('is loaded by nothing that the extension loads', async () => {
    const { activation, firstNumber } = await loadSteps();
    assert.deepStrictEqual(
      [...activation.names, ...firstNumber.names].filter((name) => name === 'dashboard.js'),
      [],
    );
  });

  it('has nothing that its page forbids or that could reach out', () => {
    const forbidden = /\beval\(|new Function|XMLHttpRequest|\bfetch\(|sendBeacon|WebSocket|@import|url\((?!#)/g;
    assert.deepStrictEqual(script.match(forbidden), null);
  });

  it('never makes markup of a text', async () => {
    const folder = join(projectFolder, 'src/dashboard');
    const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    assert.deepStrictEqual(
      texts.flatMap((text) => text.match(/innerHTML|outerHTML|insertAdjacent|DOMParser|document\.write/gi) ?? []),
      [],
    );
  });
});
