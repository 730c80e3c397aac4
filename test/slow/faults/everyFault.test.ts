import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { type Failure, failureKinds } from '../../../src/core/failure.ts';
import type { Fetch } from '../../../src/core/ports.ts';
import type { Provider } from '../../../src/core/provider.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { maxResponseSize } from '../../../src/core/refresh/httpGet.ts';
import { Refresher } from '../../../src/core/refresh/refresher.ts';
import { requestTimeout } from '../../../src/core/refresh/schedule.ts';
import { credits } from '../../../src/core/unit.ts';
import { providers } from '../../../src/providers/index.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { FakeKeys, fakeFingerprints, keyFragments } from '../../support/fakes/keys.ts';
import { sampleAccount, summaryInput } from '../../support/fakes/samples.ts';
import { type ServiceSample, serviceSamples } from '../../support/fakes/serviceSamples.ts';
import { MemoryAccounts, MemoryLocks, MemoryLog, MemoryReadings } from '../../support/fakes/stores.ts';
import {
  answerRaw,
  type Fault,
  type FaultName,
  type FaultServer,
  faults,
  startFaultServer,
} from '../../support/faultServer/index.ts';
import { shownTexts } from '../../support/shownTexts.ts';

const never = new AbortController().signal;
const now = new FakeClock().now();
const minute = 60_000;
const megabyte = 1 << 20;
/** The most that Node reads of a connection at once. */
const onePiece = 64 * 1024;
/** What was read of the faulty account before, and when. */
const earlier = { amount: 7, at: now - 60 * minute };

/** What a check comes to: the balance of the sample, one that names no amount, an amount, or a failure. */
type Expected = 'balance' | 'unknown' | number | Failure;

interface Row {
  readonly is: Expected;
  /** Where a service means something else, by its id. */
  readonly at?: Readonly<Record<string, Expected>>;
  /** How many requests are sent: one, but for a connection that died. */
  readonly requests?: number;
}

const failure = (kind: Failure['kind'], reason?: Failure['reason']): Failure => (reason ? { kind, reason } : { kind });
const later = (kind: Failure['kind'], wait: number): Failure => ({ kind, notBefore: now + wait });
const [unauthorized, unavailable, unexpected] = [
  failure('unauthorized'),
  failure('unavailable'),
  failure('unexpected'),
];
const [timeout, rateLimited] = [failure('timeout'), failure('rateLimited')];
const [tls, proxyAuth] = [failure('unavailable', 'tls'), failure('unavailable', 'proxyAuth')];
const [redirect, tooLarge] = [failure('unexpected', 'redirect'), failure('unexpected', 'tooLarge')];
/** OpenRouter says null for a key without a limit, which says nothing of the account. */
const adminKeyNeeded = failure('forbidden', 'adminKeyNeeded');
const died: Row = { is: unavailable, requests: 2 };
/** Before undici 7, fetch passes over a header without a name; what follows is an object that names no balance. */
const fetchIsStrict = Number.parseInt(process.versions['undici'] ?? '', 10) >= 7;

