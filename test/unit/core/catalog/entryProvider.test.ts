import assert from 'node:assert/strict';
import type { ParameterValues } from '../../../../src/core/account.ts';
import type { Entry } from '../../../../src/core/catalog/entry.ts';
import { entryProvider } from '../../../../src/core/catalog/entryProvider.ts';
import type { GetOptions } from '../../../../src/core/provider.ts';
import { minute } from '../../../../src/core/time.ts';

const entry: Entry = {
  id: 'service',
  name: 'Service',
  request: { url: 'https://api.example.com/v1/usage', headers: { authorization: 'Bearer {key}' } },
  pools: [{ unit: 'credits', amount: '/left' }],
};

function withRequest(request: Partial<Entry['request']>, change: Partial<Entry> = {}): Entry {
  return { ...entry, ...change, request: { ...entry.request, ...request } };
}

/** What is asked of the service, and what is made of its answer. */
async function asked(service: Entry, parameters: ParameterValues = {}, key = 'secret') {
  const requests: (readonly [path: string, options: GetOptions | undefined])[] = [];
  const outcome = await entryProvider(service).read({
    get: async (path, options) => {
      requests.push([path, options]);
      return { status: 200, body: { left: 42 } };
    },
    key,
    parameters,
    now: 0,
  });
  return { requests, outcome };
}

