import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { type Endpoints, parseEndpoints } from '../../../src/core/endpoint.ts';
import { baseUrlsOf, defineProvider, failed, type Outcome, type Provider } from '../../../src/core/provider.ts';
import { readAccount } from '../../../src/core/refresh/readAccount.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import { currencyCode, decimal, isoTime, scaled, text } from '../../../src/core/responseFields.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { FakeKeys, fakeFingerprints } from '../../support/fakes/keys.ts';
import { FakeFetch, fetchError, jsonAnswer } from '../../support/fakes/network.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';

// Services as someone else would write them, with nothing but what a provider's file may import.

const key = 'out_Wd83kPq6Yh1sJc5N';
const common = {
  pages: {},
  key: { pattern: /^out_/, hint: 'Outsider keys start with out_.' },
  parameters: [],
} as const;
const amountSchema = z.object({ amount: z.number() });
const authorized = { headers: { authorization: `Bearer ${key}` } };

/** One GET, declared. */
const single = defineProvider({
  ...common,
  id: 'single',
  name: 'Single',
  baseUrl: 'https://api.example.com',
  request: (secret) => ({ path: '/left', headers: { 'x-out': secret } }),
  schema: amountSchema,
  balance: ({ amount }) => ({ balance: { pools: [{ unit: credits, amount }] } }),
  statuses: { 410: 'notFound' },
});

/** The amount and the plan, from two origins of one service. */
const split: Provider = {
  ...common,
  id: 'split',
  name: 'Split',
  baseUrl: 'https://api.example.com/v1',
  baseUrls: () => ['https://api.example.com/v1', 'https://billing.example.org/v2'],
  async read({ get }): Promise<Outcome> {
    const { status, body } = await get('/credits', authorized);
    const answer = amountSchema.safeParse(body).data;
    if (status !== 200 || !answer) return failed(status === 401 ? 'unauthorized' : 'unexpected');
    const plan = await get('https://billing.example.org/v2/plan', authorized);
    const { name } = z.object({ name: text }).safeParse(plan.body).data ?? {};
    return { balance: { pools: [{ unit: credits, amount: answer.amount }], ...(name && { plan: { name } }) } };
  },
};

/** Searches and verifications, each with an allowance that is renewed. */
const pools = defineProvider({
  ...common,
  id: 'pools',
  name: 'Pools',
  baseUrl: 'https://api.example.com',
  request: (secret) => ({ path: '/account', query: { api_key: secret } }),
  schema: z.object({
    reset_date: isoTime,
    requests: z.object({
      searches: z.object({ available: z.number(), remaining: z.number() }),
      verifications: z.object({ available: z.number(), remaining: z.number() }),
    }),
  }),
  balance: ({ reset_date: renewsAt, requests: { searches, verifications } }) => ({
    balance: {
      pools: [
        {
          id: 'searches',
          unit: count('searches', 'search'),
          amount: searches.remaining,
          allowance: searches.available,
          renewsAt,
        },
        {
          id: 'verifications',
          unit: count('verifications'),
          amount: verifications.remaining,
          allowance: verifications.available,
          renewsAt,
        },
      ],
    },
  }),
  statuses: {},
});

/** A key as a Basic password, a host by region, and amounts as decimal strings, one a currency. */
const regional = defineProvider({
  ...common,
  id: 'regional',
  name: 'Regional',
  baseUrl: 'https://us.example.com',
  parameters: [
    {
      id: 'region',
      title: 'Region',
      prompt: 'Select a region',
      placeholder: '',
      options: [
        { value: 'us', label: 'United States' },
        { value: 'eu', label: 'Europe' },
      ],
    },
  ],
  baseUrls: (_, { region }) => [region === 'eu' ? 'https://eu.example.com' : 'https://us.example.com'],
  request: (secret) => ({ path: '/balance?all=1', basic: { user: 'apí', password: secret } }),
  schema: z.object({ balances: z.array(z.object({ code: currencyCode, total: decimal, cents: scaled(2) })) }),
  balance({ balances }) {
    const [first, ...others] = balances.map(({ code = 'USD', total }) => ({
      id: code,
      unit: currency(code),
      amount: total,
    }));
    return first ? { balance: { pools: [first, ...others] } } : failed('unexpected');
  },
  statuses: {},
});