const table: Readonly<Record<FaultName, Row>> = {
  'a connection reset before the headers': died,
  'a connection reset within the headers': died,
  'a connection reset after the headers': died,
  'a connection closed without a word': died,
  'a connection that dies once': { is: 'balance', requests: 2 },
  'a connection that dies once and is then overloaded': died,
  'a connection that accepts and says nothing': { is: timeout },
  'headers that trickle': { is: timeout },
  'headers that stop halfway': { is: timeout },
  'a body that trickles': { is: timeout },
  'a body that stops halfway': { is: timeout },
  'a body that is cut': died,
  'a chunked body that is cut': died,
  'a content-length that is too long': died,
  'a content-length that is too short': { is: unexpected },
  'a redirect whose body never comes': { is: redirect },
  'early hints before a good answer': { is: 'balance' },
  'another protocol than was asked for': died,

  '200 without a body': { is: unexpected },
  '204': { is: unexpected },
  '206': { is: unexpected },
  'a web page with 200': { is: unexpected },
  '300': { is: redirect },
  '301 to the same origin': { is: redirect },
  '302 to the same origin': { is: redirect },
  '303 to the same origin': { is: redirect },
  '307 to the same origin': { is: redirect },
  '308 to the same origin': { is: redirect },
  '301 to another origin': { is: redirect },
  '302 to another origin': { is: redirect },
  '303 to another origin': { is: redirect },
  '307 to another origin': { is: redirect },
  '308 to another origin': { is: redirect },
  '302 without a location': { is: redirect },
  '302 to no address': { is: redirect },
  '302 to a file': { is: redirect },
  '304': { is: redirect },
  '400': { is: unexpected, at: { mimir: failure('unauthorized', 'malformedKey') } },
  '401': { is: unauthorized },
  '401 with a challenge': { is: unauthorized },
  '402': { is: unexpected, at: { mimir: 0, olostep: unauthorized } },
  '403': { is: failure('forbidden'), at: { mimir: unauthorized, openrouter: adminKeyNeeded } },
  '404': { is: failure('notFound'), at: { fullenrich: failure('notFound', 'workspace'), mimir: unauthorized } },
  '407': { is: proxyAuth },
  '418': { is: unexpected },
  // fetch itself asks once more on a new connection (RFC 9110, 15.5.20).
  '421': { is: unexpected, requests: 2 },
  '429 alone': { is: rateLimited },
  '429 with seconds': { is: later('rateLimited', 2 * minute) },
  '429 with no seconds': { is: rateLimited },
  '429 with a date': { is: later('rateLimited', 5 * minute) },
  '429 with a date that is over': { is: rateLimited },
  '429 with a date years away': { is: later('rateLimited', 60 * minute) },
  '429 with garbage': { is: rateLimited },
  '429 with a negative wait': { is: rateLimited },
  '429 with a broken number of seconds': { is: rateLimited },
  '429 with an absurd wait': { is: later('rateLimited', 60 * minute) },
  '429 with an empty wait': { is: rateLimited },
  '429 with two waits': { is: rateLimited },
  '500': { is: unavailable },
  '502 with a web page': { is: unavailable },
  '503': { is: unavailable },
  '503 with seconds': { is: later('unavailable', minute) },
  '504': { is: unavailable },
  '529': { is: unavailable },
  '599': { is: unavailable },
  '999': { is: unavailable },

  'a header of a megabyte': { is: tooLarge },
  'ten thousand headers': { is: tooLarge },
  'an answer that is no HTTP': { is: unexpected },
  'an answer of HTTP/0.9': { is: unexpected },
  'random bytes': { is: unexpected },
  'a version that HTTP does not have': { is: unexpected },
  'a status that is no number': { is: unexpected },
  'a header without a name': fetchIsStrict
    ? { is: unexpected }
    : { is: 'unknown', at: { bloom: unexpected, openrouter: unexpected } },
  'two lengths that differ': { is: unexpected },
  'a length and chunks': { is: unexpected },
  'a chunk of no size': { is: unexpected },
  'the key in a header of the answer': { is: unavailable },
  'the key where the status should be': { is: unexpected },

  'a gzip that unpacks to more than the cap': { is: tooLarge },
  'a gzip that unpacks to 400 MB': { is: tooLarge },
  'a gzip within a gzip that unpacks to 400 MB': { is: tooLarge },
  'a body of 400 MB': { is: tooLarge },
  'a refusal of 400 KB': { is: unauthorized },
  'a good answer squeezed with gzip': { is: 'balance' },
  'a gzip that is none': { is: unexpected },
  'a gzip that is cut': { is: unexpected },
  'a gzip with a wrong checksum': { is: unexpected },
  'a deflate that is none': { is: unexpected },
  'a brotli that is none': { is: unexpected },
  'a brotli that is broken': { is: unexpected },
  'a zstd that is none': { is: unexpected },
  'an encoding that nobody knows': { is: unexpected },
  'a thousand encodings': { is: unexpected },

  'NaN for the numbers': { is: unexpected },
  'Infinity for the numbers': { is: unexpected },
  '1e999 for the numbers': { is: unexpected },
  '-1e999 for the numbers': { is: unexpected },
  'texts for the numbers': { is: unexpected },
  'lists for the numbers': { is: unexpected },
  'numbers of 100,000 digits': { is: unexpected },
  'a number of 10 MB': { is: tooLarge },
  'null for the numbers': { is: 'unknown', at: { mimir: unauthorized, openrouter: adminKeyNeeded } },
  'null for everything': { is: 'unknown', at: { bloom: unexpected, mimir: unauthorized, openrouter: unexpected } },
  'null alone': { is: unexpected },
  'an empty list': { is: unexpected },
  'an empty object': { is: 'unknown', at: { bloom: unexpected, openrouter: unexpected } },
  'a number alone': { is: unexpected },
  'JSON that is cut': { is: unexpected },
  'JSON with a tail': { is: unexpected },
  'names that come twice': { is: 'balance' },
  'a byte order mark': { is: 'balance' },
  'UTF-16': { is: unexpected },
  'bytes that are no UTF-8': { is: unexpected },
  'bytes that are no UTF-8 beside the balance': { is: 'balance' },
  '100,000 brackets that are never closed': { is: unexpected },
  '100,000 brackets that are closed': { is: unexpected },
  '20,000 objects within each other beside the balance': { is: 'balance' },
  'names that belong to every object': { is: 'balance' },
  'names that belong to every object, and nothing else': {
    is: 'unknown',
    at: { bloom: unexpected, openrouter: unexpected },
  },
  'the key in every text': { is: 'balance' },
  'the key twice in every text': { is: 'balance' },
  'the first half of the key in every text': { is: 'balance' },
  'the last half of the key in every text': { is: 'balance' },
  'the middle of the key in every text': { is: 'balance' },
  'the key in capitals in every text': { is: 'balance' },
  'the key cut by the length of a text': { is: 'balance' },
  'the key as the whole answer': { is: unexpected },
  'the key as no JSON': { is: unexpected },
};

