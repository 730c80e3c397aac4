import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../host/installHost.ts';
import { launchBrowser } from '../host/launchBrowser.ts';
import { openWindow } from '../host/openWindow.ts';
import { startServer } from '../host/startServer.ts';
import { startSimulator } from '../simulator/index.ts';
import { givePast } from '../stories/givePast.ts';
import { day, hour } from '../stories/use.ts';
import { buildVsix } from '../tasks/buildVsix.ts';
import { demoSettings } from './demoSettings.ts';
import { demoStories } from './demoStories.ts';
import { enterDemoKeys } from './enterDemoKeys.ts';
import { openFrontDoor } from './frontDoor.ts';
import { installedCode } from './installedCode.ts';
import { showDemo } from './showDemo.ts';
import { startDesktop } from './startDesktop.ts';
import { widenSideBar } from './widenSideBar.ts';

// The program of `npm start`: a real VS Code with the packaged extension and five demo accounts at the simulator.
// `--screenshot FILE.png` does it without a screen and ends once the balances are on show; `--browser` takes the server
// host even where a desktop VS Code is installed.

const { values } = parseArgs({
  options: { screenshot: { type: 'string' }, browser: { type: 'boolean', default: false } },
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
  const told = demoStories(now);
  for (const story of told.values()) simulator.tell(story);
  console.log(`The simulator of the five services listens; its control endpoint is ${simulator.controlUrl}`);
  const settings = demoSettings(simulator);
  const desktop = values.screenshot === undefined && !values.browser ? installedCode() : undefined;
  if (desktop) {
    const app = await startDesktop(desktop, { dataDir, vsix, settings });
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
  await givePast({ window, dataDir }, told, { from: now - 60 * day, interval: hour });
  await showDemo(window);
  if (values.screenshot !== undefined) {
    const file = resolve(values.screenshot);
    await mkdir(dirname(file), { recursive: true });
    await window.webview.waitFor('canvas');
    await widenSideBar(window.page, 420);
    await window.screenshot(file);
    console.log(`The balances are on show in ${file}`);
    await end();
    return;
  }
  const storage = await window.page.evaluate<Record<string, string>>('({ ...localStorage })');
  await window.close();
  const door = await openFrontDoor(server, storage);
  ending.push(() => door.dispose());
  console.log(`Open ${door.address} in a browser. Press Ctrl+C here to end.`);
}

async function end(): Promise<void> {
  for (const dispose of ending.splice(0).reverse()) await dispose();
}
