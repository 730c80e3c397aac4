import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { statusItem } from '../support/e2e/openVsCode.ts';
import { sampleAccount, sampleReading } from '../support/fakes/samples.ts';
import type { Host } from '../support/host/installHost.ts';
import { openWindow } from '../support/host/openWindow.ts';
import { startServer } from '../support/host/server.ts';
import { storesIn } from '../support/storesIn.ts';
import type { Chapter } from './figure.ts';
import { manifest } from './manifest.ts';
import { median } from './median.ts';

const loads = 10;

interface Start {
  /** Milliseconds since 1970, all of them. */
  readonly activated: number;
  readonly resumed: number;
  readonly shown: number;
  readonly drawn: number;
}

/** How long it takes from `activate()` to the number of the last time. */
export async function firstNumber(host: Host, browser: Browser, vsix: string): Promise<Chapter> {
  const dataDir = await mkdtemp(join(tmpdir(), 'credits-'));
  const { id, main } = await manifest();
  const times = join(dataDir, 'times');
  await saveFirstReading(join(dataDir, 'data/User/globalStorage', id));
  const server = await startServer({
    host,
    dataDir,
    settings: {},
    extensions: [vsix],
    preload: ['timeFirstNumber'],
    env: { CREDITS_TIMED_FOLDER: `${id}-`, CREDITS_TIMED_MAIN: basename(main), CREDITS_TIMES: times },
  });
  const context = await browser.newContext();
  await context.addInitScript(watchForNumber);
  const window = await openWindow({ server, in: context });
  const starts: Start[] = [];
  try {
    // The first start finds nothing in the caches and is not counted.
    for (let start = 0; start <= loads; start += 1) {
      if (start > 0) await window.reload();
      const drawn = await window.waitFor('the number', async () => Number(await window.page.evaluate('drawnAt')));
      const lines = await window.waitFor(
        'its times',
        async () => (await readFile(times, 'utf8').catch(() => '')).trimEnd().split('\n'),
        (now) => now.filter(Boolean).length === start + 1,
      );
      if (start > 0) starts.push({ ...JSON.parse(lines[start] ?? ''), drawn });
    }
  } finally {
    await context.close();
    await server.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
  return {
    title: 'First number',
    how: `Medians of ${loads} starts with one stored reading, in a real VS Code. All times begin where VS Code calls our activate(). "our next turn" is when the next of our bundles begins to load: until then VS Code starts other extensions. "handed" ends when our status bar item is shown to VS Code with a digit in its text, in the extension host; "drawn" when the digit is in the window's document, by the clock of the same machine. Nothing in the product takes part: a module that the extension host runs first puts itself around activate() and createStatusBarItem().`,
    figures: [
      {
        id: 'firstNumber.resumed',
        what: 'from activate() to our next turn',
        value: median(starts.map(({ activated, resumed }) => resumed - activated)),
        unit: 'ms',
      },
      {
        id: 'firstNumber.handed',
        what: 'from activate() to the number handed to VS Code',
        value: median(starts.map(({ activated, shown }) => shown - activated)),
        unit: 'ms',
        most: 50,
      },
      {
        id: 'firstNumber.drawn',
        what: 'from activate() to the number drawn in the window',
        value: median(starts.map(({ activated, drawn }) => drawn - activated)),
        unit: 'ms',
      },
    ],
  };
}

/** Runs in the page before VS Code: when the status bar item first had a digit in it, in milliseconds since 1970. */
const watchForNumber = `
  globalThis.drawnAt = 0;
  const watching = new MutationObserver(() => {
    const item = document.getElementById(${JSON.stringify(statusItem)});
    if (!/\\d/.test(item?.textContent ?? '')) return;
    globalThis.drawnAt = performance.timeOrigin + performance.now();
    watching.disconnect();
  });
  watching.observe(document, { childList: true, subtree: true, characterData: true });
`;

/** Keeps an account and a reading of just now, so that nobody is asked. */
async function saveFirstReading(folder: string): Promise<void> {
  const { accounts, readings } = storesIn(folder);
  await accounts.change(() => [sampleAccount()]);
  readings.put(sampleReading({ checkedAt: Date.now(), balanceAt: Date.now() }));
  await readings.flush();
}
