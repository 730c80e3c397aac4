import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import type { Fetch, HttpResponse } from '../../../src/core/ports.ts';
import type { Provider } from '../../../src/core/provider.ts';
import { Refresher } from '../../../src/core/refresh/refresher.ts';
import { providers } from '../../../src/providers/index.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { FakeKeys, fakeFingerprints, keyFragments } from '../../support/fakes/keys.ts';
import { fetchError, httpAnswer } from '../../support/fakes/network.ts';
import { sampleAccount, summaryInput } from '../../support/fakes/samples.ts';
import { serviceSamples } from '../../support/fakes/serviceSamples.ts';
import { MemoryAccounts, MemoryLocks, MemoryLog, MemoryReadings } from '../../support/fakes/stores.ts';
import { shownTexts } from '../../support/shownTexts.ts';

const never = new AbortController().signal;
const printable = Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) => String.fromCharCode(0x21 + index));

/** Keys of printable ASCII, of hexadecimal digits, and of nothing but characters that mean something somewhere. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom(...printable), minLength: 6, maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 64 }),
  fc.string({ unit: fc.constantFrom(...'\\^$.*+?()[]{}|"\'`<>&#!_~-/:,%aZ5'), minLength: 6, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...printable), minLength: 6, maxLength: 20 }).map((rest) => `sk_live_${rest}`),
);

/** How a service shows a key: whole or a run of six characters and more of it, in either case, among other words. */
const echo = fc
  .record({
    start: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(4096), fc.integer({ min: 6, max: 40 })),
    times: fc.integer({ min: 1, max: 3 }),
    around: fc.constantFrom(
      '',
      ' ',
      '…',
      '***',
      ' key ',
      'Bearer ',
      '\u200b',
      'z'.repeat(60),
      'z'.repeat(74),
      '"',
      '$(',
    ),
    write: fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.toLowerCase(),
    ),
  })
  .map(({ start, length, times, around, write }) => (secret: string) => {
    const from = Math.floor(start * Math.max(0, secret.length - 6));
    const part = write(secret.slice(from, from + length));
    return around + Array<string>(times).fill(part).join(around) + around;
  });

type Echo = (secret: string) => string;

/** An answer whose every text, and the name of one value, is what the service shows. */
function answerWith({ id }: Provider, text: string, more: string): string {
  const { body } = serviceSamples[id] ?? assert.fail(`test/support/fakes/serviceSamples.ts has no sample of ${id}`);
  const details = {
    topups: [
      { topup_id: '', amount: 5, status: 'completed', created_at: '2026-03-03T10:00:00Z' },
      { topup_id: 'topup_1', amount: 5, status: '', created_at: '' },
    ],
    breakdown: [{ purchase_kind: '', allocated_units: 10, remaining_units: 5, expiry_date: 1_798_761_600 }],
    active_subscription: { id: '', display_name: '', credits: 10, created_at: 1_704_067_200 },
    code: '',
    error: { code: '', message: '' },
    [text]: '',
  };
  return JSON.stringify({ ...(body as object), ...details }, (_, value) =>
    value === '' ? text : typeof value === 'string' ? more : value,
  );
}

/** What a service or a network does with a key that it was sent. */
const fault = fc.record({
  echo,
  more: fc.constantFrom('', 'Subscription', 'ok'),
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant(200) },
    { weight: 2, arbitrary: fc.constantFrom(302, 400, 401, 402, 403, 404, 429, 500, 503) },
  ),
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant('json' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom('text', 'header', 'breaks', 'reset', 'unknown', 'invalidHeader', 'noName', 'throws'),
    },
  ),
});

/** Five backslashes of the key are left of a name that is cut, which are no trace of it however they are escaped. */
const cutBackslashes: [string, FaultOf] = [
  '\\'.repeat(6),
  { echo: (secret) => `${'z'.repeat(74)}${secret}${'z'.repeat(74)}`, more: '', status: 200, how: 'json' },
];

type FaultOf = typeof fault extends fc.Arbitrary<infer T> ? T : never;

function reply(provider: Provider, { echo: write, more, status, how }: FaultOf, secret: string): HttpResponse {
  const text = write(secret);
  switch (how) {
    case 'json':
      return httpAnswer(status, answerWith(provider, text, more));
    case 'text':
      return httpAnswer(status, `<p>Unknown key: ${text}</p>`);
    case 'header':
      return httpAnswer(status, '{}', { 'retry-after': text, location: `https://elsewhere.example/${text}` });
    case 'breaks':
      return {
        status,
        headers: { get: () => text },
        body: {
          getReader: () => ({
            read: () => Promise.reject(fetchError('UND_ERR_SOCKET', text)),
            cancel: () => Promise.reject(new Error(text)),
          }),
        },
      };
    case 'reset':
      throw fetchError('ECONNRESET', text);
    case 'unknown':
      throw fetchError(text, text);
    case 'noName':
      throw fetchError('ENOTFOUND', `getaddrinfo ENOTFOUND ${text}`);
    case 'invalidHeader':
      throw new TypeError(`Headers.append: "${text}" is an invalid header value.`);
    default:
      throw text;
  }
}

/** All that is shown, logged and kept after a check with this key. */
async function leftBehind(provider: Provider, secret: string, fetch: Fetch): Promise<unknown> {
  const account = sampleAccount({
    id: provider.id,
    provider: provider.id,
    label: provider.name,
    origins: [new URL(provider.baseUrl).origin],
    fingerprint: fakeFingerprints.of(secret),
  });
  const [readings, log] = [new MemoryReadings(), new MemoryLog()];
  const refresher = new Refresher({
    fetch,
    clock: new FakeClock(),
    keys: new FakeKeys({ [account.id]: secret }),
    fingerprints: fakeFingerprints,
    providers: { get: () => provider },
    endpointsOf: ({ baseUrl }) => parseEndpoints([baseUrl]),
    accounts: new MemoryAccounts([account]),
    readings,
    locks: new MemoryLocks(),
    log,
    random: () => 0,
    keysAreShared: true,
    schedule: { interval: 900_000, staleAfter: 1_800_000 },
  });
  const { results } = await refresher.refresh([account], never);
  refresher.dispose();
  const kept = [...readings.all().values()];
  assert.equal(kept.length, 1);
  const outcomes = results.map(({ outcome }) => outcome);
  const facts = summaryInput([[account, kept[0]]]);
  return {
    outcomes,
    lines: log.lines,
    kept,
    shown: [shownTexts(facts), shownTexts({ ...facts, refreshing: new Set([account.id]) })],
  };
}

describe('no six characters of a key in a row', () => {
  for (const provider of providers.all) {
    it(`are shown, logged or kept, whatever ${provider.name} or the network does with the key`, async () => {
      const hello: Echo = () => 'hello';
      await fc.assert(
        fc.asyncProperty(key, fault, async (secret, found) => {
          const seen = await leftBehind(provider, secret, async () => reply(provider, found, secret));
          // What we say of our own accord to a service that shows nothing may have characters of any key.
          const harmless = { ...found, echo: hello };
          const ours = await leftBehind(provider, secret, async () => reply(provider, harmless, secret));
          const own = keyFragments(secret, ours);
          assert.deepStrictEqual(
            keyFragments(secret, seen).filter((run) => !own.includes(run)),
            [],
          );
        }),
        { numRuns: 400, examples: [cutBackslashes] },
      );
    });
  }
});
