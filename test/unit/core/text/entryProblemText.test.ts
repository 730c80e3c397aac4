import assert from 'node:assert/strict';
import { customEntries } from '../../../../src/core/catalog/customEntries.ts';
import { entryProblemsText, entryProblemText } from '../../../../src/core/text/entryProblemText.ts';

const request = { url: 'https://api.example.com/credits', headers: { Authorization: 'Bearer {key}' } };
const good = { id: 'acme', name: 'Acme', request, pools: [{ unit: 'credits', amount: '/left' }] };

function texts(...entries: readonly unknown[]): readonly string[] {
  return customEntries(entries, () => new Set(['mimir'])).problems.map(entryProblemText);
}

describe('a problem with an entry of the settings', () => {
  for (const [what, entry, text] of [
    [
      'an address',
      { ...good, request: { ...request, url: 'http://x.example/' } },
      '[0].request.url: Use an HTTPS URL with a path, like https://api.example.com/balance. HTTP works only for localhost.',
    ],
    [
      'an amount',
      { ...good, pools: [{ unit: 'credits', amount: 'left' }] },
      '[0].pools[0].amount: Use a JSON Pointer, like /data/balance.',
    ],
    ['an id', { ...good, id: 'mimir' }, '[0].id: A built-in service has this ID.'],
    ['a property', { ...good, 'sk-0a1b2c': 1 }, '[0]: There is no property with that name.'],
    [
      'a property of an amount',
      { ...good, pools: [{ unit: 'credits', amount: { path: '/left', 'sk-0a1b2c': 1 } }] },
      '[0].pools[0].amount: There is no property with that name.',
    ],
    [
      'a header',
      { ...good, request: { ...request, headers: { 'sk 0a1b2c': '{key}' } } },
      '[0].request.headers: Use letters, digits, hyphens, and underscores.',
    ],
    [
      'a parameter',
      { ...good, request: { ...request, url: 'https://x.example/{sk0a1b2c}' } },
      '[0].request: There is no parameter with that name.',
    ],
  ] as const) {
    it(`names ${what} by its path, and nothing that was typed`, () => {
      assert.deepStrictEqual(texts(entry), [`credits.customProviders${text}`]);
    });
  }

  it('is said above the rows, with how many others there are', () => {
    const problems = (...entries: readonly unknown[]) => customEntries(entries, () => new Set()).problems;
    assert.equal(entryProblemsText(problems(good)), undefined);
    assert.equal(
      entryProblemsText(problems(good, { ...good, id: 'A' })),
      "Can't use a custom service. credits.customProviders[1].id: Use lower-case letters, digits, and hyphens, at most 40.",
    );
    assert.match(entryProblemsText(problems({ ...good, id: 'A' }, good, good)) ?? '', / 1 more in the log\.$/);
  });
});