/** The real fetch, with a count of the bytes that are read. */
class CountedFetch {
  read = 0;

  readonly fetch: Fetch = async (url, init) => {
    const { status, headers, body } = await fetch(url, init);
    if (body === null) return { status, headers, body };
    const getReader = () => {
      const reader = body.getReader();
      const read = async () => {
        const piece = await reader.read();
        this.read += piece.value?.byteLength ?? 0;
        return piece;
      };
      return { read, cancel: () => reader.cancel() };
    };
    return { status, headers, body: { getReader } };
  };
}

function sampleOf({ id }: Provider) {
  return serviceSamples[id] ?? assert.fail(`test/support/fakes/serviceSamples.ts has no sample of ${id}`);
}

function nextOf(provider: Provider): Provider {
  return providers.all[(providers.all.indexOf(provider) + 1) % providers.all.length] ?? provider;
}

function accountAt(provider: Provider, base: string): Account {
  return sampleAccount({
    id: provider.id,
    provider: provider.id,
    label: provider.name,
    origins: [new URL(base).origin],
    fingerprint: fakeFingerprints.of(sampleOf(provider).key),
  });
}

const healthy: Fault = ({ socket, sample }) => answerRaw(socket, 200, JSON.stringify(sample.body));

/**
 * A refresh of two accounts, the way a tick takes: one at a base URL where something is wrong, whose balance was known
 * before, and one of another service that is well. `stalled`: when 15 seconds are to pass.
 */
async function refreshed(
  server: FaultServer,
  provider: Provider,
  base: string,
  stalled?: Promise<void>,
  before = earlier.amount,
) {
  const other = nextOf(provider);
  const well = server.visit(healthy, sampleOf(other));
  const bases: Readonly<Record<string, string>> = { [provider.id]: base, [other.id]: well.base };
  const accounts = [accountAt(provider, base), accountAt(other, well.base)];
  const [account = assert.fail()] = accounts;
  const clock = new FakeClock();
  const [readings, log, network] = [new MemoryReadings(), new MemoryLog(), new CountedFetch()];
  const { keySetAt } = account;
  const { at } = earlier;
  readings.put({
    accountId: account.id,
    keySetAt,
    checkedAt: at,
    balance: { pools: [{ unit: credits, amount: before }] },
    balanceAt: at,
    failures: 0,
  });
  const refresher = new Refresher({
    fetch: network.fetch,
    clock,
    keys: new FakeKeys(Object.fromEntries([provider, other].map((each) => [each.id, sampleOf(each).key]))),
    fingerprints: fakeFingerprints,
    providers,
    endpointsOf: ({ id }) => parseEndpoints([bases[id] ?? '']),
    accounts: new MemoryAccounts(accounts),
    readings,
    locks: new MemoryLocks(),
    log,
    random: () => 0,
    keysAreShared: true,
    schedule: { interval: 15 * minute, staleAfter: 30 * minute },
  });
  const report = refresher.refresh(accounts, never);
  // The other one is not in need of the time that passes.
  void stalled?.then(() => refresher.refresh(accounts.slice(1), never)).then(() => clock.advance(requestTimeout));
  const { results } = await report;
  refresher.dispose();
  const seen = shownTexts(summaryInput(accounts.map((each) => [each, readings.all().get(each.id)])));
  const reading = readings.all().get(account.id);
  return {
    reading,
    read: network.read,
    timers: clock.pending,
    outcomes: results.map(({ outcome }) => outcome),
    other: readings.all().get(other.id)?.balance,
    traces: keyFragments(sampleOf(provider).key, [results.map(({ outcome }) => outcome), reading, log.lines, seen]),
  };
}

