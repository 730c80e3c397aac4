import type { Browser } from 'playwright-core';
import type { Range } from '../../src/core/dashboard/range.ts';
import { dashboardPage } from '../support/dashboard/dashboardPage.ts';
import { storyMessage } from '../support/dashboard/storyAccounts.ts';
import type { Host } from '../support/host/installHost.ts';
import type { Server } from '../support/host/server.ts';
import { emptyPage, inIdleWindow, rowTime, watchForRow } from './dashboardFirstRow.ts';
import type { Chapter } from './figure.ts';
import { median } from './median.ts';
import { type Told, toldAccounts, withToldAccounts } from './toldAccounts.ts';

const count = 20;
const rounds = 10;
/** Windows of each kind: opening one takes seconds. */
const firstRounds = 15;
const openings = { dashboard: 'Credits: Open Dashboard', empty: emptyPage.command } as const;
const kinds = ['dashboard', 'empty'] as const;
const year = 365 * 86_400_000;

/** Milliseconds of each kind of page. */
type Times = Readonly<Record<keyof typeof openings, number[]>>;

/** How long it takes until the dashboard has painted its first row. */
export async function dashboard(host: Host, browser: Browser, vsix: string): Promise<Chapter> {
  const now = Date.now();
  const told = toldAccounts(count, year, now);
  const { first, later } = await withToldAccounts(host, vsix, told, now, async (server) => {
    const first: Times = { dashboard: [], empty: [] };
    // The first window of a server finds nothing in its caches and isn't counted. The others take turns.
    await firstRowTime(browser, server, openings.dashboard);
    for (let round = 0; round < firstRounds; round += 1) {
      for (const kind of kinds) first[kind].push(await firstRowTime(browser, server, openings[kind]));
    }
    return { first, later: await laterTimes(browser, server) };
  });
  return {
    title: 'Dashboard',
    how: `${count} accounts with a recorded year of checks every five minutes, kept on disk as a window keeps them. In a window: from the click on a command in the palette of a real VS Code, which has finished its start, until the frame with the first row is out, by the clock of the browser, in turns with an extension whose page is one word. The first opening is the first page of any kind in its window, which registers VS Code's own service worker for pages: medians of ${firstRounds} windows of each. Later openings: medians of ${rounds} of each in one window. By itself: the same page in the same browser without VS Code around it, from its navigation on.`,
    figures: [
      {
        id: 'dashboard.first',
        what: 'from the command to the first row, the first time in a window',
        value: median(first.dashboard),
        unit: 'ms',
      },
      { id: 'dashboard.first.empty', what: 'the same of a page of one word', value: median(first.empty), unit: 'ms' },
      {
        id: 'dashboard.first.ratio',
        what: 'the first time in a window / a page of one word',
        value: median(first.dashboard) / median(first.empty),
        unit: 'times',
        most: 1.3,
      },
      {
        id: 'dashboard.window',
        what: 'from the command to the first row, later in a window',
        value: median(later.dashboard),
        unit: 'ms',
        most: 300,
      },
      { id: 'dashboard.window.empty', what: 'the same of a page of one word', value: median(later.empty), unit: 'ms' },
      {
        id: 'dashboard.window.ratio',
        what: 'later in a window / a page of one word',
        value: median(later.dashboard) / median(later.empty),
        unit: 'times',
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

/** Milliseconds from the click on a command in a window where no page was opened before until its first row is painted. */
function firstRowTime(browser: Browser, server: Server, command: string): Promise<number> {
  return inIdleWindow(browser, server, count, (window) => rowTime(window, command));
}

/** Openings in one window, the first of each kind left out. */
async function laterTimes(browser: Browser, server: Server): Promise<Times> {
  const times: Times = { dashboard: [], empty: [] };
  await inIdleWindow(browser, server, count, async (window) => {
    for (let round = 0; round <= rounds; round += 1) {
      for (const kind of kinds) {
        const time = await rowTime(window, openings[kind]);
        if (round > 0) times[kind].push(time);
        await window.command('View: Close All Editors');
      }
    }
  });
  return times;
}

async function pageTimes(
  browser: Browser,
  told: readonly Told[],
  now: number,
  range: Range,
): Promise<readonly number[]> {
  const answer = storyMessage(told, now, { range });
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const page = await dashboardPage({ browser, answer, init: watchForRow });
    await page.waitUntil('globalThis.rowPaintedAt > 0');
    times.push(Number(await page.page.evaluate('globalThis.rowPaintedAt - performance.timeOrigin')));
    await page.close();
  }
  return times.slice(1);
}
