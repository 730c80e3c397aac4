import { deepStrictEqual } from 'node:assert/strict';
import { parseEndpoint } from '../../src/core/endpoint.ts';
import type { Fetch } from '../../src/core/ports.ts';
import { providers } from '../../src/providers/index.ts';
import { type ProviderId, providerIds, startSimulator } from '../support/simulator/index.ts';
import { manyAccounts } from './manyAccounts.ts';
import { refresherOn } from './refresherOn.ts';

const baseUrlOf = (id: string) => providers.get(id)?.baseUrl ?? '';

/**
 * A refresher on real stores whose accounts have all just been read from the simulator, and the addresses that it asks
 * from then on.
 */
export async function keptBalances(folder: string, count: number) {
  const endpointOf = (id: string) => parseEndpoint(baseUrlOf(id));
  const { accounts, keys } = manyAccounts(count, (id) => endpointOf(id)?.origin ?? '');
  const simulator = await startSimulator();
  const sent: string[] = [];
  const ask: Fetch = (url, init) => {
    sent.push(url);
    return fetch(simulated(url, simulator.endpoints), init);
  };
  const { refresher, readings } = await refresherOn({ folder, accounts, keys, fetch: ask, endpointOf });
  try {
    // One after the other: Node.js 20 warns of a signal to which fifty listen.
    for (const account of accounts) {
      const { results } = await refresher.refresh([account], new AbortController().signal);
      deepStrictEqual(results, [{ account, outcome: 'balance' }]);
    }
  } finally {
    await simulator.dispose();
  }
  await readings.flush();
  sent.length = 0;
  return { refresher, sent };
}

/** The service's own address is what is kept and asked; the simulator stands in for it. */
function simulated(url: string, endpoints: Readonly<Record<ProviderId, string>>): string {
  const provider = providerIds.find((id) => url.startsWith(baseUrlOf(id)));
  if (!provider) throw new Error('There is no such service.');
  return `${endpoints[provider]}${url.slice(baseUrlOf(provider).length)}`;
}
