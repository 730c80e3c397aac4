import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import { parseEndpoints } from '../../../../src/core/endpoint.ts';
import type { KeyBinding } from '../../../../src/core/keyBinding.ts';
import { readAccount } from '../../../../src/core/refresh/readAccount.ts';
import { providers } from '../../../../src/providers/index.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { FakeKeys, fakeFingerprints as fingerprints } from '../../../support/fakes/keys.ts';
import { FakeFetch, jsonAnswer } from '../../../support/fakes/network.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';

const key = 'a'.repeat(64);
const own = 'https://api.brookmimir.com';
const evil = 'https://evil.example.com';
const account = sampleAccount({ fingerprint: fingerprints.of(key) });
const mimir: KeyBinding = { provider: 'mimir', origins: [own] };

/** Checks this row of the list, with the key that is saved for Mimir; the endpoints are by provider. */
async function attempt(
  row: Account,
  endpoints: Readonly<Record<string, string>>,
  binding?: KeyBinding,
  keys?: FakeKeys,
) {
  const saved = keys ?? new FakeKeys({ mimir: key });
  if (binding) saved.bindings.set('mimir', binding);
  const network = new FakeFetch(() => jsonAnswer(200, { current_balance: 42, data: { balance: 42 }, balance: 42 }));
  const outcome = await readAccount(
    {
      fetch: network.fetch,
      clock: new FakeClock(),
      keys: saved,
      fingerprints,
      providers,
      endpointsOf: ({ id, baseUrl }) => parseEndpoints([endpoints[id] ?? baseUrl]),
    },
    row,
    new AbortController().signal,
  );
  const reason = outcome && 'failure' in outcome ? outcome.failure.reason : 'balance';
  const sent = network.sent.map(({ url }) => new URL(url).origin);
  return { sent, reason, binding: saved.bindings.get('mimir') };
}

describe('a saved key', () => {
  it('goes to the origin that it was entered for', async () => {
    assert.deepStrictEqual(await attempt(account, {}, mimir), { sent: [own], reason: 'balance', binding: mimir });
  });

  it('goes nowhere else when the list of accounts and the endpoint are edited', async () => {
    assert.deepStrictEqual(await attempt({ ...account, origins: [evil] }, { mimir: evil }, mimir), {
      sent: [],
      reason: 'originChanged',
      binding: mimir,
    });
  });

  it('goes to no origin that was added to the list of accounts', async () => {
    for (const origins of [
      [own, evil],
      [evil, own],
    ] as const) {
      assert.deepStrictEqual((await attempt({ ...account, origins }, { mimir: evil }, mimir)).sent, []);
    }
  });

  it('goes to no other service when its provider is edited', async () => {
    const edited = { ...account, provider: 'fullenrich', origins: ['https://app.fullenrich.com'] as const };
    assert.deepStrictEqual(await attempt(edited, {}, mimir), { sent: [], reason: 'keyLost', binding: mimir });
    assert.deepStrictEqual((await attempt({ ...edited, origins: [own] }, { fullenrich: own }, mimir)).sent, []);
  });

  it('goes nowhere when the fingerprint is edited', async () => {
    const edited = { ...account, fingerprint: fingerprints.of('b'.repeat(64)) };
    assert.deepStrictEqual(await attempt(edited, {}, mimir), { sent: [], reason: 'keyLost', binding: mimir });
  });

  it('goes to no row that was given its id', async () => {
    const edited = sampleAccount({ ...account, provider: 'breeze', origins: [evil] });
    assert.deepStrictEqual((await attempt(edited, { breeze: evil }, mimir)).sent, []);
  });

  it('is sent again once the list and the endpoint are as before', async () => {
    const keys = new FakeKeys({ mimir: key });
    await attempt({ ...account, origins: [evil] }, { mimir: evil }, mimir, keys);
    assert.deepStrictEqual((await attempt(account, {}, undefined, keys)).sent, [own]);
  });

  it('of version 0.1.0 is bound to its row the first time, and from then on only the binding counts', async () => {
    const keys = new FakeKeys({ mimir: key });
    assert.deepStrictEqual(await attempt(account, {}, undefined, keys), {
      sent: [own],
      reason: 'balance',
      binding: mimir,
    });
    assert.deepStrictEqual(await attempt({ ...account, origins: [evil] }, { mimir: evil }, undefined, keys), {
      sent: [],
      reason: 'originChanged',
      binding: mimir,
    });
  });

  it('of version 0.1.0 is not bound to a row that is not its own', async () => {
    const keys = new FakeKeys({ mimir: 'c'.repeat(64) });
    assert.deepStrictEqual(await attempt(account, {}, undefined, keys), {
      sent: [],
      reason: 'keyLost',
      binding: undefined,
    });
  });

  it('of version 0.1.0 is not sent while the binding can not be saved', async () => {
    const keys = new FakeKeys({ mimir: key });
    keys.refuse('bind');
    assert.deepStrictEqual(await attempt(account, {}, undefined, keys), {
      sent: [],
      reason: 'keyUnavailable',
      binding: undefined,
    });
  });
});