/** A free key is asked at another host. */
const byKey: Provider = {
  ...single,
  baseUrls: (secret) => [secret.endsWith(':fx') ? 'https://free.example.com' : 'https://api.example.com'],
};

type Reply = (url: string) => { readonly status?: number; readonly body: unknown; readonly headers?: object };

async function ask(
  provider: Provider,
  reply: Reply,
  { secret = key, parameters = {}, endpoints = undefined as Endpoints | undefined, signal = never } = {},
) {
  const network = new FakeFetch(({ url }) => {
    const { status = 200, body, headers } = reply(url);
    return jsonAnswer(status, body, { ...headers });
  });
  const outcome = await readBalance(
    { fetch: network.fetch, clock: new FakeClock() },
    provider,
    endpoints ?? parseEndpoints(baseUrlsOf(provider, secret, parameters)) ?? assert.fail(),
    secret,
    parameters,
    signal,
  );
  return { outcome, sent: network.sent.map(({ url }) => url), headers: network.sent.map(({ headers }) => headers) };
}

const never = new AbortController().signal;

/** A provider that asks for this URL and no more. */
const asking = (url: string): Provider => ({
  ...split,
  async read({ get }) {
    await get(url, authorized);
    return { balance: { pools: [{ unit: credits, amount: 1 }] } };
  },
});

