import { parseEndpoint } from '../../src/core/endpoint.ts';
import { Format } from '../../src/core/format.ts';
import { summarize } from '../../src/core/summary.ts';
import { providers } from '../../src/providers/index.ts';
import { statusItem } from '../../src/vscode/statusText.ts';
import { rows } from '../../src/vscode/treeRows.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { jsonAnswer } from '../support/fakes/network.ts';
import { sampleLimits } from '../support/fakes/samples.ts';
import { serviceSamples } from '../support/fakes/serviceSamples.ts';
import type { HeapGrowth } from './heapGrowth.ts';
import { manyAccounts } from './manyAccounts.ts';
import { refresherOn } from './refresherOn.ts';

// A program of its own, started with --expose-gc: prints how much a thousand refreshes leave behind.

/** Refreshes after which the garbage is collected. */
const block = 100;
const warmUp = 4;
const measured = 10;

const providerOf = (id: string) => providers.get(id);
const endpointOf = (id: string) => parseEndpoint(providerOf(id)?.baseUrl ?? '');
const { accounts, keys } = manyAccounts(5, (id) => endpointOf(id)?.origin ?? '');
const folder = await tempFolder();
const bodies = new Map(Object.values(serviceSamples).map(({ url, body }) => [url, body]));
const { refresher, readings, log } = await refresherOn({
  folder: folder.path,
  accounts,
  keys,
  fetch: async (url) => jsonAnswer(200, bodies.get(url)),
  endpointOf,
});
const format = new Format('en', 'UTC');

readings.onDidChange(() => {
  const summary = summarize({
    accounts,
    loaded: true,
    readings: readings.all(),
    refreshing: new Set(accounts.map(({ id }) => id)),
    thresholds: {},
    attention: sampleLimits,
    storageProblems: [],
    staleAfter: 1_800_000,
    now: Date.now(),
  });
  statusItem(summary, format, 'balance');
  rows(summary, format, providers, 'auto');
});

async function refreshTimes(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    await refresher.refresh(accounts, new AbortController().signal);
    await readings.flush();
    // The fake keeps its lines; VS Code's own does not.
    log.lines.length = 0;
  }
}

async function collect(): Promise<void> {
  // More than once, because what is weakly held goes in the turn after.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
}

async function heapAfter(blocks: number): Promise<number> {
  for (let left = blocks; left > 0; left -= 1) {
    await refreshTimes(block);
    await collect();
  }
  return process.memoryUsage().heapUsed;
}

const before = await heapAfter(warmUp);
const growth: HeapGrowth = { refreshes: measured * block, bytes: (await heapAfter(measured)) - before };
refresher.dispose();
await folder.dispose();
console.log(JSON.stringify(growth));
