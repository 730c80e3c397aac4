import assert from 'node:assert/strict';
import { keyProblem } from '../../../src/core/apiKey.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { type Failure, failureKinds } from '../../../src/core/failure.ts';
import type { HttpResponse } from '../../../src/core/ports.ts';
import type { Provider } from '../../../src/core/provider.ts';
import { type ReadPorts, readAccount } from '../../../src/core/refresh/readAccount.ts';
import { Refresher } from '../../../src/core/refresh/refresher.ts';
import { providers } from '../../../src/providers/index.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';
import { FakeKeys, fakeFingerprints, keyFragments } from '../../support/fakes/keys.ts';
import { FakeFetch, fetchError, httpAnswer, jsonAnswer, whenAborted } from '../../support/fakes/network.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';
import { serviceSamples } from '../../support/fakes/serviceSamples.ts';
import { MemoryAccounts, MemoryLocks, MemoryLog, MemoryReadings } from '../../support/fakes/stores.ts';

type Sample = NonNullable<(typeof serviceSamples)[string]>;
type Reply = ConstructorParameters<typeof FakeFetch>[0];

const never = new AbortController().signal;
const now = new FakeClock().now();
const never15 = () => new Promise<never>(() => {});

function sampleOf(provider: Provider): Sample {
  const sample = serviceSamples[provider.id];
  assert.ok(sample, `test/support/fakes/serviceSamples.ts has no sample of ${provider.id}`);
  return sample;
}

function accountAt(provider: Provider) {
  const origin = new URL(provider.baseUrl).origin;
  const fingerprint = fakeFingerprints.of(sampleOf(provider).key);
  return sampleAccount({
    id: provider.id,
    provider: provider.id,
    label: provider.name,
    origins: [origin],
    fingerprint,
  });
}

function portsFor(provider: Provider, reply: Reply, change: Partial<ReadPorts> = {}) {
  const network = new FakeFetch(reply);
  const clock = new FakeClock();
  const keys = new FakeKeys({ [provider.id]: sampleOf(provider).key });
  const ports: ReadPorts = {
    fetch: network.fetch,
    clock,
    keys,
    fingerprints: fakeFingerprints,
    providers: { get: (id) => (id === provider.id ? provider : undefined) },
    endpointsOf: ({ baseUrl }) => parseEndpoints([baseUrl]),
    ...change,
  };
  return { ports, network, clock, keys };
}

/** The whole path that a tick takes; what it leaves behind is all that a person could come to see. */
async function refreshed(provider: Provider, reply: Reply) {
  const { ports, network } = portsFor(provider, reply);
  const account = accountAt(provider);
  const readings = new MemoryReadings();
  const log = new MemoryLog();
  const refresher = new Refresher({
    ...ports,
    accounts: new MemoryAccounts([account]),
    readings,
    locks: new MemoryLocks(),
    log,
    random: () => 0,
    keysAreShared: true,
    schedule: { interval: 900_000, staleAfter: 1_800_000 },
  });
  const report = refresher.refresh([account], never);
  const { results } = await report;
  refresher.dispose();
  return { results, reading: readings.all().get(account.id), lines: log.lines, sent: network.sent };
}

/** The same JSON, each value of another type. */
function otherTypes(value: unknown): unknown {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, otherTypes(inner)]));
  }
  return typeof value === 'number' ? { amount: value } : 7;
}

const withNumbers = (body: unknown, number: string) => JSON.stringify(body).replace(/(?<=:)-?\d+(\.\d+)?/g, number);

interface Case {
  readonly when: string;
  readonly reply: (sample: Sample) => HttpResponse | Promise<HttpResponse>;
  readonly failure: (sample: Sample) => Failure;
  /** How many are sent, if not one: a connection that died is tried once more. */
  readonly requests?: number;
}

const is = (kind: Failure['kind'], reason?: Failure['reason']) => (): Failure => (reason ? { kind, reason } : { kind });
const unlessMeant = (status: number, kind: Failure['kind']) => (sample: Sample) => sample.means[status] ?? { kind };

