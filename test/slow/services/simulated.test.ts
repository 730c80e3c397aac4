import assert from 'node:assert/strict';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import { catalogIds, catalogSample, openRegistry, sampleParameters } from '../../support/catalog/catalog.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { type Simulator, sampledIds, sampledKey, startSimulator } from '../../support/simulator/index.ts';

const never = new AbortController().signal;

describe('the simulator', () => {
  const registry = openRegistry();
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.dispose());

  function ask(id: string, key: string) {
    const parameters = catalogIds.includes(id) ? sampleParameters(id) : {};
    const ports = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), clock: new FakeClock() };
    const endpoints = parseEndpoints([simulator.sampled(id)]) ?? assert.fail();
    return readBalance(ports, registry.get(id) ?? assert.fail(id), endpoints, key, parameters, never);
  }

  it('serves every service from its sample, over HTTP', async () => {
    const amounts = await Promise.all(
      sampledIds.map(async (id) => {
        const outcome = await ask(id, sampledKey(id));
        return [id, outcome && 'balance' in outcome ? outcome.balance.pools[0].amount : outcome] as const;
      }),
    );
    assert.deepStrictEqual(
      amounts,
      sampledIds.map((id) => [id, catalogIds.includes(id) ? catalogSample(id).expected.remaining : 74.5]),
    );
  });

  it('refuses a key by its end, and has nothing but the documented path', async () => {
    const refused = await ask('deepseek', 'sk-refused-401');
    const elsewhere = await fetch(`${simulator.sampled('deepseek')}/user/other`, {
      headers: { authorization: 'Bearer a' },
    });
    assert.deepStrictEqual([refused, elsewhere.status], [{ failure: { kind: 'unauthorized' } }, 404]);
  });

  it('writes no key down', () => {
    const text = JSON.stringify(simulator.requests);
    assert.deepStrictEqual(
      sampledIds.filter((id) => text.includes(sampledKey(id))),
      [],
    );
  });
});
