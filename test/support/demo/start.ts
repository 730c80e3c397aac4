import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { day, hour } from '../../../src/core/time.ts';
import { DashboardTab } from '../e2e/dashboardTab.ts';
import { launchBrowser } from '../host/browser.ts';
import { installHost } from '../host/installHost.ts';
import { openWindow } from '../host/openWindow.ts';
import { startServer } from '../host/server.ts';
import { sampledServices, startSimulator } from '../simulator/index.ts';
import { givePast } from '../stories/givePast.ts';
import { buildVsix } from '../tasks/buildVsix.ts';
import { demoSettings, demoStories, enterDemoKeys, enterSampledKeys, showDemo } from './demoAccounts.ts';
import { installedCode, startDesktop } from './desktop.ts';
import { lendStorage } from './lendStorage.ts';

// The program of `npm start`: a real VS Code with the packaged extension and five demo accounts at the simulator.
// `--screenshot FILE.png` does it without a screen and ends once the balances are on show; `--browser` takes the server
// host even where a desktop VS Code is installed. `--services openrouter,deepseek` adds an account at each of these.

const { values } = parseArgs({
  options: {
    screenshot: { type: 'string' },
    services: { type: 'string' },
    browser: { type: 'boolean', default: false },
  },
});

const dataDir = await mkdtemp(join(tmpdir(), 'credits-start-'));
const ending: (() => Promise<void> | void)[] = [() => rm(dataDir, { recursive: true, force: true })];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
try {
  await start();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
  await end();
}

async function start(): Promise<void> {
  console.log('Packing the extension…');
  const vsix = await buildVsix();
  const simulator = await startSimulator();
  ending.push(() => simulator.dispose());
  const now = Date.now();
  const stories = demoStories(now);
  for (const story of stories.values()) simulator.play(story);
  console.log(`The simulator of the five services listens; its control endpoint is ${simulator.controlUrl}`);
  const services = sampledServices(values.services);
  const settings = demoSettings(simulator, services);
  const desktop = values.screenshot === undefined && !values.browser ? installedCode() : undefined;
  if (desktop) {
    const app = await startDesktop(desktop, { dataDir, vsix, settings, services });
    ending.push(() => app.dispose());
    console.log('VS Code shows the five balances. Close it, or press Ctrl+C here, to end.');
    app.closed.then(end);
    return;
  }
  const host = await installHost();
  console.log('Starting VS Code and entering the five demo keys…');
  const server = await startServer({ host, dataDir, extensions: [vsix], settings });
  ending.push(() => server.dispose());
  const browser = await launchBrowser(host);
  ending.push(() => browser.close());
  const window = await openWindow({ server, in: browser, viewport: { width: 1280, height: 800 }, scale: 2 });
  await enterDemoKeys(window);
  await enterSampledKeys(window, services);
  await givePast({ window, dataDir }, stories, { from: now - 60 * day, interval: hour });
  await showDemo(window);
  if (values.screenshot !== undefined) {
    const file = resolve(values.screenshot);
    await mkdir(dirname(file), { recursive: true });
    // With more than four accounts, a row's chart is drawn once it is opened.
    await new DashboardTab(window).openRow('Breeze');
    await window.webview.waitFor('canvas');
    await widenSideBar(window.page, 420);
    await window.screenshot(file);
    console.log(`The balances are on show in ${file}`);
    await end();
    return;
  }
  const storage = await window.page.evaluate<Record<string, string>>('({ ...localStorage })');
  await window.close();
  const lender = await lendStorage(server, storage);
  ending.push(() => lender.dispose());
  console.log(`Open ${lender.address} in a browser. Press Ctrl+C here to end.`);
}

async function end(): Promise<void> {
  for (const dispose of ending.splice(0).reverse()) await dispose();
}

/** Drags the edge of the side bar until it is about so many pixels from the left. */
async function widenSideBar(page: Page, to: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no side bar to widen.');
  const edge = box.x + box.width;
  const middle = box.y + box.height / 2;
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(to, middle, { steps: 4 });
  await page.mouse.up();
  // Away from the edge, which is lit while the mouse is on it.
  await page.mouse.move(to / 2, box.y + box.height - 40);
}
