import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { originsOf, parseEndpoints } from '../../src/core/endpoint.ts';
import { type ReadPorts, readAccount } from '../../src/core/refresh/readAccount.ts';
import { providers } from '../../src/providers/index.ts';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { FakeKeys, keyFragments } from '../support/fakes/keys.ts';
import { sampleAccount } from '../support/fakes/samples.ts';
import { type DeafProxy, startProxy } from '../support/integration/startProxy.ts';
import { UserSettings } from '../support/integration/userSettings.ts';
import { demoKeys, type Simulator, startSimulator } from '../support/simulator/index.ts';

// The name is below .invalid, which never resolves (RFC 2606): only a proxy can be asked for it.
const far = 'https://mimir.invalid';

describe('the proxy of the user', () => {
  const user = new UserSettings();
  let proxy: DeafProxy;
  beforeEach(async () => {
    proxy = await startProxy();
    await user.set('http.proxy', proxy.url);
  });
  afterEach(async () => {
    await user.dispose();
    await proxy.dispose();
  });

  function ask(base: string) {
    const endpoints = parseEndpoints([base]);
    const ports: ReadPorts = {
      fetch: (url, init) => fetch(url, init),
      clock: systemClock,
      keys: new FakeKeys(demoKeys),
      fingerprints: keyFingerprints,
      providers,
      endpointsOf: () => endpoints,
    };
    const fingerprint = keyFingerprints.of(demoKeys.mimir);
    const account = sampleAccount({ origins: endpoints ? originsOf(endpoints) : [''], fingerprint });
    return readAccount(ports, account, new AbortController().signal);
  }

  it('is asked for a tunnel to the service, and sees nothing of the key', async () => {
    await ask(far);
    deepStrictEqual(
      proxy.requests.map(({ method, target }) => ({ method, target })),
      [{ method: 'CONNECT', target: 'mimir.invalid:443' }],
    );
    deepStrictEqual(keyFragments(demoKeys.mimir, proxy.requests), []);
  });

  it('makes the service unavailable when it refuses', async () => {
    deepStrictEqual(await ask(far), { failure: { kind: 'unavailable' } });
  });

  it('is named when it wants credentials', async () => {
    const strict = await startProxy(407);
    try {
      await user.set('http.proxy', strict.url);
      deepStrictEqual(await ask(far), { failure: { kind: 'unavailable', reason: 'proxyAuth' } });
      strictEqual(strict.requests.length, 1);
    } finally {
      await strict.dispose();
    }
  });

  describe('is not asked for a service on this machine', () => {
    let simulator: Simulator;
    before(async () => {
      simulator = await startSimulator();
    });
    after(() => simulator.dispose());

    for (const host of ['127.0.0.1', 'localhost']) {
      it(`by the name ${host}`, async () => {
        const outcome = await ask(simulator.endpoints.mimir.replace('127.0.0.1', host));
        ok(outcome && 'balance' in outcome);
        strictEqual(outcome.balance.pools[0].amount, 42);
        deepStrictEqual(proxy.requests, []);
      });
    }

    it('by the name [::1], where the simulator does not listen', async () => {
      const outcome = await ask(simulator.endpoints.mimir.replace('127.0.0.1', '[::1]'));
      ok(outcome && 'failure' in outcome && outcome.failure.kind !== 'unexpected');
      deepStrictEqual(proxy.requests, []);
    });

    it('by an address that VS Code would ask it for, where nothing is sent', async () => {
      const outcome = await ask(simulator.endpoints.mimir.replace('127.0.0.1', '127.0.0.2'));
      deepStrictEqual(outcome, { failure: { kind: 'unexpected', reason: 'endpointInvalid' } });
      deepStrictEqual(proxy.requests, []);
    });
  });

  it('is no longer asked once the user has taken it out', async () => {
    await user.dispose();
    deepStrictEqual(await ask(far), { failure: { kind: 'offline' } });
    deepStrictEqual(proxy.requests, []);
  });
});
