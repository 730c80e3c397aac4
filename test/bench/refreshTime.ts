import { deepStrictEqual } from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { parseEndpoint } from '../../src/core/endpoint.ts';
import type { Fetch } from '../../src/core/ports.ts';
import { providers } from '../../src/providers/index.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { jsonAnswer } from '../support/fakes/network.ts';
import { serviceSamples } from '../support/fakes/serviceSamples.ts';
import type { Chapter, Figure } from './figure.ts';
import { manyAccounts } from './manyAccounts.ts';
import { median } from './median.ts';
import { refresherOn } from './refresherOn.ts';

const rounds = 10;
/** Milliseconds that every service takes. */
const slow = 100;

/** How the services are reached. */
interface Way {
  readonly name: 'timer' | 'HTTP';
  readonly fetch: Fetch;
  /** The base URL of a provider. */
  urlOf(provider: string): string;
}

type Sent = readonly [url: string, init: Parameters<Fetch>[1]];

/** How long a refresh takes beside the slowest of the services that it asks. */
export async function refreshTime(): Promise<Chapter> {
  // Node.js 20 counts the listeners of an AbortSignal. The extension host's, from 22 on, does not.
  setMaxListeners(0);
  const figures = await overHttp(async (http) => [
    ...(await measure(timer, 5)),
    ...(await measure(timer, 50)),
    ...(await measure(http, 5)),
    ...(await measure(http, 50)),
  ]);
  return {
    title: 'Refresh',
    how: `Medians of ${rounds} refreshes, from the call until every account has its reading. Stores on a real disk, keys in memory, in Node.js ${process.versions.node}. "timer" is a fetch that answers after a timer of ${slow} ms. "HTTP" is Node's own fetch, and five services in a process of their own that take ${slow} ms; the slowest of them is the time of the same requests when they are sent and read by nothing but fetch, in turns with ours.`,
    figures,
  };
}

const timer: Way = {
  name: 'timer',
  fetch: (url) => new Promise((resolve) => setTimeout(() => resolve(jsonAnswer(200, sampleFor(url))), slow)),
  urlOf: (id) => providers.get(id)?.baseUrl ?? '',
};

function sampleFor(url: string): unknown {
  return Object.values(serviceSamples).find((sample) => sample.url === url)?.body;
}

async function overHttp<T>(use: (way: Way) => Promise<T>): Promise<T> {
  const child = fork(join(import.meta.dirname, 'slowServices.ts'), [String(slow)], { execArgv: ['--import', 'tsx'] });
  const [endpoints] = await once(child, 'message');
  try {
    return await use({ name: 'HTTP', fetch: (url, init) => fetch(url, init), urlOf: (id) => endpoints[id] ?? '' });
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

async function measure(way: Way, count: number): Promise<readonly Figure[]> {
  const folder = await tempFolder();
  const endpointOf = (id: string) => parseEndpoint(way.urlOf(id));
  const { accounts, keys } = manyAccounts(count, (id) => endpointOf(id)?.origin ?? '');
  const sent: Sent[] = [];
  const recorded: Fetch = (url, init) => {
    sent.push([url, init]);
    return way.fetch(url, init);
  };
  const { refresher, readings } = await refresherOn({
    folder: folder.path,
    accounts,
    keys,
    fetch: recorded,
    endpointOf,
  });
  const [ours, slowest]: [number[], number[]] = [[], []];
  try {
    // The first round, which finds code that was never run, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const refresh = await timeOf(async () => {
        const { results } = await refresher.refresh(accounts, new AbortController().signal);
        deepStrictEqual([...new Set(results.map(({ outcome }) => outcome))], ['balance']);
      });
      await readings.flush();
      const bare = way.name === 'timer' ? slow : await timeOf(() => sendBare(sent.splice(0)));
      if (round > 0) {
        ours.push(refresh);
        slowest.push(bare);
      }
    }
  } finally {
    refresher.dispose();
    await folder.dispose();
  }
  const name = `${count} accounts, ${way.name}`;
  const id = `refresh.${way.name}.${count}`;
  return [
    { id, what: name, value: median(ours), unit: 'ms' },
    { id: `${id}.slowest`, what: `${name}: the slowest service`, value: median(slowest), unit: 'ms' },
    {
      id: `${id}.ratio`,
      what: `${name} / slowest service`,
      value: median(ours) / median(slowest),
      unit: 'times',
      most: 1.1,
    },
  ];
}

/** The same requests as fetch alone sends and reads them. */
async function sendBare(requests: readonly Sent[]): Promise<void> {
  const { signal } = new AbortController();
  await Promise.all(requests.map(async ([url, init]) => (await fetch(url, { ...init, signal })).json()));
}

async function timeOf(task: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}
