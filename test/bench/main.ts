import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../support/host/browser.ts';
import { progress } from '../support/host/installed.ts';
import { installHost } from '../support/host/installHost.ts';
import { buildVsix } from '../support/tasks/buildVsix.ts';
import { activation } from './activation.ts';
import { dashboard } from './dashboard.ts';
import { type Chapter, isMet } from './figure.ts';
import { firstNumber } from './firstNumber.ts';
import { heapGrowth } from './heapGrowth.ts';
import { history } from './history.ts';
import { keptFiles } from './keptFiles.ts';
import { manyServices } from './manyServices.ts';
import { printed } from './printed.ts';
import { refreshTime } from './refreshTime.ts';
import { requestsOfWindows } from './requestsOfWindows.ts';
import { scrolling } from './scrolling.ts';
import { sizes } from './sizes.ts';
import { tickCost } from './tickCost.ts';
import { timeToOtherWindow } from './timeToOtherWindow.ts';

// The program of `npm run bench`. With `--json` the figures alone, to standard output or to the file that follows; with
// `--only sizes,activation` these chapters alone.

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' } },
  allowPositionals: true,
});
const only = values.only?.split(',');
/** How long a chapter may take: ten times what it takes on an idle machine. */
const minutes = 10;

const chapters: Chapter[] = [];
const measure = async (what: string, chapter: () => Promise<Chapter>) => {
  if (only && !only.some((name) => what.endsWith(name))) return;
  progress(`Measuring ${what}…`);
  // Thrown from a timer it ends the process, and with it the servers and the browser, whatever is being waited for.
  const limit = setTimeout(() => {
    throw new Error(`Measuring ${what} takes more than ${minutes} minutes: the machine is too busy for figures.`);
  }, minutes * 60_000);
  chapters.push(await chapter());
  clearTimeout(limit);
};

// The packager writes to standard output, which is for the figures.
const { log } = console;
console.log = console.error;
const vsix = await buildVsix();
console.log = log;
const host = await installHost();
await measure('sizes', () => sizes(vsix));
const browser = await launchBrowser(host);
try {
  await measure('activation', () => activation(host, browser, vsix));
  await measure('the first number', () => firstNumber(host, browser, vsix));
  await measure('the dashboard', () => dashboard(host, browser, vsix));
  await measure('scrolling', () => scrolling(host, browser, vsix));
} finally {
  await browser.close();
}
await measure('refreshes', refreshTime);
await measure('services', manyServices);
await measure('memory', heapGrowth);
await measure('windows', requestsOfWindows);
await measure('changes', timeToOtherWindow);
await measure('ticks', tickCost);
await measure('files', keptFiles);
await measure('history', history);

const figures = chapters.flatMap((chapter) => chapter.figures.map((figure) => ({ ...figure, met: isMet(figure) })));
const asJson = JSON.stringify(
  { node: process.versions.node, platform: process.platform, processors: availableParallelism(), figures },
  undefined,
  2,
);
const [file] = positionals;
if (file) await writeFile(file, `${asJson}\n`);
console.log(values.json && !file ? asJson : printed(chapters));