describe('a provider that someone else wrote', () => {
  for (const { status, body, outcome } of [
    { status: 200, body: { amount: 7 }, outcome: { balance: { pools: [{ unit: credits, amount: 7 }] } } },
    { status: 200, body: 'seven', outcome: { failure: { kind: 'unexpected' } } },
    { status: 201, body: { amount: 7 }, outcome: { failure: { kind: 'unexpected' } } },
    { status: 400, body: {}, outcome: { failure: { kind: 'unexpected' } } },
    { status: 401, body: {}, outcome: { failure: { kind: 'unauthorized' } } },
    { status: 402, body: {}, outcome: { failure: { kind: 'unexpected' } } },
    { status: 403, body: {}, outcome: { failure: { kind: 'forbidden' } } },
    { status: 404, body: {}, outcome: { failure: { kind: 'notFound' } } },
    { status: 410, body: {}, outcome: { failure: { kind: 'notFound' } } },
    { status: 429, body: {}, outcome: { failure: { kind: 'rateLimited' } } },
    { status: 599, body: {}, outcome: { failure: { kind: 'unavailable' } } },
  ]) {
    it(`answers with ${status} and ${JSON.stringify(body)}: ${Object.keys(outcome)[0]}`, async () => {
      assert.deepStrictEqual((await ask(single, () => ({ status, body }))).outcome, outcome);
    });
  }

  it('makes two requests, to two origins of its own', async () => {
    const answers = (url: string) => ({ body: url.endsWith('/plan') ? { name: 'Pro' } : { amount: 7 } });
    const { outcome, sent } = await ask(split, answers);
    assert.deepStrictEqual(outcome, { balance: { pools: [{ unit: credits, amount: 7 }], plan: { name: 'Pro' } } });
    assert.deepStrictEqual(sent, ['https://api.example.com/v1/credits', 'https://billing.example.org/v2/plan']);
  });

  it('sends everything to the one endpoint that the user named, with the paths after its base URLs', async () => {
    const endpoints = parseEndpoints(['http://localhost:9/gateway']);
    const { sent } = await ask(split, () => ({ body: { amount: 7 } }), { endpoints });
    assert.deepStrictEqual(sent, ['http://localhost:9/gateway/credits', 'http://localhost:9/gateway/plan']);
  });

  for (const url of [
    'https://evil.example.com/credits',
    'https://api.example.com.evil.com/v1/credits',
    'https://api.example.com/v1@evil.com/credits',
    'https://api.example.com/other',
    'http://api.example.com/v1/credits',
    '@evil.com/credits',
    '.evil.com/credits',
    '',
  ]) {
    it(`sends nothing to ${JSON.stringify(url)}`, async () => {
      const { outcome, sent } = await ask(asking(url), () => ({ body: {} }));
      assert.deepStrictEqual([outcome, sent], [{ failure: { kind: 'unexpected' } }, []]);
    });
  }

  it('stays at its origin whatever its path is', async () => {
    const { sent } = await ask(asking('//evil.com/credits'), () => ({ body: {} }));
    assert.deepStrictEqual(sent, ['https://api.example.com/v1//evil.com/credits']);
  });

  it('makes no more than six requests', async () => {
    const endless: Provider = {
      ...split,
      async read({ get }) {
        for (;;) await get('/credits', authorized);
      },
    };
    const { outcome, sent } = await ask(endless, () => ({ body: {} }));
    assert.deepStrictEqual([outcome, sent.length], [{ failure: { kind: 'unexpected' } }, 6]);
  });

  it('fails as its second request does', async () => {
    const { outcome } = await ask(split, (url) => {
      if (url.endsWith('/plan')) throw fetchError('ENOTFOUND');
      return { body: { amount: 7 } };
    });
    assert.deepStrictEqual(outcome, { failure: { kind: 'offline' } });
  });

  it('may do without its second request', async () => {
    const modest: Provider = {
      ...split,
      async read(request) {
        await request.get('/plan', authorized).catch(() => undefined);
        return single.read(request);
      },
    };
    const { outcome } = await ask(modest, (url) => {
      if (url.endsWith('/plan')) throw fetchError('ECONNRESET');
      return { body: { amount: 7 } };
    });
    assert.deepStrictEqual(outcome, { balance: { pools: [{ unit: credits, amount: 7 }] } });
  });

  it('that is canceled between two requests gives nothing, though it goes on by itself', async () => {
    const abort = new AbortController();
    const { outcome, sent } = await ask(
      split,
      () => {
        abort.abort();
        return { body: { amount: 7 } };
      },
      { signal: abort.signal },
    );
    assert.deepStrictEqual([outcome, sent.length], [undefined, 1]);
  });

  it('is left alone as long as one of its answers asks for', async () => {
    const { outcome } = await ask(split, () => ({ status: 429, body: {}, headers: { 'retry-after': '60' } }));
    assert.deepStrictEqual(outcome, { failure: { kind: 'unexpected', notBefore: new FakeClock().now() + 60_000 } });
  });

  for (const [where, provider] of [
    [
      'its request',
      defineProvider({
        ...common,
        id: 'throws',
        name: 'Throws',
        baseUrl: 'https://api.example.com',
        request() {
          throw new Error(`cannot write ${key}`);
        },
        schema: amountSchema,
        balance: () => failed('unexpected'),
        statuses: {},
      }),
    ],
    ['its reading', { ...split, read: () => Promise.reject(new Error(`cannot read ${key}`)) }],
  ] as const) {
    it(`that throws in ${where} gives a failure, and the error goes no further`, async () => {
      const { outcome } = await ask(provider, () => ({ body: {} }));
      assert.deepStrictEqual(outcome, { failure: { kind: 'unexpected' } });
    });
  }

  it('sends a key as a query value', async () => {
    const { sent } = await ask(pools, () => ({ body: {} }), { secret: 'out_a&b=c#d' });
    assert.deepStrictEqual(sent, ['https://api.example.com/account?api_key=out_a%26b%3Dc%23d']);
  });

  it('sends a key as a Basic password, in UTF-8, beside its own query', async () => {
    const { sent, headers } = await ask(regional, () => ({ body: {} }));
    assert.deepStrictEqual(sent, ['https://us.example.com/balance?all=1']);
    const basic = Buffer.from(`apí:${key}`).toString('base64');
    assert.equal(headers[0]?.['authorization'], `Basic ${basic}`);
  });

  it('chooses its host by a parameter', async () => {
    const { sent } = await ask(regional, () => ({ body: {} }), { parameters: { region: 'eu' } });
    assert.deepStrictEqual(sent, ['https://eu.example.com/balance?all=1']);
  });

  it('chooses its host by the key', async () => {
    const { sent } = await ask(byKey, () => ({ body: {} }), { secret: 'out_free:fx' });
    assert.deepStrictEqual(sent, ['https://free.example.com/left']);
  });

  it('has a pool for searches and one for verifications, with allowance and renewal', async () => {
    const requests = {
      searches: { available: 500, remaining: 120 },
      verifications: { available: 1000, remaining: 999 },
    };
    const { outcome } = await ask(pools, () => ({ body: { reset_date: '2026-12-01', requests } }));
    const renewsAt = Date.UTC(2026, 11, 1);
    assert.deepStrictEqual(outcome, {
      balance: {
        pools: [
          { id: 'searches', unit: count('searches', 'search'), amount: 120, allowance: 500, renewsAt },
          { id: 'verifications', unit: count('verifications'), amount: 999, allowance: 1000, renewsAt },
        ],
      },
    });
  });

  it('has a pool a currency, with amounts of decimal strings', async () => {
    const balances = [
      { code: 'USD', total: '0.10', cents: 10 },
      { code: 'CNY', total: '110.00', cents: '11000' },
      { code: 'USD', total: '9.99', cents: 999 },
    ];
    const { outcome } = await ask(regional, () => ({ body: { balances } }));
    // The second of one id is none that could be told apart.
    const pool = (code: string, amount: number) => ({ id: code, unit: currency(code), amount });
    assert.deepStrictEqual(outcome, { balance: { pools: [pool('USD', 0.1), pool('CNY', 110)] } });
  });

  it('shows no part of the key that the service echoes, not even of a Basic header', async () => {
    const basic = Buffer.from(`apí:${key}`).toString('base64');
    const echo: Provider = {
      ...regional,
      async read({ get }) {
        await get('/balance', { basic: { user: 'apí', password: key } });
        return { balance: { pools: [{ unit: credits, amount: 1 }], plan: { name: `plan ${basic}` } } };
      },
    };
    const { outcome } = await ask(echo, () => ({ body: {} }));
    assert.deepStrictEqual(outcome, { balance: { pools: [{ unit: credits, amount: 1 }], plan: undefined } });
  });
});

