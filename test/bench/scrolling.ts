import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { day } from '../../src/core/time.ts';
import type { Host } from '../support/host/installHost.ts';
import { openWindow } from '../support/host/openWindow.ts';
import type { PageElement } from '../support/host/screen.ts';
import type { Window } from '../support/host/window.ts';
import type { Chapter } from './figure.ts';
import { toldAccounts, withToldAccounts } from './toldAccounts.ts';

const count = 100;
const rounds = 5;
/** Turns of the wheel down, and as many up again. */
const turns = 40;
/** Pixels. */
const turn = 50;

/** How evenly a hundred accounts scroll: the time from frame to frame, beside a list of VS Code's own. */
export async function scrolling(host: Host, browser: Browser, vsix: string): Promise<Chapter> {
  const now = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'credits-'));
  try {
    for (let index = 0; index < count; index += 1) await writeFile(join(folder, `file-${index}.txt`), '');
    const gaps = await withToldAccounts(host, vsix, toldAccounts(count, 30 * day, now), now, async (server) => {
      const window = await openWindow({ server, in: browser, folder });
      try {
        return await gapsIn(window);
      } finally {
        await window.close();
      }
    });
    const figure = (id: string, what: string, values: readonly number[], most?: number) => ({
      id: `scrolling.${id}`,
      what: `95 of 100 frames of ${what} come within`,
      value: nearlyAll(values),
      unit: 'ms' as const,
      most,
    });
    return {
      title: 'Scrolling',
      how: `${count} accounts with ${rounds} rounds of ${turns} turns of the wheel down and up again, ${turn} pixels each, in a window of VS Code with a folder of ${count} files: the times between the frames of the browser, which draws 60 a second at most.`,
      figures: [
        figure('explorer', "VS Code's own list of files", gaps.explorer),
        figure('tree', 'the tree of accounts', gaps.tree),
        {
          id: 'scrolling.ratio',
          what: 'the tree of accounts / the list of files',
          value: nearlyAll(gaps.tree) / nearlyAll(gaps.explorer),
          unit: 'times',
          most: 1.3,
        },
        figure('dashboard', 'the dashboard', gaps.dashboard, 50),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function gapsIn(window: Window) {
  const gaps = { explorer: [] as number[], tree: [] as number[], dashboard: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    await window.openView('Explorer');
    const files = window.page.locator('.explorer-folders-view .monaco-list');
    gaps.explorer.push(...(await gapsWhileScrolling(window, files, () => firstRowOf(files))));
    await window.openView('Credits');
    const tree = window.page.locator('.part.sidebar .monaco-list').filter({ visible: true }).first();
    gaps.tree.push(...(await gapsWhileScrolling(window, tree, () => firstRowOf(tree))));
  }
  await window.command('Credits: Open Dashboard');
  await window.webview.waitFor('#dashboard:not([inert]) tr.row');
  const page = window.webview.content.locator('body');
  for (let round = 0; round < rounds; round += 1) {
    gaps.dashboard.push(
      ...(await gapsWhileScrolling(window, page, async () => Number(await page.evaluate('scrollY')))),
    );
  }
  return gaps;
}

/** Milliseconds between the frames of a document while the mouse is over this part of it and the wheel turns. */
async function gapsWhileScrolling(
  window: Window,
  part: Locator,
  place: () => Promise<number>,
): Promise<readonly number[]> {
  const box = await part.boundingBox();
  if (!box) throw new Error('There is nothing to scroll.');
  await window.page.mouse.move(box.x + 100, box.y + 200);
  await part.evaluate(record);
  for (let index = 0; index < turns; index += 1) await window.page.mouse.wheel(0, turn);
  if ((await place()) === 0) throw new Error('Nothing has scrolled.');
  for (let index = 0; index < turns; index += 1) await window.page.mouse.wheel(0, -turn);
  const gaps: unknown = await part.evaluate('globalThis.stopFrames()');
  if (!Array.isArray(gaps) || gaps.length < turns) throw new Error('Nothing was drawn.');
  return gaps.map(Number);
}

/** The index of the first row that a list has drawn. */
async function firstRowOf(list: Locator): Promise<number> {
  const drawn = await list
    .locator('.monaco-list-row')
    .evaluateAll((rows: readonly PageElement[]) => rows.map((row) => Number(row.getAttribute('data-index'))));
  return Math.min(...drawn);
}

/** Notes the time of each frame until it is stopped. */
const record = `
  globalThis.frameTimes = [];
  const note = (time) => { globalThis.frameTimes?.push(time); globalThis.nextFrame = requestAnimationFrame(note); };
  globalThis.nextFrame = requestAnimationFrame(note);
  globalThis.stopFrames = () => {
    cancelAnimationFrame(globalThis.nextFrame);
    return globalThis.frameTimes.slice(1).map((time, index) => time - globalThis.frameTimes[index]);
  };
`;

/** The time that 95 of 100 are within. */
function nearlyAll(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