/** What has to be known of the faulty account afterwards: the last amount that was said, and when. */
function known(expected: Expected, { balance }: ServiceSample) {
  if (expected === 'balance') return { amount: balance.pools[0].amount, at: now };
  return typeof expected === 'number' ? { amount: expected, at: now } : earlier;
}

function lastKnown({ balance, balanceAt, lastAmounts }: Reading) {
  const [last] = lastAmounts ?? [];
  return balance?.pools[0].amount === undefined
    ? { amount: last?.amount, at: last?.at }
    : { amount: balance.pools[0].amount, at: balanceAt };
}

function words(expected: Expected): string {
  if (typeof expected === 'string') return expected === 'balance' ? 'a good answer' : 'a balance that is not known';
  if (typeof expected === 'number') return `a balance of ${expected}`;
  return [expected.kind, expected.reason, expected.notBefore && 'for a while'].filter(Boolean).join(', ');
}

type Refreshed = Awaited<ReturnType<typeof refreshed>>;

function assertSeen(
  provider: Provider,
  expected: Expected,
  { reading, ...seen }: Refreshed,
  more: object,
  actual: object,
) {
  const isFailure = typeof expected === 'object';
  assert.deepStrictEqual(
    {
      outcomes: seen.outcomes,
      listed: !isFailure || failureKinds.includes(expected.kind),
      failure: reading?.failure,
      known: reading && lastKnown(reading),
      other: seen.other,
      traces: seen.traces,
      timers: seen.timers,
      readTooMuch: seen.read > maxResponseSize + onePiece,
      ...actual,
    },
    {
      outcomes: [isFailure ? expected : 'balance', 'balance'],
      listed: true,
      failure: isFailure ? expected : undefined,
      known: known(expected, sampleOf(provider)),
      other: sampleOf(nextOf(provider)).balance,
      traces: [],
      timers: 0,
      readTooMuch: false,
      ...more,
    },
  );
}

describe('every service and every fault of a network', function () {
  // Real sockets, and Node makes ten thousand errors of ten thousand headers: a busy machine takes its time.
  this.timeout(20_000);

  let server: FaultServer;

  before(async () => {
    server = await startFaultServer();
  });

  after(() => server.close());

  for (const provider of providers.all) {
    describe(provider.name, () => {
      for (const [name, row] of Object.entries(table)) {
        const expected = row.at?.[provider.id] ?? row.is;

        it(`${name}: ${words(expected)}`, async () => {
          const visit = server.visit(faults[name as FaultName], sampleOf(provider));
          const stalls = expected === timeout;
          // Of a zero that is no sudden one.
          const before = typeof expected === 'number' ? expected : undefined;
          const seen = await refreshed(server, provider, visit.base, stalls ? visit.stalled : undefined, before);
          const { requests } = visit;
          assertSeen(provider, expected, seen, { requests: row.requests ?? 1 }, { requests });
          // Nothing that was given up goes on behind our back.
          await visit.closed();
          assert.ok(visit.sent < 32 * megabyte, `${visit.sent} bytes were sent`);
        });
      }

      it('a certificate that nobody trusts: unavailable, certificate, and the key is not sent', async () => {
        const visit = server.visitUntrusted(healthy, sampleOf(provider));
        const seen = await refreshed(server, provider, visit.base);
        const { requests } = visit;
        assertSeen(provider, failure('unavailable', 'certificate'), seen, { requests: 0 }, { requests });
      });

      it('https where plain HTTP is spoken: unavailable, tls', async () => {
        assertSeen(provider, tls, await refreshed(server, provider, server.plainTaken), {}, {});
      });

      it('a port where nobody listens: unavailable', async () => {
        assertSeen(provider, unavailable, await refreshed(server, provider, server.nobody), {}, {});
      });

      it('a name that does not resolve: offline', async function () {
        // How soon a machine gives up on a name is its own affair.
        this.timeout(60_000);
        assertSeen(provider, failure('offline'), await refreshed(server, provider, 'https://nothing.invalid'), {}, {});
      });

      it('a kept connection that was closed meanwhile: a good answer by a new one', async () => {
        const visit = server.visit(({ socket, sample, count }) => {
          const body = JSON.stringify(sample.body);
          if (count === 2) socket.resetAndDestroy();
          else socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
        }, sampleOf(provider));
        assertSeen(provider, 'balance', await refreshed(server, provider, visit.base), {}, {});
        const seen = await refreshed(server, provider, visit.base);
        const { requests } = visit;
        assertSeen(provider, 'balance', seen, { requests: 3 }, { requests });
      });
    });
  }

  it('leads nobody to another origin', () => assert.equal(server.elsewhere, 0));
});
