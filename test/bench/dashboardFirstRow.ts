import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openWindow } from '../support/host/openWindow.ts';
import type { Server } from '../support/host/server.ts';
import type { Window } from '../support/host/window.ts';
import { waitForIdleCpu } from './waitForIdleCpu.ts';

/** An extension with a command that opens a page of one word: no page can be painted sooner. */
export const emptyPage = { folder: 'empty-page', command: 'Empty: Open Page' } as const;

/** Writes that extension into a folder and resolves with its path. */
export async function writeEmptyPage(parent: string): Promise<string> {
  const folder = join(parent, emptyPage.folder);
  await mkdir(folder, { recursive: true });
  const manifest = {
    publisher: 'credits-dev',
    name: emptyPage.folder,
    version: '1.0.0',
    engines: { vscode: '^1.101.0' },
    extensionKind: ['ui', 'workspace'],
    activationEvents: ['onStartupFinished'],
    main: './extension.cjs',
    contributes: { commands: [{ command: 'empty.open', category: 'Empty', title: 'Open Page' }] },
  };
  const main = `const vscode = require('vscode');
exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.commands.registerCommand('empty.open', () => {
    const panel = vscode.window.createWebviewPanel('empty', 'Empty', vscode.ViewColumn.Active, { enableScripts: true });
    panel.webview.html = '<!DOCTYPE html><html><body><p id="row">Row</p></body></html>';
  }));
};
`;
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.cjs'), main);
  return folder;
}

/** Runs in a new window that has drawn the rows of all accounts and has finished its start. Closes it in the end. */
export async function inIdleWindow<T>(
  browser: Browser,
  server: Server,
  accounts: number,
  use: (window: Window) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(watchForRow);
  try {
    const window = await openWindow({ server, in: context });
    await window.openView('Credits');
    await window.waitFor('all rows', async () => (await window.view('Balances').rows()).length === accounts);
    await waitForIdleCpu();
    return await use(window);
  } finally {
    await context.close();
  }
}

/** Milliseconds from the click on a command until the first row of its page is painted, where `watchForRow` runs. */
export async function rowTime(window: Window, command: string): Promise<number> {
  await window.command(command);
  await window.webview.waitFor('tr.row, #row');
  const painted = await window.waitFor(
    'the paint',
    async () => Number(await window.webview.content.locator('body').evaluate('globalThis.rowPaintedAt')),
    (time) => time > 0,
  );
  return painted - Number(await window.page.evaluate('globalThis.clickedAt'));
}

/** Runs in every page before its own scripts: when the frame with the first row was out, and when the mouse was last pressed. */
export const watchForRow = `
  globalThis.rowPaintedAt = 0;
  // By a timer: VS Code writes its pages into another document of the same window, which an observer doesn't follow.
  const looking = setInterval(() => {
    if (!document.querySelector('tr.row, #row')) return;
    clearInterval(looking);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { globalThis.rowPaintedAt = performance.timeOrigin + performance.now(); };
      port2.postMessage(0);
    });
  }, 1);
  addEventListener('click', () => { globalThis.clickedAt = performance.timeOrigin + performance.now(); }, true);
`;
