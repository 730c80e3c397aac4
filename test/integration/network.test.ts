import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { originsOf, parseEndpoints } from '../../src/core/endpoint.ts';
import type { Clock } from '../../src/core/ports.ts';
import { type ReadPorts, readAccount } from '../../src/core/refresh/readAccount.ts';
import { requestTimeout } from '../../src/core/refresh/schedule.ts';
import { providers } from '../../src/providers/index.ts';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { FakeClock } from '../support/fakes/clocks.ts';
import { FakeKeys } from '../support/fakes/keys.ts';
import { sampleAccount } from '../support/fakes/samples.ts';
import { demoAccounts } from '../support/integration/demoAccounts.ts';
import { demoKeys, type ProviderId, type Simulator, startSimulator } from '../support/simulator/index.ts';

const never = new AbortController().signal;

describe('the fetch of the extension host, over HTTP', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.dispose());
  beforeEach(() => simulator.reset());

  function ports(clock: Clock = systemClock): ReadPorts {
    const endpoints: Readonly<Record<string, string>> = simulator.endpoints;
    return {
      fetch: (url, init) => fetch(url, init),
      clock,
      keys: new FakeKeys(demoKeys),
      fingerprints: keyFingerprints,
      providers,
      endpointsOf: ({ id }) => parseEndpoints([endpoints[id] ?? '']),
    };
  }

  function account(provider: ProviderId) {
    const found = demoAccounts(simulator).accounts.find(({ id }) => id === provider);
    return found ?? sampleAccount();
  }

  for (const [provider, amount] of [
    ['bloom', 310],
    ['mimir', 42],
    ['breeze', 1234.567],
    ['fullenrich', 180.25],
    ['olostep', 12_500],
  ] as const) {
    it(`reads ${provider} by one GET that carries the key in one header`, async () => {
      const outcome = await readAccount(ports(), account(provider), never);
      ok(outcome && 'balance' in outcome);
      strictEqual(outcome.balance.pools[0].amount, amount);
      deepStrictEqual(
        simulator.requests.map(({ method, account: owner, status }) => ({ method, owner, status })),
        [{ method: 'GET', owner: `${provider}-demo`, status: 200 }],
      );
    });
  }

  for (const to of ['same', 'other'] as const) {
    it(`does not follow a redirect to ${to === 'same' ? 'the same' : 'another'} origin`, async () => {
      simulator.failNext({ provider: 'mimir', kind: 'redirect', to });
      const outcome = await readAccount(ports(), account('mimir'), never);
      deepStrictEqual(outcome, { failure: { kind: 'unexpected', reason: 'redirect' } });
      strictEqual(simulator.requests.length, 1);
    });
  }

  for (const { kind, what, failure } of [
    { kind: 'tooLarge', what: 'an answer of more than 256 KB', failure: { kind: 'unexpected', reason: 'tooLarge' } },
    { kind: 'reset', what: 'a connection that is reset', failure: { kind: 'unavailable' } },
    { kind: 'html', what: 'a sign-in page', failure: { kind: 'unexpected' } },
    { kind: 'truncated', what: 'half an answer', failure: { kind: 'unexpected' } },
    { kind: 'empty', what: 'an empty answer', failure: { kind: 'unexpected' } },
  ] as const) {
    it(`makes a failure of ${what}`, async () => {
      // Twice, for a connection that dies is tried once more.
      simulator.failNext({ provider: 'mimir', kind, times: 2 });
      deepStrictEqual(await readAccount(ports(), account('mimir'), never), { failure });
    });
  }

  it('makes a failure of a port where nobody listens', async () => {
    const gone = await startSimulator();
    await gone.dispose();
    const endpoints = parseEndpoints([gone.endpoints.mimir]);
    const nobody = { ...ports(), endpointsOf: () => endpoints };
    const outcome = await readAccount(
      nobody,
      sampleAccount({
        origins: endpoints ? originsOf(endpoints) : [''],
        fingerprint: keyFingerprints.of(demoKeys.mimir),
      }),
      never,
    );
    deepStrictEqual(outcome, { failure: { kind: 'unavailable' } });
  });

  for (const kind of ['hang', 'stall'] as const) {
    const when = kind === 'hang' ? 'before its headers' : 'in the middle of its body';

    it(`gives up an answer that stops ${when} after 15 s, down to the socket`, async () => {
      const clock = new FakeClock();
      simulator.failNext({ provider: 'mimir', kind });
      const checking = readAccount(ports(clock), account('mimir'), never);
      await simulator.request(({ status }) => kind === 'hang' || status === 200);
      clock.advance(requestTimeout);
      deepStrictEqual(await checking, { failure: { kind: 'timeout' } });
      await simulator.request(({ aborted }) => aborted);
      strictEqual(clock.pending, 0);
    });

    it(`cancels an answer that stops ${when}, down to the socket`, async () => {
      const abort = new AbortController();
      simulator.failNext({ provider: 'mimir', kind });
      const checking = readAccount(ports(), account('mimir'), abort.signal);
      await simulator.request(({ status }) => kind === 'hang' || status === 200);
      abort.abort();
      strictEqual(await checking, undefined);
      await simulator.request(({ aborted }) => aborted);
    });
  }
});