// What the network does is in faults/everyFault; this is what a service says.
const cases: readonly Case[] = [
  { when: '401', reply: () => jsonAnswer(401, {}), failure: unlessMeant(401, 'unauthorized') },
  { when: '403', reply: () => jsonAnswer(403, {}), failure: unlessMeant(403, 'forbidden') },
  { when: '403 with a web page', reply: () => httpAnswer(403, '<html>'), failure: unlessMeant(403, 'forbidden') },
  { when: '404', reply: () => jsonAnswer(404, {}), failure: unlessMeant(404, 'notFound') },
  { when: '404 without a body', reply: () => httpAnswer(404), failure: unlessMeant(404, 'notFound') },
  { when: '418', reply: () => jsonAnswer(418, {}), failure: is('unexpected') },
  {
    when: '429 with Retry-After',
    reply: () => jsonAnswer(429, {}, { 'retry-after': '120' }),
    failure: () => ({ kind: 'rateLimited', notBefore: now + 120_000 }),
  },
  { when: '503 with a web page', reply: () => httpAnswer(503, '<html>Bad'), failure: is('unavailable') },
  { when: '407', reply: () => jsonAnswer(407, {}), failure: is('unavailable', 'proxyAuth') },
  { when: 'a web page with 200', reply: () => httpAnswer(200, '<!doctype html><p>Sign in'), failure: is('unexpected') },
  { when: 'other types', reply: ({ body }) => jsonAnswer(200, otherTypes(body)), failure: is('unexpected') },
  { when: '1e999', reply: ({ body }) => httpAnswer(200, withNumbers(body, '1e999')), failure: is('unexpected') },
  {
    when: 'numbers as text',
    reply: ({ body }) => httpAnswer(200, withNumbers(body, '"7"')),
    failure: is('unexpected'),
  },
  { when: 'null with 200', reply: () => httpAnswer(200, 'null'), failure: is('unexpected') },
  {
    when: 'an error that quotes the request',
    reply: ({ key }) => Promise.reject(fetchError('UND_ERR_SOCKET', `x-api-key: ${key}`)),
    failure: is('unavailable'),
    requests: 2,
  },
];

describe('every provider', () => {
  it('has an id, a name and a sample of its own', () => {
    const ids = providers.all.map(({ id }) => id);
    assert.deepStrictEqual(
      { ids: new Set(ids).size, names: new Set(providers.all.map(({ name }) => name)).size, samples: ids.toSorted() },
      { ids: ids.length, names: ids.length, samples: Object.keys(serviceSamples).toSorted() },
    );
  });

  for (const provider of providers.all) {
    describe(provider.name, () => {
      const sample = sampleOf(provider);

      it('sends one GET to the documented address, with the key in the documented header and nowhere else', async () => {
        const { ports, network } = portsFor(provider, () => jsonAnswer(200, sample.body));
        const outcome = await readAccount(ports, accountAt(provider), never);
        const [{ signal, ...sent } = assert.fail('nothing was sent'), ...more] = network.sent;
        assert.deepStrictEqual(
          { outcome, sent, more, signal: signal instanceof AbortSignal },
          {
            outcome: { balance: sample.balance },
            sent: {
              url: sample.url,
              method: 'GET',
              headers: { accept: 'application/json', [sample.header.name]: sample.header.prefix + sample.key },
              redirect: 'manual',
              credentials: 'omit',
              cache: 'no-store',
            },
            more: [],
            signal: true,
          },
        );
      });

      it('keeps its path when the endpoint has another base', async () => {
        const base = 'https://gateway.example.com/by-name';
        const { ports, network } = portsFor(provider, () => jsonAnswer(200, sample.body), {
          endpointsOf: () => parseEndpoints([`${base}/`]),
        });
        await readAccount(ports, { ...accountAt(provider), origins: ['https://gateway.example.com'] }, never);
        const path = sample.url.slice(provider.baseUrl.length);
        assert.deepStrictEqual(
          network.sent.map(({ url }) => url),
          [base + path],
        );
      });

      it('has pages and a base URL under https', () => {
        const pages = Object.values(provider.pages);
        assert.deepStrictEqual(
          [provider.baseUrl, ...pages].filter((url) => new URL(url).protocol !== 'https:'),
          [],
        );
      });

      it('accepts the documented form of a key without a word', () => {
        assert.equal(keyProblem(sample.key, provider.key), undefined);
      });

      for (const { when, reply, failure, requests = 1 } of cases) {
        it(`turns ${when} into a failure of the closed list, without a trace of the key`, async () => {
          const expected = failure(sample);
          const seen = await refreshed(provider, () => reply(sample));
          assert.deepStrictEqual(
            {
              outcome: seen.results.map(({ outcome }) => outcome),
              kept: seen.reading?.failure,
              balance: seen.reading?.balance,
              requests: seen.sent.length,
              fragments: keyFragments(sample.key, [seen.results, seen.reading, seen.lines]),
              listed: failureKinds.includes(expected.kind),
            },
            { outcome: [expected], kept: expected, balance: undefined, requests, fragments: [], listed: true },
          );
        });
      }

      it('leaves no trace of a key that the service echoes in every text', async () => {
        const echo = (value: unknown): unknown =>
          Array.isArray(value)
            ? value.map(echo)
            : typeof value === 'object' && value !== null
              ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, echo(inner)]))
              : typeof value === 'string'
                ? `for ${sample.key}, ${sample.key}`
                : value;
        const body = echo({
          ...(sample.body as object),
          topups: [{ topup_id: '', status: '', created_at: '' }],
          breakdown: [{ purchase_kind: '' }],
          active_subscription: { id: '', display_name: '' },
          message: '',
        });
        const seen = await refreshed(provider, () => jsonAnswer(200, body));
        assert.deepStrictEqual(
          [seen.results[0]?.outcome, keyFragments(sample.key, [seen.reading, seen.lines])],
          ['balance', []],
        );
      });
    });
  }
});

