import assert from 'node:assert/strict';
import { connect } from 'node:net';
import {
  balanceAt,
  ControlError,
  demoKeys,
  type Failure,
  type ProviderId,
  providerIds,
  type RequestEntry,
  type ScenarioName,
  type Simulator,
  scenarios,
  startSimulator,
} from '../../support/simulator/index.ts';

const START = Date.UTC(2031, 4, 20, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const paths: Readonly<Record<ProviderId, string>> = {
  bloom: '/credits',
  mimir: '/credits',
  breeze: '/v1/balance',
  fullenrich: '/account/credits',
  olostep: '/user/credits/info',
};

const keyHeaders: Readonly<Record<ProviderId, (key: string) => Record<string, string>>> = {
  bloom: (key) => ({ 'x-api-key': key }),
  mimir: (key) => ({ 'x-api-key': key }),
  breeze: (key) => ({ 'xi-api-key': key }),
  fullenrich: (key) => ({ authorization: `Bearer ${key}` }),
  olostep: (key) => ({ authorization: `Bearer ${key}` }),
};

const scenarioNames = Object.keys(scenarios) as ScenarioName[];
const scenarioRows = scenarioNames.map((name) => [name, scenarios[name]] as const);

function flat(code: string, status: number, message: string): unknown {
  return { defined: true, code, status, message, data: {} };
}

function nested(code: string, status: number, message: string): unknown {
  return { error: { code, status, message } };
}

function breezeBody(balance: number, topups: readonly unknown[] = []): unknown {
  return { balance, balance_millicredits: Math.round(balance * 1000), topups };
}

function breezeError(code: string, detail: string, meta: unknown = null): unknown {
  return { ok: false, code, detail, error: detail, meta };
}

function lot(kind: string, remaining: number, allocated: number, expiry: number): unknown {
  return { purchase_kind: kind, allocated_units: allocated, remaining_units: remaining, expiry_date: expiry };
}

function olostepBody(credits: number, breakdown: readonly unknown[], rest: object = {}): unknown {
  return { credits, breakdown, active_subscription: pro, allow_usage: true, ...rest };
}

function olostepError(code: string, detail: string): unknown {
  return {
    object: 'error',
    id: 'error_simulated',
    code,
    type: 'https://docs.olostep.com/api-reference/errors/payment_required',
    status: 402,
    title: 'Payment Required',
    detail,
    created: START / 1000,
    metadata: {},
  };
}

const pro = { id: 'SUB_PRO', display_name: 'Pro', credits: 10_000, created_at: 1_704_067_200 };
const days = (count: number): number => START / 1000 + count * 86_400;

const badCredentials = 'Invalid or missing API credentials';
const planUpgrade = 'Plan upgrade required';
const suspended = 'This account has been suspended.';
const noWorkspace = 'Workspace not found or not accessible';
const rateLimit = 'Rate limit exceeded';
const bloomFailed = 'Failed to check credit balance';
const temporary = 'Temporary service issue';

/** The body that each key gets at the start, after the documents; undefined is an empty body. */
const bodies: Readonly<Record<ScenarioName, unknown>> = {
  'bloom-demo': { data: { balance: 310, unlimited: false } },
  'bloom-low': { data: { balance: 8, unlimited: false } },
  'bloom-zero': { data: { balance: 0, unlimited: false } },
  'bloom-fraction': { data: { balance: 12.5, unlimited: false } },
  'bloom-unlimited': { data: { balance: 0, unlimited: true } },
  'bloom-unknown': flat('UNAUTHORIZED', 401, badCredentials),
  'bloom-unauthorized-nested': nested('UNAUTHORIZED', 401, badCredentials),
  'bloom-forbidden': flat('FORBIDDEN', 403, planUpgrade),
  'bloom-forbidden-nested': nested('FORBIDDEN', 403, planUpgrade),
  'bloom-banned': flat('ACCOUNT_BANNED', 403, suspended),
  'bloom-banned-nested': nested('ACCOUNT_BANNED', 403, suspended),
  'bloom-workspace-not-found': flat('WORKSPACE_NOT_FOUND', 404, noWorkspace),
  'bloom-workspace-not-found-nested': nested('WORKSPACE_NOT_FOUND', 404, noWorkspace),
  'bloom-rate-limited': flat('TOO_MANY_REQUESTS', 429, rateLimit),
  'bloom-rate-limited-nested': nested('TOO_MANY_REQUESTS', 429, rateLimit),
  'bloom-server-error': flat('INTERNAL_SERVER_ERROR', 500, bloomFailed),
  'bloom-server-error-nested': nested('INTERNAL_SERVER_ERROR', 500, bloomFailed),
  'bloom-undefined-error': {
    defined: false,
    code: 'REGION_BLOCKED',
    status: 403,
    message: 'Not available in your region',
    data: {},
  },
  'mimir-demo': { status: 200, message: 'Credits retrieved', current_balance: 42 },
  'mimir-plenty': { status: 200, message: 'Credits retrieved', current_balance: 4287 },
  'mimir-zero': { status: 402, message: 'Balance depleted' },
  'mimir-null-balance': { status: 200, message: 'Credits retrieved', current_balance: null },
  'mimir-all-null': { status: null, message: null, current_balance: null },
  'mimir-malformed': { status: 400, message: 'Missing or malformed headers' },
  'mimir-unknown': { status: 404, message: 'Token not recognized' },
  'mimir-unauthorized': { status: 401, message: 'Authentication failure' },
  'mimir-revoked': { status: 403, message: 'Authentication failure' },
  'mimir-server-error': { status: 500, message: temporary },
  'mimir-bad-gateway': { status: 502, message: temporary },
  'mimir-unavailable': { status: 503, message: temporary },
  'mimir-other-status': { status: 200, message: temporary },
  'breeze-demo': breezeBody(1234.567, [
    { topup_id: 'topup_demo_2', amount: 500, status: 'pending', created_at: '2031-05-20T11:00:00.000Z' },
    { topup_id: 'topup_demo_1', amount: 1000, status: 'completed', created_at: '2031-05-08T12:00:00.000Z' },
    { topup_id: null, amount: 250, status: null, created_at: null },
  ]),
  'breeze-low': breezeBody(3.21),
  'breeze-zero': breezeBody(0),
  'breeze-null-millicredits': { balance: 87.5, balance_millicredits: null, topups: [] },
  'breeze-balance-only': { balance: 640 },
  'breeze-null-topups': breezeBody(75, [{ topup_id: null, amount: null, status: null, created_at: null }]),
  'breeze-unknown': breezeError('AUTH_REQUIRED', 'A valid API key is required.'),
  'breeze-disabled': breezeError('AUTH_REQUIRED', 'A valid API key is required.'),
  'breeze-unavailable': breezeError('SERVICE_UNAVAILABLE', 'Service temporarily unavailable.'),
  'breeze-unavailable-meta': breezeError('SERVICE_UNAVAILABLE', 'Service temporarily unavailable.', {
    region: 'simulated',
  }),
  'fullenrich-demo': { balance: 180.25 },
  'fullenrich-plenty': { balance: 5000 },
  'fullenrich-low': { balance: 0.25 },
  'fullenrich-zero': { balance: 0 },
  'fullenrich-missing-balance': {},
  'fullenrich-not-set': { code: 'error.authorization.not_set', message: 'Authorization headers not set' },
  'fullenrich-not-bearer': {
    code: 'error.authorization.not_bearer',
    message: "Authorization headers do not have prefix 'bearer'",
  },
  'fullenrich-unknown': { code: 'error.api.key', message: 'Unknown api key' },
  'fullenrich-workspace-not-found': undefined,
  'fullenrich-rate-limited': { code: 'error.http.429', message: 'Too Many Requests' },
  'olostep-demo': olostepBody(12_500, [
    lot('Subscription', 8500, 10_000, Date.UTC(2032, 0, 1) / 1000),
    lot('Top-up', 4000, 5000, Date.UTC(2032, 3, 1) / 1000),
  ]),
  'olostep-document': olostepBody(12_500, [
    lot('Subscription', 8500, 10_000, 1_735_689_600),
    lot('Top-up', 4000, 5000, 1_743_465_600),
  ]),
  'olostep-kinds': olostepBody(1600, [
    lot('Subscription', 100, 1000, days(30)),
    lot('Top-up', 200, 1000, days(60)),
    lot('Manual', 300, 1000, days(90)),
    lot('Setup', 400, 1000, days(120)),
    lot('Pending', 500, 1000, days(150)),
    lot('Referral', 600, 1000, days(180)),
  ]),
  'olostep-expiring': olostepBody(1400, [
    lot('Top-up', 900, 5000, days(3)),
    lot('Subscription', 500, 10_000, days(40)),
  ]),
  'olostep-no-plan': olostepBody(300, [lot('Top-up', 300, 10_000, days(90))], {
    active_subscription: { id: 'SUB_BASE', display_name: 'Base', credits: 0, created_at: 1_704_067_200 },
  }),
  'olostep-blocked': olostepBody(2500, [lot('Subscription', 2500, 10_000, days(20))], { allow_usage: false }),
  'olostep-zero': olostepBody(0, [lot('Subscription', 0, 10_000, days(20))], { allow_usage: false }),
  'olostep-credits-only': { credits: 77 },
  'olostep-unknown': olostepError('invalid_api_key', 'Your API key is invalid'),
  'olostep-credits-exhausted': olostepError('credits_exhausted', 'You have consumed all available credits.'),
  'olostep-usage-limit': { usage_limit_reached: true, message: 'Usage limit reached' },
  'olostep-server-error': { error: 'Internal Server Error' },
};

describe('the simulator of the five services', () => {
  let simulator: Simulator;
  let now = START;

  beforeEach(async () => {
    now = START;
    simulator = await startSimulator({ now: () => now });
  });

  afterEach(() => simulator.dispose());

  function ask(provider: ProviderId, init: RequestInit = {}, query = ''): Promise<Response> {
    return fetch(`${simulator.endpoints[provider]}${paths[provider]}${query}`, {
      headers: keyHeaders[provider](demoKeys[provider]),
      redirect: 'manual',
      ...init,
    });
  }

  async function bodyOf(provider: ProviderId, init: RequestInit = {}, query = ''): Promise<unknown> {
    const text = await (await ask(provider, init, query)).text();
    return text === '' ? undefined : JSON.parse(text);
  }

  function control(path: string, body?: unknown): Promise<Response> {
    return fetch(
      `${simulator.controlUrl}${path}`,
      body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    );
  }

  function lastRequest(): RequestEntry | undefined {
    return simulator.requests.at(-1);
  }

  describe('gives each documented answer to a key', () => {
    for (const [name, { provider, key, status, describes }] of scenarioRows) {
      it(`answers the key of ${name} with ${status}: ${describes}`, async () => {
        const response = await ask(provider, { headers: keyHeaders[provider](key) });
        const text = await response.text();
        assert.deepStrictEqual(
          { status: response.status, body: text === '' ? undefined : JSON.parse(text) },
          { status, body: bodies[name] },
        );
      });
    }

    it('has no two scenarios with the same key at the same service', () => {
      const keys = scenarioRows.map(([, { provider, key }]) => `${provider} ${key}`);
      assert.equal(new Set(keys).size, keys.length);
    });
  });

  describe('judges a request as its service does', () => {
    it('answers any method but GET with 405', async () => {
      for (const provider of providerIds) {
        const response = await ask(provider, { method: 'POST' });
        assert.deepStrictEqual([provider, response.status, response.headers.get('allow')], [provider, 405, 'GET']);
      }
    });

    it('answers any other path with 404', async () => {
      const response = await fetch(`${simulator.endpoints.olostep}/user/purchase-topup`, { method: 'POST' });
      assert.equal(response.status, 404);
    });

    it('refuses a request without a key as each document says', async () => {
      const statuses = await Promise.all(providerIds.map(async (id) => (await ask(id, { headers: {} })).status));
      assert.deepStrictEqual(statuses, [401, 400, 401, 401, 401]);
    });

    it('takes the keys of Bloom and Breeze as bearer tokens too, and prefers their own header', async () => {
      for (const [provider, header] of [
        ['bloom', 'x-api-key'],
        ['breeze', 'xi-api-key'],
      ] as const) {
        const authorization = `Bearer ${demoKeys[provider]}`;
        assert.equal((await ask(provider, { headers: { authorization } })).status, 200);
        assert.equal((await ask(provider, { headers: { authorization, [header]: 'wrong' } })).status, 401);
      }
    });

    it('tells at FullEnrich what was wrong with the header', async () => {
      const bodiesByHeader = await Promise.all(
        [{}, { authorization: `Basic ${demoKeys.fullenrich}` }, { authorization: 'Bearer nobody' }].map((headers) =>
          bodyOf('fullenrich', { headers: headers as Record<string, string> }),
        ),
      );
      assert.deepStrictEqual(bodiesByHeader, [
        bodies['fullenrich-not-set'],
        bodies['fullenrich-not-bearer'],
        bodies['fullenrich-unknown'],
      ]);
    });

    it('has a balance of its own for each workspace of Bloom', async () => {
      assert.deepStrictEqual(await bodyOf('bloom', {}, '?workspaceId=ws_design'), {
        data: { balance: 75, unlimited: false },
      });
      assert.equal((await ask('bloom', {}, '?workspaceId=ws_of_others')).status, 404);
      assert.equal((await ask('bloom', {}, '?workspaceId=__proto__')).status, 404);
    });

    it('refuses an empty workspace id at Bloom', async () => {
      assert.equal((await ask('bloom', {}, '?workspaceId=')).status, 400);
    });

    it('names the key at Breeze by a public identifier', async () => {
      assert.equal((await ask('breeze')).headers.get('x-breeze-api-key-id'), 'key_id_of_breeze-demo');
    });
  });

  describe('lets balances fall with its clock', () => {
    it('shows the same balances for the first ten minutes', async () => {
      const atStart = await Promise.all(providerIds.map((id) => bodyOf(id)));
      now += 10 * MINUTE;
      assert.deepStrictEqual(await Promise.all(providerIds.map((id) => bodyOf(id))), atStart);
    });

    it('falls by whole uses, at the rate of each account', async () => {
      now += HOUR;
      assert.deepStrictEqual(await bodyOf('bloom'), { data: { balance: 306, unlimited: false } });
      assert.deepStrictEqual(await bodyOf('mimir'), {
        status: 200,
        message: 'Credits retrieved',
        current_balance: 40,
      });
      assert.deepStrictEqual(await bodyOf('fullenrich'), { balance: 179.25 });
      const breeze = (await bodyOf('breeze')) as { balance: number; balance_millicredits: number };
      assert.deepStrictEqual([breeze.balance, breeze.balance_millicredits], [1185.187, 1_185_187]);
    });

    it('uses the Olostep lot that expires first, and then the next', async () => {
      now += 8 * HOUR;
      const { credits, breakdown } = (await bodyOf('olostep')) as {
        credits: number;
        breakdown: { remaining_units: number }[];
      };
      assert.deepStrictEqual([credits, ...breakdown.map((item) => item.remaining_units)], [2900, 0, 2900]);
    });

    it('takes the rest of an Olostep lot off the credits when the lot expires', async () => {
      const init = { headers: keyHeaders.olostep(scenarios['olostep-expiring'].key) };
      now += 3 * 24 * HOUR;
      const { credits } = (await bodyOf('olostep', init)) as { credits: number };
      assert.equal(credits, 500);
    });

    it('never falls below zero, and Mimir then answers 402', async () => {
      now += 10_000 * HOUR;
      assert.deepStrictEqual(await bodyOf('bloom'), { data: { balance: 0, unlimited: false } });
      assert.equal((await ask('mimir')).status, 402);
    });

    it('is a pure function of the account and the time', () => {
      const drain = { balance: 10, since: START, burnPerHour: 2, step: 0.5 };
      const at = (minutes: number): number => balanceAt(drain, START + minutes * MINUTE);
      assert.deepStrictEqual([at(-60), at(0), at(14), at(15), at(60), at(1000)], [10, 10, 10, 9.5, 8, 0]);
    });
  });

  describe('can be controlled', () => {
    it('sets a balance and a usageRate, from the present moment on', async () => {
      now += 5 * HOUR;
      assert.equal((await control('/set', { provider: 'mimir', balance: 100, burnPerHour: 60 })).status, 200);
      assert.deepStrictEqual(((await bodyOf('mimir')) as { current_balance: number }).current_balance, 100);
      now += 5 * MINUTE;
      assert.deepStrictEqual(((await bodyOf('mimir')) as { current_balance: number }).current_balance, 95);
    });

    it('sets an account by its name or by its key', async () => {
      simulator.set({ provider: 'bloom', account: 'bloom-low', unlimited: true });
      simulator.set({ provider: 'bloom', key: scenarios['bloom-zero'].key, balance: 7 });
      const answers = await Promise.all(
        (['bloom-low', 'bloom-zero'] as const).map((name) =>
          bodyOf('bloom', { headers: keyHeaders.bloom(scenarios[name].key) }),
        ),
      );
      assert.deepStrictEqual(answers, [
        { data: { balance: 8, unlimited: true } },
        { data: { balance: 7, unlimited: false } },
      ]);
    });

    it('keeps the usageRate going when something else is set', async () => {
      now += 29 * MINUTE;
      simulator.set({ provider: 'breeze', topups: [] });
      simulator.set({ provider: 'bloom', workspaces: {} });
      now += MINUTE;
      assert.deepStrictEqual(await bodyOf('bloom'), { data: { balance: 308, unlimited: false } });
    });

    it('fits a balance at Olostep into its lots, and takes the balance from lots that are set', async () => {
      const units = async (): Promise<number[]> => {
        const { credits, breakdown } = (await bodyOf('olostep')) as {
          credits: number;
          breakdown: { remaining_units: number }[];
        };
        return [credits, ...breakdown.map((item) => item.remaining_units)];
      };
      simulator.set({ provider: 'olostep', balance: 1000 });
      assert.deepStrictEqual(await units(), [1000, 0, 1000]);
      simulator.set({ provider: 'olostep', balance: 21_000 });
      assert.deepStrictEqual(await units(), [21_000, 0, 21_000]);
      simulator.set({
        provider: 'olostep',
        lots: [{ purchase_kind: 'Manual', allocated_units: 9, remaining_units: 4, expiry_date: days(1) }],
      });
      assert.deepStrictEqual(await units(), [4, 4]);
      simulator.set({ provider: 'olostep', balance: 50, lots: [] });
      assert.deepStrictEqual(await units(), [50]);
    });

    it('lists the accounts with their present balances', async () => {
      now += HOUR;
      const { accounts } = (await (await control('/accounts')).json()) as { accounts: { name: string }[] };
      assert.deepStrictEqual(
        accounts.find(({ name }) => name === 'mimir-demo'),
        { name: 'mimir-demo', provider: 'mimir', key: demoKeys.mimir, balance: 40, burnPerHour: 2 },
      );
    });

    it('resets everything', async () => {
      simulator.set({ provider: 'mimir', balance: 1 });
      simulator.failNext({ provider: 'mimir', kind: 'empty' });
      await ask('bloom');
      assert.equal((await control('/reset', '')).status, 200);
      assert.deepStrictEqual(simulator.requests, []);
      assert.deepStrictEqual(await bodyOf('mimir'), bodies['mimir-demo']);
    });

    const rejected: readonly (readonly [path: string, body: unknown, sentence: string])[] = [
      ['/set', '{', 'The body is not JSON.'],
      ['/set', [], 'Not understood: The body must be of type object.'],
      [
        '/set',
        { provider: 'nobody' },
        'Not understood: "provider" must be one of bloom, mimir, breeze, fullenrich, olostep.',
      ],
      ['/set', { provider: 'mimir', balance: -1 }, 'Not understood: "balance" must be at least 0.'],
      ['/set', { provider: 'mimir', balance: 1.5 }, 'Not understood: "balance" must be of type whole number.'],
      ['/set', { provider: 'mimir', lots: [] }, 'Not understood: "lots" is not a field here.'],
      ['/set', { provider: 'mimir', account: 'bloom-demo' }, 'There is no account bloom-demo at mimir.'],
      ['/set', { provider: 'mimir', key: 'x' }, 'No account at mimir has this key.'],
      [
        '/set',
        { provider: 'mimir', account: 'mimir-revoked', balance: 1 },
        'The account mimir-revoked always gets the same answer; it has nothing to set.',
      ],
      [
        '/fail',
        { provider: 'mimir', kind: 'explode' },
        'Not understood: "kind" must be one of status, slow, redirect, hang, stall, html, truncated, wrongTypes, nan, tooLarge, reset, empty.',
      ],
      ['/fail', { provider: 'mimir', kind: 'status' }, 'Not understood: "status" must be of type number.'],
      ['/fail', { provider: 'mimir', kind: 'hang', times: 0 }, 'Not understood: "times" must be at least 1.'],
      ['/fail', { provider: 'mimir', kind: 'hang', account: 'nobody' }, 'There is no account nobody at mimir.'],
      [
        '/explode',
        {},
        'There are GET accounts, GET requests, POST set, POST tell, POST fail and POST reset, and nothing else.',
      ],
    ];
    for (const [path, body, sentence] of rejected) {
      it(`answers ${path} ${JSON.stringify(body)} with 400: ${sentence}`, async () => {
        const response = await control(path, body);
        assert.deepStrictEqual([response.status, await response.json()], [400, { error: sentence }]);
      });
    }

    it('throws the same sentence to a caller in the process', () => {
      assert.throws(
        () => simulator.set({ provider: 'mimir', account: 'nobody' }),
        (error) => error instanceof ControlError && error.message === 'There is no account nobody at mimir.',
      );
    });
  });

  describe('fails on request', () => {
    it('answers any status with the body of the service, as often as asked', async () => {
      const failing = await control('/fail', {
        provider: 'breeze',
        times: 2,
        kind: 'status',
        status: 503,
        retryAfter: 30,
      });
      assert.equal(failing.status, 200);
      const first = await ask('breeze');
      assert.deepStrictEqual([first.status, first.headers.get('retry-after')], [503, '30']);
      assert.deepStrictEqual(Object.keys((await first.json()) as object), ['ok', 'code', 'detail', 'error', 'meta']);
      assert.deepStrictEqual([(await ask('breeze')).status, (await ask('breeze')).status], [503, 200]);
    });

    it('fails for one account and spares the others', async () => {
      simulator.failNext({ provider: 'bloom', account: 'bloom-low', kind: 'status', status: 429 });
      assert.equal((await ask('bloom')).status, 200);
      const low = await ask('bloom', { headers: keyHeaders.bloom(scenarios['bloom-low'].key) });
      assert.deepStrictEqual([low.status, await low.json()], [429, bodies['bloom-rate-limited']]);
    });

    const bodiesOfKinds: readonly (readonly [kind: 'html' | 'truncated' | 'wrongTypes' | 'nan' | 'empty', RegExp])[] = [
      ['html', /^<!doctype html>/],
      ['truncated', /^\{"data":\{"balance":31$/],
      ['wrongTypes', /^\{"data":\{"balance":"many","unlimited":"many"\}\}$/],
      ['nan', /^\{"data":\{"balance":NaN,"unlimited":false\}\}$/],
      ['empty', /^$/],
    ];
    for (const [kind, expected] of bodiesOfKinds) {
      it(`answers with a 200 whose body is of the kind ${kind}`, async () => {
        simulator.failNext({ provider: 'bloom', kind });
        const response = await ask('bloom');
        assert.equal(response.status, 200);
        assert.match(await response.text(), expected);
      });
    }

    it('answers with valid JSON of more than 256 KB and no declared length', async () => {
      simulator.failNext({ provider: 'olostep', kind: 'tooLarge' });
      const response = await ask('olostep');
      const text = await response.text();
      assert.equal(response.headers.get('content-length'), null);
      assert.ok(text.length > 256 * 1024);
      assert.deepStrictEqual(JSON.parse(text), bodies['olostep-demo']);
    });

    it('redirects to the same or to another origin, where a follower is seen', async () => {
      simulator.failNext({ provider: 'mimir', kind: 'redirect', to: 'same' });
      simulator.failNext({ provider: 'mimir', kind: 'redirect', to: 'other' });
      const same = await ask('mimir');
      assert.equal(new URL(same.headers.get('location') ?? '').origin, new URL(simulator.controlUrl).origin);
      const followed = await ask('mimir', { redirect: 'follow' });
      assert.deepStrictEqual([followed.status, await followed.json()], [200, bodies['mimir-demo']]);
      assert.equal(new URL(followed.url).origin, simulator.elsewhere);
      assert.deepStrictEqual([lastRequest()?.origin, lastRequest()?.account], ['elsewhere', 'mimir-demo']);
    });

    it('resets the connection', async () => {
      simulator.failNext({ provider: 'fullenrich', kind: 'reset' });
      await assert.rejects(ask('fullenrich'), TypeError);
      assert.equal((await ask('fullenrich')).status, 200);
    });

    it('answers late', async () => {
      simulator.failNext({ provider: 'bloom', kind: 'slow', ms: 5 });
      assert.deepStrictEqual(await bodyOf('bloom'), bodies['bloom-demo']);
    });

    const withoutEnd: readonly Failure[] = [
      { provider: 'bloom', kind: 'hang' },
      { provider: 'bloom', kind: 'stall' },
      { provider: 'bloom', kind: 'slow', ms: 3_600_000 },
    ];
    for (const failure of withoutEnd) {
      it(`sees that the client gave up on an answer of the kind ${failure.kind}`, async () => {
        simulator.failNext(failure);
        const abort = new AbortController();
        const answered = ask('bloom', { signal: abort.signal }).then((response) => response.text());
        const arrived = await simulator.request(({ provider }) => provider === 'bloom');
        assert.equal(arrived.aborted, false);
        abort.abort();
        await assert.rejects(answered, { name: 'AbortError' });
        const gone = await simulator.request(({ aborted }) => aborted);
        assert.equal(gone.account, 'bloom-demo');
      });
    }

    it('ends while an answer is still owed, and does not blame the client', async () => {
      simulator.failNext({ provider: 'bloom', kind: 'hang' });
      const answered = assert.rejects(ask('bloom'), TypeError);
      await simulator.request(({ provider }) => provider === 'bloom');
      await simulator.dispose();
      await answered;
      assert.equal(lastRequest()?.aborted, false);
    });
  });

  describe('keeps a log of the requests', () => {
    it('tells what was asked, when, and with which key, by name', async () => {
      await ask('bloom', {}, '?workspaceId=ws_design');
      const { headerNames, keyFingerprint, ...entry } = lastRequest() ?? assert.fail('nothing was logged');
      assert.deepStrictEqual(entry, {
        provider: 'bloom',
        origin: 'own',
        at: START,
        method: 'GET',
        path: '/credits',
        query: { workspaceId: 'ws_design' },
        keyHeader: 'x-api-key',
        account: 'bloom-demo',
        status: 200,
        aborted: false,
      });
      assert.ok(headerNames.includes('x-api-key'));
      assert.match(keyFingerprint ?? '', /^[0-9a-f]{8}$/);
    });

    it('has no key in it, not even one that was put into the URL', async () => {
      for (const [, { provider, key }] of scenarioRows) {
        await ask(provider, { headers: keyHeaders[provider](key) }, `?key=${key}`);
      }
      const log = JSON.stringify(await (await control('/requests')).json());
      const { requests } = JSON.parse(log) as { requests: unknown[] };
      assert.equal(requests.length, scenarioRows.length);
      const found = scenarioRows.filter(([, { key }]) => log.includes(key)).map(([name]) => name);
      assert.deepStrictEqual(found, []);
    });

    it('does not count what is asked of the control endpoint', async () => {
      await control('/accounts');
      assert.deepStrictEqual(simulator.requests, []);
    });
  });

  it('is bound to 127.0.0.1 alone', async function () {
    if (process.platform === 'darwin') {
      this.skip();
    }
    // Elsewhere every address of 127/8 is this machine: a server that is bound to all of them would accept this one.
    const socket = connect(Number(new URL(simulator.controlUrl).port), '127.0.0.2');
    const outcome = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
    });
    socket.destroy();
    assert.equal(outcome, 'refused');
  });

  it('rejects a port that is taken', async () => {
    const { port } = new URL(simulator.controlUrl);
    await assert.rejects(startSimulator({ port: Number(port) }), { code: 'EADDRINUSE' });
  });
});
