import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Account } from '../../src/core/account.ts';
import type { Balance } from '../../src/core/balance.ts';
import type { Range } from '../../src/core/dashboard/range.ts';
import type { History } from '../../src/core/history/series.ts';
import type { Reading } from '../../src/core/reading.ts';
import { credits } from '../../src/core/unit.ts';
import { dashboardPage } from '../support/dashboard/dashboardPage.ts';
import { storyMessage } from '../support/dashboard/storyAccounts.ts';
import { recordedYear } from '../support/history/recordedYear.ts';
import { writeHistory } from '../support/history/writeHistory.ts';
import type { Host } from '../support/host/installHost.ts';
import { openWindow } from '../support/host/openWindow.ts';
import { startServer } from '../support/host/server.ts';
import { storesIn } from '../support/storesIn.ts';
import type { Chapter } from './figure.ts';
import { manifest } from './manifest.ts';
import { manyAccounts } from './manyAccounts.ts';
import { median } from './median.ts';

const count = 20;
const rounds = 10;
const interval = 5 * 60_000;
const year = 365 * 86_400_000;

interface Told {
  readonly account: Account;
  readonly reading: Reading;
  readonly history: History;
}

/** How long it takes until the dashboard has painted its first chart. */
export async function dashboard(host: Host, browser: Browser, vsix: string): Promise<Chapter> {
  const now = Date.now();
  const told = toldYear(now);
  const opened = await windowTimes(host, browser, vsix, told, now);
  return {
    title: 'Dashboard',
    how: `${count} accounts with a recorded year of checks every five minutes, kept on disk as a window keeps them. In a window: medians of ${rounds} openings in a real VS Code, from the click on "Credits: Open Dashboard" in the palette until the frame after the first chart was drawn, by the clock of the browser; the first opening, which registers VS Code's own service worker for pages, is not in the median. By itself: the same page in the same browser without VS Code around it, from its navigation on.`,
    figures: [
      {
        id: 'dashboard.window',
        what: 'from the command to the first chart, in a window',
        value: median(opened.slice(1)),
        unit: 'ms',
        most: 300,
      },
      {
        id: 'dashboard.first',
        what: 'the first time in a window',
        value: opened[0] ?? Number.NaN,
        unit: 'ms',
      },
      {
        id: 'dashboard.page',
        what: 'the page by itself, 30 days',
        value: median(await pageTimes(browser, told, now, 'month')),
        unit: 'ms',
        most: 300,
      },
      {
        id: 'dashboard.year',
        what: 'the page by itself, 1 year',
        value: median(await pageTimes(browser, told, now, 'year')),
        unit: 'ms',
        most: 300,
      },
    ],
  };
}

function toldYear(now: number): readonly Told[] {
  const keySetAt = now - year;
  const { accounts } = manyAccounts(count, () => 'https://127.0.0.1');
  const recorded = recordedYear({ accounts: count, interval, end: now, seed: 20_261_120, keySetAt });
  return accounts.map((account, index) => {
    const history = recorded[index]?.history ?? [];
    const amount = history.at(-1)?.points.at(-1)?.amount;
    const balance: Balance = {
      pools: [{ unit: credits, amount, lots: history.at(-1)?.lots.map(({ lot }) => lot) }],
    };
    const reading = { accountId: account.id, keySetAt, checkedAt: now, balance, balanceAt: now, failures: 0 };
    return { account: { ...account, keySetAt }, reading, history };
  });
}

async function windowTimes(
  host: Host,
  browser: Browser,
  vsix: string,
  told: readonly Told[],
  now: number,
): Promise<readonly number[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'credits-'));
  const { id } = await manifest();
  const folder = join(dataDir, 'data/User/globalStorage', id);
  const { accounts, readings } = storesIn(folder);
  await accounts.change(() => told.map(({ account }) => account));
  for (const { reading } of told) readings.put(reading);
  await readings.flush();
  await writeHistory(
    folder,
    told.map(({ account, history }) => ({ accountId: account.id, history })),
    now,
  );
  // So long that nobody is asked.
  const settings = { 'credits.refreshInterval': 600, 'credits.alerts': noAlerts };
  const server = await startServer({ host, dataDir, extensions: [vsix], settings });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(watchForPaint);
  await context.addInitScript(watchForClick);
  const times: number[] = [];
  try {
    const window = await openWindow({ server, in: context });
    await window.openView('Credits');
    // What is kept has been read once there is a pace.
    await window.waitFor('the pace', async () => (await window.view('Balances').rows()).length === count);
    for (let round = 0; round <= rounds; round += 1) {
      await window.command('Credits: Open Dashboard');
      await window.webview.waitFor('canvas');
      const painted = await window.waitFor('the paint', async () =>
        Number(await window.webview.content.locator('body').evaluate('globalThis.paintedAt')),
      );
      times.push(painted - Number(await window.page.evaluate('globalThis.clickedAt')));
      await window.command('View: Close All Editors');
    }
  } finally {
    await context.close();
    await server.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
  return times;
}

async function pageTimes(
  browser: Browser,
  told: readonly Told[],
  now: number,
  range: Range,
): Promise<readonly number[]> {
  const answer = storyMessage(told, now, { range, tables: [] });
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const page = await dashboardPage({ browser, answer, init: watchForPaint });
    await page.waitUntil('globalThis.paintedAt > 0');
    times.push(Number(await page.page.evaluate('globalThis.paintedAt - performance.timeOrigin')));
    await page.close();
  }
  return times.slice(1);
}

const noAlerts = Object.fromEntries(
  ['low', 'critical', 'empty', 'blocked', 'invalidKey', 'runway', 'expiring', 'burst', 'unreachable'].map((kind) => [
    kind,
    false,
  ]),
);

/** Runs in every page before its own scripts: when the frame after the first drawn line was out. */
const watchForPaint = `
  globalThis.paintedAt = 0;
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...rest) {
    if (globalThis.paintedAt === 0 && this.canvas.isConnected) {
      globalThis.paintedAt = -1;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { globalThis.paintedAt = performance.timeOrigin + performance.now(); };
        port2.postMessage(0);
      });
    }
    return stroke.apply(this, rest);
  };
`;

/** When the mouse was last pressed, which is what runs a command in the palette. */
const watchForClick = `
  addEventListener('click', () => { globalThis.clickedAt = performance.timeOrigin + performance.now(); }, true);
`;
