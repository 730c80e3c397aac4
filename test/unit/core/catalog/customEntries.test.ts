import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customEntries, readEntryValue } from '../../../../src/core/catalog/customEntries.ts';
import { projectFolder } from '../../../support/tasks/projectFolder.ts';

const gateway = {
  id: 'gateway',
  name: 'Gateway',
  request: { url: 'https://gateway.example.com/balance', headers: { authorization: 'Bearer {key}' } },
  pools: [{ unit: 'USD', amount: '/balance' }],
};

const read = (value: unknown) => customEntries(value, () => new Set(['mimir']));

function problemsOf(change: object): readonly (readonly [string, string])[] {
  return read([{ ...gateway, ...change }]).problems.map(({ path, text }) => [path, text] as const);
}

describe("the person's own services", () => {
  it('are none where nothing is set, and nobody asks for the built-in ones', () => {
    assert.deepStrictEqual(
      customEntries(undefined, () => assert.fail('asked')),
      { entries: [], problems: [] },
    );
  });

  it('are those that can be used: a bad entry harms no other and is said in its place', () => {
    const { entries, problems } = read([
      { ...gateway, id: 'first' },
      { ...gateway, pools: [{ unit: 'USD', amount: 'balance' }] },
      7,
      gateway,
    ]);
    assert.deepStrictEqual(
      [entries.map(({ id }) => id), problems.map(({ path }) => path)],
      [
        ['first', 'gateway'],
        ['[1].pools[0].amount', '[2]'],
      ],
    );
  });

  it('must be a list', () => {
    assert.deepStrictEqual(read({ gateway }), {
      entries: [],
      problems: [{ path: '', text: 'This must be a list of services.' }],
    });
  });

  for (const { what, change, problem } of [
    {
      what: 'the id of a built-in service',
      change: { id: 'mimir' },
      problem: ['[0].id', 'A built-in service has this ID.'],
    },
    {
      what: 'no key',
      change: { request: { url: 'https://a.example.com/' } },
      problem: ['[0].request', 'Add {key} to a header, the query, or basic.'],
    },
    {
      what: 'the key in its path',
      change: { request: { url: 'https://a.example.com/{key}', query: { a: '{key}' } } },
      problem: ['[0].request.url', "The key can't be part of the URL. Use a header."],
    },
    {
      what: 'a parameter that it does not have',
      change: { request: { url: 'https://a.example.com/{team}', query: { a: '{key}' } } },
      problem: ['[0].request', 'There is no parameter named team.'],
    },
    {
      what: 'a parameter whose value every account would seem to have',
      change: { parameters: [{ id: 'constructor', title: 'Team', prompt: 'The ID of the team' }] },
      problem: ['[0].parameters[0].id', 'This ID is reserved. Use another one.'],
    },
    {
      what: 'a form of its keys that is none',
      change: { key: { pattern: '(' } },
      problem: ['[0].key.pattern', "This isn't a regular expression."],
    },
    {
      what: 'pools that nothing tells apart',
      change: { pools: [...gateway.pools, ...gateway.pools] },
      problem: ['[0].pools', 'With several pools, each needs an ID.'],
    },
    {
      what: 'a property that there is not',
      change: { method: 'POST' },
      problem: ['[0]', 'There is no property named method.'],
    },
    { what: 'no name', change: { name: undefined }, problem: ['[0].name', 'Expected a string.'] },
    { what: 'a text for a list', change: { parameters: 'team' }, problem: ['[0].parameters', 'Expected a list.'] },
    {
      what: 'a number for headers',
      change: { request: { ...gateway.request, headers: 7 } },
      problem: ['[0].request.headers', 'Expected an object.'],
    },
    {
      what: 'a number for an amount',
      change: { pools: [{ unit: 'USD', amount: 7 }] },
      problem: ['[0].pools[0].amount', 'Expected a string or an object.'],
    },
    {
      what: 'an amount without its path',
      change: { pools: [{ unit: 'USD', amount: { scale: 2 } }] },
      problem: ['[0].pools[0].amount', "This value isn't valid here."],
    },
    {
      what: 'a name for a pointer',
      change: { pools: [{ unit: 'USD', amount: 'balance' }] },
      problem: ['[0].pools[0].amount', 'Use a JSON Pointer, like /data/balance.'],
    },
    {
      what: 'a name for a pointer within an amount',
      change: { pools: [{ unit: 'USD', amount: { minus: ['/limit', { path: 'used' }] } }] },
      problem: ['[0].pools[0].amount.minus[1].path', 'Use a JSON Pointer, like /data/balance.'],
    },
    {
      what: 'a property that an amount does not have',
      change: { pools: [{ unit: 'USD', amount: { path: '/balance', scael: 0.01 } }] },
      problem: ['[0].pools[0].amount', 'There is no property named scael.'],
    },
    {
      what: 'a date that comes each week',
      change: { pools: [{ unit: 'USD', amount: '/balance', renewsAt: { every: 'week' } }] },
      problem: ['[0].pools[0].renewsAt', 'This must be one of day, month.'],
    },
    {
      what: 'a zone by its name',
      change: { pools: [{ unit: 'USD', amount: '/balance', renewsAt: { path: '/at', zone: 'CET' } }] },
      problem: ['[0].pools[0].renewsAt.zone', 'Use an offset from UTC, like +03:00.'],
    },
    {
      what: 'spaces in its ID',
      change: { id: 'my gateway' },
      problem: ['[0].id', 'Use lower-case letters, digits, and hyphens, at most 40.'],
    },
    { what: 'an empty name', change: { name: '' }, problem: ['[0].name', 'This is too short.'] },
    { what: 'an endless name', change: { name: 'a'.repeat(201) }, problem: ['[0].name', 'This is too long.'] },
    { what: 'no pool', change: { pools: [] }, problem: ['[0].pools', 'This is too short.'] },
    {
      what: 'an empty unit',
      change: { pools: [{ unit: '', amount: '/balance' }] },
      problem: ['[0].pools[0].unit', 'This is too short.'],
    },
    { what: 'a negative interval', change: { interval: -1 }, problem: ['[0].interval', 'This must be at least 0.'] },
    {
      what: 'an interval of more than a day',
      change: { interval: 1e6 },
      problem: ['[0].interval', 'This must be at most 86400.'],
    },
    {
      what: 'a page without HTTPS',
      change: { document: 'http://a.example.com' },
      problem: ['[0].document', 'Use an HTTPS URL.'],
    },
    {
      what: 'a variable in small letters',
      change: { variables: ['gateway_key'] },
      problem: ['[0].variables[0]', 'Use capital letters, digits, and underscores.'],
    },
    {
      what: 'a status that HTTP does not have',
      change: { statuses: { 999: 'empty' } },
      problem: ['[0].statuses.999', 'Use an HTTP status, like 402.'],
    },
    {
      what: 'a header with a space in its name',
      change: { request: { ...gateway.request, headers: { 'x key': '{key}' } } },
      problem: ['[0].request.headers.x key', 'Use letters, digits, hyphens, and underscores.'],
    },
    {
      what: 'a parameter that begins with a digit',
      change: { parameters: [{ id: '1team', title: 'Team', prompt: 'The ID of the team' }] },
      problem: ['[0].parameters[0].id', 'Use letters, digits, and underscores, at most 40, and a letter first.'],
    },
    {
      what: 'a field that there is not',
      change: { field: 'games' },
      problem: [
        '[0].field',
        'This must be one of ai, images, speech, search, scraping, enrichment, verification, messaging, documents, data, cloud, other.',
      ],
    },
  ]) {
    it(`are refused with ${what}`, () => assert.deepStrictEqual(problemsOf(change), [problem]));
  }

  for (const url of [
    'http://gateway.example.com/balance',
    'https://{key}.example.com/balance',
    'https://{host}/balance',
    'https://user:password@gateway.example.com/balance',
    'ftp://gateway.example.com/balance',
    'http://localhost.example.com/balance',
    'https://gateway.example.com/balance#fragment',
    'https://gateway.example.com',
    'gateway.example.com/balance',
    '//gateway.example.com/balance',
  ]) {
    it(`are refused at ${url}`, () => {
      const { entries, problems } = read([{ ...gateway, request: { ...gateway.request, url } }]);
      const text = 'Use an HTTPS URL with a path, like https://api.example.com/balance. HTTP works only for localhost.';
      assert.deepStrictEqual([entries, problems], [[], [{ path: '[0].request.url', text }]]);
    });
  }

  for (const url of [
    'http://localhost:3000/balance',
    'http://127.0.0.1/a',
    'http://[::1]:9/a',
    'https://a.example.com/',
  ]) {
    it(`may be at ${url}`, () => {
      assert.deepStrictEqual(read([{ ...gateway, request: { ...gateway.request, url } }]).problems, []);
    });
  }

  it('have no two of one id', () => {
    const { entries, problems } = read([gateway, gateway]);
    assert.deepStrictEqual([entries.length, problems], [1, [{ path: '[1].id', text: 'Another entry has this ID.' }]]);
  });

  it('are at most a hundred', () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ ...gateway, id: `gateway-${index}` }));
    assert.equal(read(many).entries.length, 100);
  });
});

describe('the examples of an entry', () => {
  for (const file of ['CONTRIBUTING.md', 'docs/custom-services.md']) {
    const text = readFileSync(join(projectFolder, file), 'utf8');
    const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);
    it(`in ${file} can be used as they are`, () => {
      assert.ok(examples.length > 0);
      assert.deepStrictEqual(
        examples.map((json) => readEntryValue(JSON.parse(json))).filter((one) => 'problems' in one),
        [],
      );
    });
  }
});
