import { deepStrictEqual } from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { parseEndpoint } from '../../src/core/endpoint.ts';
import type { Fetch } from '../../src/core/ports.ts';
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

const rounds = 5;
const services = 100;
/** Milliseconds that the fastest and the slowest service take; the others are spread evenly between them. */
const [fastest, slowest] = [50, 1000];

/** How long it takes to refresh a hundred accounts at as many services, and how many requests are under way at once. */
export async function manyServices(): Promise<Chapter> {
  // Node.js 20 counts the listeners of an AbortSignal. The extension host's, from 22 on, does not.
  setMaxListeners(0);
  const folder = await tempFolder();
  const ids = catalogIds.filter((id) => entryJson(id).interval === undefined).slice(0, services);
  const endpointOf = (id: string) => parseEndpoint(`https://${id}.example.com`);
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
  const { fetch, most } = slowServices(ids);
  const keys = Object.fromEntries(ids.map((id) => [id, sampleKey(id)]));
  const { refresher, readings } = await refresherOn({
    folder: folder.path,
    accounts,
    keys,
    fetch,
    endpointOf,
    providers: openRegistry(),
  });
  const times: number[] = [];
  try {
    // The first round, in which the entries are read, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const start = performance.now();
      const { results } = await refresher.refresh(accounts, new AbortController().signal);
      if (round > 0) times.push(performance.now() - start);
      deepStrictEqual([...new Set(results.map(({ outcome }) => outcome))], ['balance']);
      await readings.flush();
    }
  } finally {
    refresher.dispose();
    await folder.dispose();
  }
  const id = `services.${services}`;
  return {
    title: 'Many services',
    how: `Medians of ${rounds} refreshes of ${services} accounts at as many services, which answer with their samples after ${fastest} to ${slowest} ms, spread evenly. Stores on a real disk, keys in memory, in Node.js ${process.versions.node}.`,
    figures: [
      { id, what: `${services} services`, value: median(times), unit: 'ms' },
      {
        id: `${id}.ratio`,
        what: 'beside the slowest service',
        value: median(times) / slowest,
        unit: 'times',
        most: 1.2,
      },
      { id: `${id}.requests`, what: 'requests under way at once', value: most(), unit: 'requests' },
    ],
  };
}

/** Services that answer with their samples, the later ones later, by the first part of the host. */
function slowServices(ids: readonly string[]): { readonly fetch: Fetch; most(): number } {
  let [underWay, highest] = [0, 0];
  return {
    async fetch(url) {
      const [id = ''] = new URL(url).hostname.split('.');
      underWay += 1;
      highest = Math.max(highest, underWay);
      const wait = fastest + ((slowest - fastest) * ids.indexOf(id)) / (ids.length - 1);
      await new Promise((resolve) => setTimeout(resolve, wait));
      underWay -= 1;
      const { answer } = catalogSample(id);
      return entryJson(id).request.format === 'text' ? httpAnswer(200, String(answer)) : jsonAnswer(200, answer);
    },
    most: () => highest,
  };
}
