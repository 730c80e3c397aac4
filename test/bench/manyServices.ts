import { deepStrictEqual } from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { parseEndpoint } from '../../src/core/endpoint.ts';
import type { Fetch } from '../../src/core/ports.ts';
import { mostRequestsAtOnce } from '../../src/core/refresh/schedule.ts';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import {
  catalogIds,
  catalogSample,
  entryJson,
  openRegistry,
  sampleKey,
  sampleParameters,
} from '../support/catalog/catalog.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { httpAnswer, jsonAnswer } from '../support/fakes/network.ts';
import { sampleAccount } from '../support/fakes/samples.ts';
import type { Chapter } from './figure.ts';
import { median } from './median.ts';
import { refresherOn } from './refresherOn.ts';

const services = 100;
/** Where the slow one of a hundred services is. */
const middle = services / 2;

/** How many milliseconds a service takes, by its place among the services. */
type Times = (index: number) => number;

/** Evenly from this to that many milliseconds. */
const spread = (from: number, to: number) => (index: number) => from + ((to - from) * index) / (services - 1);

/** The milliseconds of the one slow service among quick ones. */
const slowest = 1_800;
const [quickFrom, quickTo] = [50, 200];
const oneSlow: Times = (index) => (index === middle ? slowest : spread(quickFrom, quickTo)(index));
const [evenFrom, evenTo] = [50, 1_000];

/** How long it takes to refresh a hundred accounts at as many services, and how many requests are under way at once. */
export async function manyServices(): Promise<Chapter> {
  // Node.js 20 counts the listeners of an AbortSignal. The extension host's, from 22 on, does not.
  setMaxListeners(0);
  const slow = await measure(oneSlow, 5);
  const even = await measure(spread(evenFrom, evenTo), 2);
  const id = `services.${services}`;
  return {
    title: 'Many services',
    how: `Refreshes of ${services} accounts at as many services that answer with their samples: one, in the middle, after ${slowest} ms, the others after ${quickFrom} to ${quickTo} ms (median of 5 refreshes, and the first, when it isn't known which one is slow); or all after ${evenFrom} to ${evenTo} ms, spread evenly (median of 2), which with 8 at once takes at least ${Math.round(((evenFrom + evenTo) / 2 / 8) * services)} ms. Stores on a real disk, keys in memory, in Node.js ${process.versions.node}.`,
    figures: [
      { id, what: `${services} services, one slow`, value: slow.median, unit: 'ms' },
      {
        id: `${id}.ratio`,
        what: 'beside the slow service',
        value: slow.median / slowest,
        unit: 'times',
        most: 1.2,
      },
      {
        id: `${id}.requests`,
        what: 'requests under way at once',
        value: slow.most,
        unit: 'requests',
        most: mostRequestsAtOnce,
      },
      { id: `${id}.first`, what: 'the first refresh of a window', value: slow.first, unit: 'ms' },
      { id: `${id}.even`, what: `${services} services, spread evenly`, value: even.median, unit: 'ms' },
      {
        id: `${id}.even.requests`,
        what: 'requests under way at once',
        value: even.most,
        unit: 'requests',
        most: mostRequestsAtOnce,
      },
    ],
  };
}

/** Refreshes once, which `first` says, and then so many times. `most`: the most requests under way at once. */
async function measure(times: Times, rounds: number) {
  const folder = await tempFolder();
  const ids = catalogIds.filter((id) => entryJson(id).interval === undefined).slice(0, services);
  const accounts = ids.map((id) =>
    sampleAccount({
      id,
      provider: id,
      label: id,
      parameters: sampleParameters(id),
      origins: [`https://${id}.example.com`],
      fingerprint: keyFingerprints.of(sampleKey(id)),
    }),
  );
  const { fetch, most } = slowServices(ids, times);
  const { refresher, readings } = await refresherOn({
    folder: folder.path,
    accounts,
    keys: Object.fromEntries(ids.map((id) => [id, sampleKey(id)])),
    fetch,
    endpointOf: (id) => parseEndpoint(`https://${id}.example.com`),
    providers: openRegistry(),
  });
  const refresh = async () => {
    const start = performance.now();
    const { results } = await refresher.refresh(accounts, new AbortController().signal);
    const took = performance.now() - start;
    deepStrictEqual([...new Set(results.map(({ outcome }) => outcome))], ['balance']);
    await readings.flush();
    return took;
  };
  try {
    const first = await refresh();
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) took.push(await refresh());
    return { first, median: median(took), most: most() };
  } finally {
    refresher.dispose();
    await folder.dispose();
  }
}

/** Services that answer with their samples in their time, by the first part of the host. */
function slowServices(ids: readonly string[], times: Times): { readonly fetch: Fetch; most(): number } {
  let [underWay, highest] = [0, 0];
  return {
    async fetch(url) {
      const [id = ''] = new URL(url).hostname.split('.');
      underWay += 1;
      highest = Math.max(highest, underWay);
      await new Promise((resolve) => setTimeout(resolve, times(ids.indexOf(id))));
      underWay -= 1;
      const { answer } = catalogSample(id);
      return entryJson(id).request.format === 'text' ? httpAnswer(200, String(answer)) : jsonAnswer(200, answer);
    },
    most: () => highest,
  };
}
