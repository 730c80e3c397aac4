import assert from 'node:assert/strict';
import { entryJson, openRegistry } from '../../support/catalog/catalog.ts';

const entry = entryJson('firecrawl');

describe('the services of your own', () => {
  const registry = openRegistry([
    { ...entry, id: 'good', name: 'Good' },
    { ...entry, id: 'bad', pools: [] },
    { ...entry, id: 'mimir' },
    'no entry',
  ]);

  it('are marked as your own, and come last', () => {
    const own = registry.all.at(-1);
    assert.deepStrictEqual([own?.id, own?.isOwn, registry.get('good')?.isOwn], ['good', true, true]);
    assert.equal(registry.get('firecrawl')?.isOwn, undefined);
  });

  it('are known to have a problem where the entry cannot be used, and take no built-in service away', () => {
    const ids = ['good', 'bad', 'gone', 'firecrawl'];
    assert.deepStrictEqual(
      ids.map((id) => registry.hasProblem(id)),
      [false, true, false, false],
    );
    assert.equal(registry.get('mimir')?.isOwn, undefined);
  });
});
