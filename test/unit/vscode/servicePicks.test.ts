import assert from 'node:assert/strict';
import { servicesOfKey } from '../../../src/core/apiKey.ts';
import { keyServicePicks, type ServicePick, servicePicks } from '../../../src/vscode/servicePicks.ts';
import { entryJson, openRegistry } from '../../support/catalog/catalog.ts';

const own = { ...entryJson('firecrawl'), id: 'gateway', name: 'My Gateway' };
const registry = openRegistry([own]);
const picks = servicePicks(registry);

function pick(label: string): ServicePick {
  return picks.find((one) => one.label === label) ?? assert.fail(`no ${label}`);
}

describe('the list of services', () => {
  it('begins with the key that is in the clipboard, and ends with a service that is not in it', () => {
    assert.deepStrictEqual([picks[0]?.label, picks.at(-1)?.label], ['Paste a Key…', 'Custom…']);
    assert.equal(picks.at(-1)?.staysShown, true);
  });

  it('has each group in one piece, in this order', () => {
    const groups = picks
      .map(({ group }) => group)
      .filter((group, index, all) => index === 0 || group !== all[index - 1]);
    assert.deepStrictEqual(groups, [
      undefined,
      'Most used',
      'All services',
      'Your services',
      'No balance to read',
      'Not in the list',
    ]);
  });

  it('has the most used first, and then by name', () => {
    const used = picks.filter(({ group }) => group === 'Most used').map(({ label }) => label);
    assert.deepStrictEqual(used.slice(0, 3), ['OpenRouter', 'DeepSeek', 'ElevenLabs']);
    const others = picks.filter(({ group }) => group === 'All services').map(({ label }) => label);
    assert.ok(others.length > 100);
    assert.deepStrictEqual(others, others.toSorted(new Intl.Collator('en').compare));
  });

  it('says what each is for, in words that can be searched for', () => {
    assert.equal(pick('Firecrawl').description, 'Scraping and web data');
    assert.equal(pick('Firecrawl').icon, 'globe');
    assert.equal(pick('My Gateway').description, 'Scraping and web data');
  });

  it('says which endpoint is known from others alone', () => {
    for (const provider of registry.all.filter(({ confidence }) => confidence === 'community')) {
      assert.match(pick(provider.name).description ?? '', /community-verified endpoint$/);
    }
    assert.doesNotMatch(pick('DeepSeek').description ?? '', /community/);
  });

  it('says why a balance cannot be read', () => {
    const { description, icon, group } = pick('OpenAI');
    assert.deepStrictEqual(
      [description, icon, group],
      ['spending only · AI models', 'circle-slash', 'No balance to read'],
    );
  });

  it('says what should be known before a key is added', () => {
    assert.equal(pick('APIYI').detail, entryJson('apiyi').note);
  });
});

describe('the services of a key', () => {
  for (const [key, fitting] of [
    ['sk-or-v1-0a1b2c', ['OpenRouter']],
    ['fc-0a1b2c3d4e5f60718293', ['Firecrawl', 'My Gateway']],
    ['bloom_sk_0a1b', ['Bloom']],
    ['tvly-dev-0a1b2c3d4e5f6071', ['Tavily']],
    ['0a'.repeat(32), ['Mimir']],
    ['no form at all', []],
  ] as const) {
    it(`are ${fitting.join(' and ') || 'unknown'} for ${key}`, () => {
      assert.deepStrictEqual(
        servicesOfKey(key, registry.all).map(({ name }) => name),
        fitting,
      );
    });
  }

  it('are several where several have that form', () => {
    const names = servicesOfKey('sk-0a1b2c3d4e5f60718293', registry.all).map(({ name }) => name);
    assert.ok(
      names.includes('DeepSeek') && names.includes('Moonshot (Kimi)') && !names.includes('OpenRouter'),
      names.join(),
    );
  });

  it('come first, with all others after them', () => {
    const items = keyServicePicks('sk-or-v1-0a1b2c', registry);
    assert.deepStrictEqual([items[0]?.label, items[0]?.group], ['OpenRouter', "Matches this key's format"]);
    assert.deepStrictEqual(new Set(items.slice(1).map(({ group }) => group)), new Set(['Other services']));
    assert.equal(items.length, registry.all.length);
  });

  for (const [key, name] of [
    ['sk-ant-api03-0a1b2c3d4e5f6071', 'Anthropic'],
    ['sk-proj-0a1b2c3d4e5f60718293', 'OpenAI'],
  ] as const) {
    it(`are headed by ${name} for its key, whose balance cannot be read, and by no other that begins alike`, () => {
      const items = keyServicePicks(key, registry);
      const groups = items.map(({ group }) => group);
      assert.deepStrictEqual(
        [items[0]?.label, items[0]?.icon, groups.filter((group) => group === "Matches this key's format").length],
        [name, 'circle-slash', 1],
      );
    });
  }

  it('are all where none has that form', () => {
    const items = keyServicePicks('no form at all', registry);
    assert.deepStrictEqual(
      items.map(({ label, group }) => [label, group]),
      registry.all.map(({ name }) => [name, 'All services']),
    );
  });
});