describe('an absurd number', () => {
  for (const value of [1.7e308, -1.7e308, 1.1e15, Number.POSITIVE_INFINITY, Number.NaN]) {
    it(`of ${value} counts as not stated, and adds up to nothing`, async () => {
      const lot = { kind: 'Top-up', allocated: value, remaining: value, expiresAt: value === 1.1e15 ? 9e15 : value };
      const absurd: Provider = {
        ...split,
        async read() {
          const topUps = [{ id: '1', amount: value, at: 9e15 }];
          return {
            balance: {
              pools: [
                { unit: credits, amount: value, allowance: value, renewsAt: 9e15, lots: [lot, lot], topUps },
                { id: 'searches', unit: count('searches'), amount: 3 },
              ],
              plan: { name: 'Pro', allowance: value, since: 9e15 },
            },
          };
        },
      };
      const { outcome } = await ask(absurd, () => ({ body: {} }));
      assert.ok(outcome && 'balance' in outcome);
      assert.doesNotMatch(JSON.stringify(outcome), /null|\de\+?\d|\d{16}/);
      const [first, second] = outcome.balance.pools;
      assert.deepStrictEqual(
        [first.amount, first.lots?.length, second?.amount, outcome.balance.plan?.name],
        [undefined, 2, 3, 'Pro'],
      );
    });
  }
});

describe('a key of a service with two origins', () => {
  for (const { origins, sent } of [
    { origins: ['https://api.example.com', 'https://billing.example.org'], sent: 2 },
    { origins: ['https://api.example.com'], sent: 0 },
    { origins: ['https://billing.example.org'], sent: 0 },
  ]) {
    it(`that was entered for ${origins.join(' and ')} makes ${sent} requests`, async () => {
      const keys = new FakeKeys();
      await keys.set('split', key, { provider: 'split', origins });
      const network = new FakeFetch(() => jsonAnswer(200, { amount: 7 }));
      const outcome = await readAccount(
        {
          fetch: network.fetch,
          clock: new FakeClock(),
          keys,
          fingerprints: fakeFingerprints,
          providers: { get: () => split },
          endpointsOf: (...all) => parseEndpoints(baseUrlsOf(...all)),
        },
        sampleAccount({ id: 'split', provider: 'split', fingerprint: fakeFingerprints.of(key) }),
        never,
      );
      const failure = outcome && 'failure' in outcome ? outcome.failure.reason : undefined;
      assert.deepStrictEqual([network.sent.length, failure], [sent, sent === 0 ? 'originChanged' : undefined]);
    });
  }
});
