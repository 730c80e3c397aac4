import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEntryValue } from '../../../src/core/catalog/customEntries.ts';
import { unreadableReasons } from '../../../src/core/provider.ts';
import { unreadableText } from '../../../src/core/text/unreadableText.ts';
import { mostUsed } from '../../../src/providers/registry.ts';
import { catalogIds, catalogSample, entryJson, openRegistry } from '../../support/catalog/catalog.ts';
import { servicesPage } from '../../support/catalog/servicesPage.ts';
import { projectFolder } from '../../support/tasks/projectFolder.ts';

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
          isWhole: [confidence, field, variables].every((value) => value !== undefined),
          isDocumented: confidence === 'community' || document !== undefined,
          isSecure: request.url.startsWith('https://'),
          hasSample: catalogSample(id) !== undefined,
        },
        { problems: [], id, isWhole: true, isDocumented: true, isSecure: true, hasSample: true },
      );
    });
  }

  it('lists the most used services that there are, each once', () => {
    const ids = openRegistry().all.map(({ id }) => id);
    assert.deepStrictEqual([mostUsed.filter((id) => !ids.includes(id)), new Set(mostUsed).size], [[], mostUsed.length]);
  });

  it("explains the services whose balance can't be read, which are no others", () => {
    const { all, unreadable } = openRegistry();
    const readable = new Set(all.flatMap(({ id, name }) => [id, name]));
    assert.deepStrictEqual(
      {
        alsoReadable: unreadable.filter(({ id, name }) => readable.has(id) || readable.has(name)),
        ids: new Set(unreadable.map(({ id }) => id)).size,
        unsafe: unreadable.filter(({ billing = 'https://' }) => !billing.startsWith('https://')),
      },
      { alsoReadable: [], ids: unreadable.length, unsafe: [] },
    );
  });

  it('has a text for each reason, which names the service', () => {
    const texts = unreadableReasons.map(unreadableText);
    assert.deepStrictEqual(
      [
        new Set(texts.map(({ label }) => label)).size,
        texts.filter(({ sentence, advice }) => !/^Exa .*\.$/.test(sentence('Exa')) || !advice.endsWith('.')),
      ],
      [unreadableReasons.length, []],
    );
  });

  it('has no reason that is of no service', () => {
    const reasons = new Set(openRegistry().unreadable.map(({ reason }) => reason));
    assert.deepStrictEqual(
      unreadableReasons.filter((reason) => !reasons.has(reason)),
      [],
    );
  });

  it("doesn't say of People Data Labs that only calls that cost credits have its balance", () => {
    const why = openRegistry().unreadable.find(({ id }) => id === 'people-data-labs')?.why;
    assert.equal(why, 'People Data Labs returns the balance only in the headers of other calls.');
  });

  it('is listed in docs/services.md (npm run generate)', () => {
    assert.equal(readFileSync(join(projectFolder, 'docs/services.md'), 'utf8'), servicesPage());
  });

  it('has ids and names of their own', () => {
    const { all } = openRegistry();
    assert.deepStrictEqual(
      [new Set(all.map(({ id }) => id)).size, new Set(all.map(({ name }) => name)).size],
      [all.length, all.length],
    );
  });
});