describe('a provider by an entry', () => {
  it('asks once for the path of the URL, with the key where the entry says', async () => {
    const { requests, outcome } = await asked(entry);
    assert.deepStrictEqual(requests, [['/v1/usage', { headers: { authorization: 'Bearer secret' } }]]);
    assert.ok('balance' in outcome);
    assert.equal(outcome.balance.pools[0]?.amount, 42);
  });

  it('asks for the root of a URL without a path', async () => {
    const { requests } = await asked(withRequest({ url: 'http://127.0.0.1:8080' }));
    assert.equal(requests[0]?.[0], '/');
    assert.equal(entryProvider(withRequest({ url: 'http://127.0.0.1:8080' })).baseUrl, 'http://127.0.0.1:8080');
  });

  it('sends a key to the host that its end stands for, and every other key to the main one', async () => {
    const service = withRequest({ urlsByKeyEnd: { ':fx': 'https://free.example.com/v2/free' } });
    const provider = entryProvider(service);
    assert.equal(provider.baseUrl, 'https://api.example.com');
    assert.deepStrictEqual(
      ['secret', 'secret:fx', ':fx-secret'].map((key) => provider.baseUrls?.(key, {})),
      [['https://api.example.com'], ['https://free.example.com'], ['https://api.example.com']],
    );
    const paths = await Promise.all(
      ['secret', 'secret:fx', ':fx-secret'].map(async (key) => (await asked(service, {}, key)).requests[0]?.[0]),
    );
    assert.deepStrictEqual(paths, ['/v1/usage', '/v2/free', '/v1/usage']);
  });

  it('fills parameters into path, headers, query and Basic, and sends none that was left empty', async () => {
    const service = withRequest({
      url: 'https://api.example.com/teams/{team}/usage',
      headers: { authorization: 'Bearer {key}', 'x-team': '{team}', 'x-region': '{region}' },
      query: { key: '{key}', region: '{region}' },
      basic: { user: '{team}', password: '{key}' },
    });
    assert.deepStrictEqual((await asked(service, { team: 'a/b c' })).requests, [
      [
        '/teams/a%2Fb%20c/usage',
        {
          headers: { authorization: 'Bearer secret', 'x-team': 'a/b c' },
          query: { key: 'secret' },
          basic: { user: 'a/b c', password: 'secret' },
        },
      ],
    ]);
  });

  it('takes no name for a parameter that every object has', async () => {
    const { requests } = await asked(withRequest({ query: { text: '{toString}{key}' } }));
    assert.deepStrictEqual(requests[0]?.[1]?.query, { text: 'secret' });
  });

  for (const team of ['.', '..', '...']) {
    it(`asks nothing while an optional parameter is ${team}, which would lead to another path`, async () => {
      const parameters = [{ id: 'team', title: 'Team', prompt: 'The team.' }];
      const service = withRequest({ url: 'https://api.example.com/teams/{team}/usage' }, { parameters });
      assert.deepStrictEqual((await asked(service, { team })).requests, []);
      assert.equal((await asked(service, { team: 'a..' })).requests.length, 1);
      assert.equal((await asked(service)).requests[0]?.[0], '/teams//usage');
    });
  }

  for (const team of [undefined, '', '.', '..', '...']) {
    it(`asks nothing while a required parameter is ${JSON.stringify(team) ?? 'missing'}`, async () => {
      const parameters = [
        { id: 'region', title: 'Region', prompt: 'The region.' },
        { id: 'team', title: 'Team', prompt: 'The team.', required: true },
      ];
      const service = withRequest({ url: 'https://api.example.com/teams/{team}' }, { parameters });
      const { requests, outcome } = await asked(service, { region: 'eu', ...(team !== undefined && { team }) });
      assert.deepStrictEqual(requests, []);
      assert.deepStrictEqual(outcome, { failure: { kind: 'notFound', reason: 'parameterMissing' } });
      assert.equal((await asked(service, { team: '.a' })).requests.length, 1);
      assert.equal((await asked(service, { team: 'a.' })).requests.length, 1);
    });
  }

  it('may be asked as often as the entry says, each account for itself unless the limit is shared', () => {
    const least = (change: Partial<Entry>) => entryProvider({ ...entry, ...change }).least;
    assert.deepStrictEqual(
      [least({}), least({ interval: 60 }), least({ interval: 600, sharedLimit: true }), least({ sharedLimit: true })],
      [undefined, { interval: minute, shared: false }, { interval: 10 * minute, shared: true }, undefined],
    );
  });

  it('has the pages that the entry names, and no others', () => {
    const [keys, billing] = ['https://example.com/keys', 'https://example.com/billing'];
    const pages = (stated: Entry['pages']) => entryProvider({ ...entry, pages: stated }).pages;
    assert.deepStrictEqual(
      [pages(undefined), pages({ keys }), pages({ billing }), pages({ keys, billing })],
      [{}, { keys }, { billing }, { keys, billing }],
    );
  });

  it('asks for its parameters with a placeholder, an empty one where the entry has none, and knows which are required', () => {
    const parameters = [
      { id: 'team', title: 'Team', prompt: 'The team.', required: true },
      { id: 'region', title: 'Region', prompt: 'The region.', placeholder: 'eu' },
    ];
    assert.deepStrictEqual(entryProvider({ ...entry, parameters }).parameters, [
      { id: 'team', title: 'Team', prompt: 'The team.', placeholder: '', required: true },
      { id: 'region', title: 'Region', prompt: 'The region.', placeholder: 'eu' },
    ]);
    assert.deepStrictEqual(entryProvider(entry).parameters, []);
  });

  describe('knows a key', () => {
    const shape = (key: Entry['key']) => entryProvider({ ...entry, key }).key;
    const enter = 'Press Enter to try it anyway.';

    it('by eight characters where nothing is known of it', () => {
      const { pattern, hint } = shape(undefined);
      assert.deepStrictEqual([pattern.test('1234567'), pattern.test('12345678')], [false, true]);
      assert.equal(hint, `Service keys are longer. ${enter}`);
    });

    it('by its prefix and sixteen characters more', () => {
      const { pattern, hint } = shape({ prefix: 'pk.live-' });
      const rest = 'a'.repeat(16);
      assert.deepStrictEqual(
        [`pk.live-${rest}`, `pk.live-${rest.slice(1)}`, `pkxlive-${rest}`, `a pk.live-${rest}`].map((key) =>
          pattern.test(key),
        ),
        [true, false, false, false],
      );
      assert.equal(hint, `Service keys start with pk.live-. ${enter}`);
    });

    it('by its pattern, which says more than its prefix', () => {
      const { pattern, hint } = shape({ prefix: 'pk', pattern: '^pk[0-9]{4}$', hint: 'A key is pk and four digits.' });
      assert.deepStrictEqual([pattern.test('pk1234'), pattern.test(`pk${'a'.repeat(16)}`)], [true, false]);
      assert.equal(hint, `A key is pk and four digits. ${enter}`);
    });
  });
});
