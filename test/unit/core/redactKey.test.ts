import assert from 'node:assert/strict';
import type { Balance } from '../../../src/core/balance.ts';
import { defineProvider } from '../../../src/core/provider.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import { count, credits } from '../../../src/core/unit.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { FakeFetch, jsonAnswer } from '../../support/fakes/network.ts';

const endpoint = { base: 'https://api.example.com', origin: 'https://api.example.com' };

/** What a check keeps of a balance as the service's file has read it. */
async function kept(balance: Balance, key: string): Promise<Balance> {
  const provider = defineProvider({
    id: 'verbatim',
    name: 'Verbatim',
    baseUrl: endpoint.base,
    pages: {},
    key: { pattern: /./, hint: '' },
    request: (secret) => ({ path: '/left', headers: { 'x-key': secret } }),
    schema: { safeParse: () => ({ success: true, data: balance }) },
    balance: (data) => ({ balance: data }),
    statuses: {},
  });
  const ports = { fetch: new FakeFetch(() => jsonAnswer(200, {})).fetch, clock: new FakeClock() };
  const outcome = await readBalance(ports, provider, [endpoint], key, {}, new AbortController().signal);
  assert.ok(outcome && 'balance' in outcome);
  return outcome.balance;
}

const withText = (text: string): Balance => ({
  pools: [
    {
      unit: credits,
      amount: 7,
      lots: [{ kind: text, allocated: 9, remaining: 7, pending: false }],
      topUps: [{ id: text, amount: 5, status: text }],
    },
    { id: text, name: text, unit: count(text), amount: 3 },
  ],
  usageAllowed: true,
  plan: { name: text, allowance: 10 },
});

const hidden: Balance = {
  pools: [
    {
      unit: credits,
      amount: 7,
      lots: [{ kind: 'Lot', allocated: 9, remaining: 7, pending: false }],
      topUps: [{ id: undefined, amount: 5, status: undefined }],
    },
    { id: 'pool-2', name: undefined, unit: credits, amount: 3 },
  ],
  usageAllowed: true,
  plan: undefined,
};

describe('a balance', () => {
  const key = 'brz_Wd83kPq6Yh1s';

  for (const { what, text } of [
    { what: 'the key', text: key },
    { what: 'the key among other words', text: `Bearer ${key}, again` },
    { what: 'the key in capitals', text: key.toUpperCase() },
    { what: 'six characters of its beginning', text: 'brz_Wd' },
    { what: 'six characters of its middle', text: 'key …83kPq6…' },
    { what: 'six characters of its end', text: 'q6Yh1s' },
  ]) {
    it(`loses every text of the service that shows ${what}, and nothing else`, async () => {
      assert.deepStrictEqual(await kept(withText(text), key), hidden);
    });
  }

  for (const { what, text, of } of [
    { what: 'five characters of the key', text: 'brz_W 83kPq 6Yh1s', of: key },
    { what: 'no character of the key', text: 'Subscription', of: key },
    { what: 'words, with the key of a demonstration', text: 'Subscription', of: 'olo-demo-key-pending' },
  ]) {
    it(`keeps texts that show ${what}`, async () => {
      assert.deepStrictEqual(await kept(withText(text), of), withText(text));
    });
  }

  it('loses a text that shows the whole of a key that is shorter than that', async () => {
    assert.deepStrictEqual(await kept(withText('is it Qx7?'), 'Qx7'), hidden);
  });

  it('without texts of the key stays as it is', async () => {
    const balance: Balance = { usageAllowed: true, pools: [{ unit: count('searches'), amount: 7 }] };
    assert.deepStrictEqual(await kept(balance, 'brz_Wd83kPq6Yh1s'), balance);
  });
});
