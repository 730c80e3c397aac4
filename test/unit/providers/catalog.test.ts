import assert from 'node:assert/strict';
import { readEntryValue } from '../../../src/core/catalog/customEntries.ts';
import { mostUsed } from '../../../src/providers/registry.ts';
import { catalogIds, catalogSample, entryJson, openRegistry } from '../../support/catalog/catalog.ts';

describe('the catalog', () => {
  for (const id of catalogIds) {
    it(`has a valid entry ${id}, with what is asked of a built-in one`, () => {
      const entry = entryJson(id);
      const read = readEntryValue(entry);
      const { document, confidence, field, variables, request } = entry;
      assert.deepStrictEqual(
        {
          problems: 'problems' in read ? read.problems : [],
          id: entry.id,
          isWhole: [document, confidence, field, variables].every((value) => value !== undefined),
          isSecure: request.url.startsWith('https://'),
          hasSample: catalogSample(id) !== undefined,
        },
        { problems: [], id, isWhole: true, isSecure: true, hasSample: true },
      );
    });
  }

  it('lists the most used services that there are, each once', () => {
    const ids = openRegistry().all.map(({ id }) => id);
    assert.deepStrictEqual([mostUsed.filter((id) => !ids.includes(id)), new Set(mostUsed).size], [[], mostUsed.length]);
  });

  it('has ids and names of their own', () => {
    const { all } = openRegistry();
    assert.deepStrictEqual(
      [new Set(all.map(({ id }) => id)).size, new Set(all.map(({ name }) => name)).size],
      [all.length, all.length],
    );
  });
});
