import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/emitter.ts';
import { providers as written } from '../../../src/providers/index.ts';
import { type CatalogLines, catalogLines, Registry } from '../../../src/providers/registry.ts';
import { entryJson, openRegistry, readCatalog } from '../../support/catalog/catalog.ts';

const own = {
  id: 'gateway',
  name: 'Gateway',
  request: { url: 'https://gateway.example.com/balance', headers: { authorization: 'Bearer {key}' } },
  pools: [{ unit: 'USD', amount: '/balance' }],
};

/** A registry whose setting can be changed, and which counts how often its catalog is read. */
function open(catalog: () => CatalogLines = readCatalog, value: unknown = undefined) {
  const changed = new Emitter<unknown>();
  const custom = { value, onDidChange: changed.event };
  let reads = 0;
  const registry = new Registry({
    written: written.all,
    unreadable: [],
    catalog() {
      reads += 1;
      return catalog();
    },
    custom,
  });
  return {
    registry,
    reads: () => reads,
    set(next: unknown) {
      custom.value = next;
      changed.fire(next);
    },
  };
}

describe('the registry of all services', () => {
  it('reads no catalog for the services that are written in code', () => {
    const { registry, reads } = open();
    assert.deepStrictEqual(
      written.all.map(({ id }) => registry.get(id)?.name),
      written.all.map(({ name }) => name),
    );
    assert.equal(reads(), 0);
  });

  it('reads the catalog once, and makes each service of it once', () => {
    const { registry, reads } = open();
    assert.equal(registry.get('deepseek'), registry.get('deepseek'));
    assert.deepStrictEqual([registry.get('deepl')?.name, reads()], ['DeepL', 1]);
  });

  it('parses no entry but the one that is asked for', () => {
    const lines = new Map([
      ['deepseek', JSON.stringify(entryJson('deepseek'))],
      ['broken', '{'],
    ]);
    assert.equal(open(() => lines).registry.get('deepseek')?.name, 'DeepSeek');
  });

  it('knows no service that nobody has', () => {
    const { registry } = open();
    assert.deepStrictEqual(
      [registry.get('nobody'), registry.get('__proto__'), registry.get('')],
      [undefined, undefined, undefined],
    );
  });

  it("has the person's own services last, and says when they change", () => {
    const { registry, set } = open(readCatalog, [own]);
    const builtIn = openRegistry().all.length;
    assert.deepStrictEqual([registry.all.length, registry.all.at(-1)?.id], [builtIn + 1, 'gateway']);
    const seen: unknown[] = [];
    registry.onDidChange(() => seen.push(registry.get('gateway')?.baseUrl));
    set([{ ...own, request: { ...own.request, url: 'https://other.example.com/balance' } }]);
    set([]);
    assert.deepStrictEqual(seen, ['https://other.example.com', undefined]);
  });

  it('never lets one of them take the place of a built-in service', () => {
    const { registry } = open(readCatalog, [
      { ...own, id: 'mimir' },
      { ...own, id: 'deepseek' },
    ]);
    assert.deepStrictEqual(
      [registry.get('mimir')?.baseUrl, registry.get('deepseek')?.baseUrl, registry.customEntries.problems.length],
      ['https://api.brookmimir.com', 'https://api.deepseek.com', 2],
    );
  });

  it('reads the file that the build makes of the catalog, and nothing of it that is no entry', () => {
    const text = `${JSON.stringify(entryJson('deepl'))}\n\nnot an entry\n${JSON.stringify(entryJson('apify'))}\n`;
    assert.deepStrictEqual([...catalogLines(text).keys()], ['deepl', 'apify']);
  });
});

describe('the services of your own', () => {
  const entry = entryJson('firecrawl');
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