describe('a service', () => {
  const provider = providers.all[0] ?? assert.fail();
  const sample = sampleOf(provider);

  describe('is not asked at all', () => {
    const refusals: readonly {
      readonly when: string;
      readonly change: (keys: FakeKeys) => Partial<ReadPorts>;
      readonly failure: Failure;
    }[] = [
      {
        when: 'the key is lost',
        change: (keys) => {
          keys.kept.clear();
          return {};
        },
        failure: { kind: 'unauthorized', reason: 'keyLost' },
      },
      {
        when: 'the keyring refuses',
        change: (keys) => {
          keys.refuse('get');
          return {};
        },
        failure: { kind: 'unavailable', reason: 'keyUnavailable' },
      },
      {
        when: 'another key is in its place',
        change: (keys) => {
          keys.kept.set(provider.id, `${sample.key}0`);
          return {};
        },
        failure: { kind: 'unauthorized', reason: 'keyLost' },
      },
      {
        when: 'the key cannot stand in a header',
        change: (keys) => {
          keys.kept.set(provider.id, 'one\r\ntwo');
          return { fingerprints: { matches: () => true } };
        },
        failure: { kind: 'unauthorized', reason: 'malformedKey' },
      },
      ...['https://elsewhere.example.com', `${new URL(provider.baseUrl).origin}:8443`, 'http://127.0.0.1:9'].map(
        (other) => ({
          when: `the endpoint has moved to ${other}`,
          change: () => ({ endpointsOf: () => parseEndpoints([other]) }),
          failure: { kind: 'unauthorized', reason: 'originChanged' } as const,
        }),
      ),
      {
        when: 'the endpoint cannot be used',
        change: () => ({ endpointsOf: () => undefined }),
        failure: { kind: 'unexpected', reason: 'endpointInvalid' },
      },
      {
        when: 'this version does not know the service',
        change: () => ({ providers: { get: () => undefined } }),
        failure: { kind: 'unexpected', reason: 'unknownProvider' },
      },
      {
        when: 'its entry in the settings cannot be used',
        change: () => ({ providers: { get: () => undefined, hasProblem: () => true } }),
        failure: { kind: 'unexpected', reason: 'entryInvalid' },
      },
    ];
    for (const { when, change, failure } of refusals) {
      it(`when ${when}`, async () => {
        const { ports, network, keys } = portsFor(provider, () => jsonAnswer(200, sample.body));
        const outcome = await readAccount({ ...ports, ...change(keys) }, accountAt(provider), never);
        assert.deepStrictEqual({ outcome, sent: network.sent }, { outcome: { failure }, sent: [] });
      });
    }

    it('when the check was canceled before', async () => {
      const { ports, network } = portsFor(provider, () => jsonAnswer(200, sample.body));
      const outcome = await readAccount(ports, accountAt(provider), AbortSignal.abort());
      assert.deepStrictEqual({ outcome, sent: network.sent }, { outcome: undefined, sent: [] });
    });
  });

  for (const { obeys, reply } of [
    { obeys: 'obeys', reply: ({ signal }: { signal: AbortSignal }) => whenAborted(signal) },
    { obeys: 'ignores', reply: never15 },
  ]) {
    it(`ends at once when the check is canceled and fetch ${obeys} the signal`, async () => {
      const { ports, network, clock } = portsFor(provider, reply);
      const abort = new AbortController();
      const outcome = readAccount(ports, accountAt(provider), abort.signal);
      await settled();
      abort.abort();
      assert.deepStrictEqual(
        { outcome: await outcome, reached: network.sent[0]?.signal.aborted, timers: clock.pending },
        { outcome: undefined, reached: true, timers: 0 },
      );
    });
  }
});

describe('the registry', () => {
  it("has the contract's base URLs", () => {
    assert.deepStrictEqual(Object.fromEntries(providers.all.map(({ id, baseUrl }) => [id, baseUrl])), {
      bloom: 'https://www.trybloom.ai/api/v1',
      breeze: 'https://api.breeze.blue',
      fullenrich: 'https://app.fullenrich.com/api/v2',
      mimir: 'https://api.brookmimir.com',
      olostep: 'https://api.olostep.com',
      openrouter: 'https://openrouter.ai/api/v1',
    });
  });
});
