import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type FileProblem, type FileReport, JsonFile } from '../../../src/storage/jsonFile.ts';
import { quickClock } from '../../support/fakes/quickClock.ts';
import { tempFolder } from '../../support/fakes/tempFolder.ts';

const schema = z.object({ version: z.literal(1), text: z.string() });

describe('a JSON file', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let storageProblems: FileProblem[];
  beforeEach(async () => {
    folder = await tempFolder();
    storageProblems = [];
  });
  afterEach(() => folder.dispose());

  const report: FileReport = { problem: (trouble) => storageProblems.push(trouble), solved: () => {} };
  const pathOf = (...parts: string[]) => join(folder.path, ...parts);
  const open = (...parts: string[]) =>
    new JsonFile(pathOf(...(parts.length > 0 ? parts : ['a.json'])), schema, { report, clock: quickClock });

  it('gives back what was written, and leaves nothing else in the folder', async () => {
    const value = { version: 1, text: 'Größe 🎉 "quoted"\n' } as const;
    await open().write(value);
    await open().write(value);
    assert.deepStrictEqual([await open().read(), await readdir(folder.path), storageProblems], [value, ['a.json'], []]);
  });

  it('makes its folder when it is first written', async () => {
    const file = open('new', 'folder', 'a.json');
    await file.write({ version: 1, text: 'a' });
    assert.deepStrictEqual(await file.read(), { version: 1, text: 'a' });
  });

  it('that does not exist is nothing, and no trouble', async () => {
    assert.deepStrictEqual(
      [await open().read(), await open('no', 'folder.json').read(), storageProblems],
      [undefined, undefined, []],
    );
  });

  for (const { is, content } of [
    { is: 'empty', content: '' },
    { is: 'cut in the middle', content: '{"version":1,"te' },
    { is: 'zeros, as after a power cut', content: '\0'.repeat(64) },
    { is: 'of other types', content: '{"version":1,"text":7}' },
    { is: 'of a newer version', content: '{"version":2,"text":"a","more":true}' },
    { is: 'no object', content: 'null' },
  ]) {
    it(`that is ${is} is set aside as it was, and told`, async () => {
      await writeFile(pathOf('a.json'), content);
      assert.equal(await open().read(), undefined);
      const [name = '', ...others] = await readdir(folder.path);
      assert.match(name, /^a\.json\.unreadable-/);
      assert.deepStrictEqual(
        { others, kept: await readFile(pathOf(name), 'utf8'), storageProblems },
        { others: [], kept: content, storageProblems: [{ file: 'a.json', kind: 'setAside', code: undefined }] },
      );
      await open().write({ version: 1, text: 'new' });
      assert.deepStrictEqual(
        [await open().read(), (await readdir(folder.path)).length],
        [{ version: 1, text: 'new' }, 2],
      );
    });
  }

  it('that is set aside twice keeps both', async () => {
    for (const content of ['first', 'second']) {
      await writeFile(pathOf('a.json'), content);
      await open().read();
    }
    const contents = await Promise.all((await readdir(folder.path)).map((name) => readFile(pathOf(name), 'utf8')));
    assert.deepStrictEqual(contents.toSorted(), ['first', 'second']);
  });

  it('that the disk does not hand out rejects, because it is not the same as none', async () => {
    await mkdir(pathOf('a.json'));
    await assert.rejects(open().read());
    assert.deepStrictEqual(storageProblems, [{ file: 'a.json', kind: 'unreadable', code: 'EISDIR' }]);
  });

  it('that cannot be written rejects and is told by its name alone', async () => {
    await writeFile(pathOf('file'), '');
    const file = open('file', 'a.json');
    assert.equal(await file.read(), undefined);
    await assert.rejects(file.write({ version: 1, text: 'a' }));
    assert.deepStrictEqual(
      storageProblems.map(({ file: name, kind, code }) => ({ name, kind, known: typeof code === 'string' })),
      [{ name: 'a.json', kind: 'unwritable', known: true }],
    );
  });

  it('that cannot be replaced leaves no temporary file behind', async () => {
    await mkdir(pathOf('a.json', 'inside'), { recursive: true });
    await assert.rejects(open().write({ version: 1, text: 'a' }));
    assert.deepStrictEqual(await readdir(folder.path), ['a.json']);
  });

  it('tells whether it is another than the one that was read or written', async () => {
    const [mine, theirs] = [open(), open()];
    const seen = [await mine.hasChanged()];
    await theirs.write({ version: 1, text: 'a' });
    seen.push(await mine.hasChanged(), await theirs.hasChanged());
    await mine.read();
    seen.push(await mine.hasChanged());
    await theirs.write({ version: 1, text: 'a' });
    seen.push(await mine.hasChanged());
    await mine.write({ version: 1, text: 'a' });
    seen.push(await mine.hasChanged(), await theirs.hasChanged());
    assert.deepStrictEqual(seen, [false, true, false, false, true, false, true]);
  });

  it('that is gone has changed until that was seen', async () => {
    const file = open();
    await file.write({ version: 1, text: 'a' });
    await rm(pathOf('a.json'));
    const seen = [await file.hasChanged(), await file.read(), await file.hasChanged()];
    assert.deepStrictEqual(seen, [true, undefined, false]);
  });

  it('that another window replaces while it is found to be broken is read anew, and not set aside', async () => {
    await writeFile(pathOf('a.json'), 'broken');
    let checks = 0;
    const file = new JsonFile(
      pathOf('a.json'),
      {
        safeParse(value) {
          checks += 1;
          if (checks === 1) {
            writeFileSync(pathOf('b.json'), '{"version":1,"text":"good"}');
            renameSync(pathOf('b.json'), pathOf('a.json'));
          }
          return schema.safeParse(value);
        },
      },
      { report, clock: quickClock },
    );
    assert.deepStrictEqual(
      [await file.read(), await readdir(folder.path), storageProblems],
      [{ version: 1, text: 'good' }, ['a.json'], []],
    );
  });

  it('that this window writes while it reads is not set aside', async () => {
    for (const round of Array.from({ length: 20 }, (_, index) => String(index))) {
      const file = open();
      await writeFile(pathOf('a.json'), 'broken');
      const reading = file.read();
      await file.write({ version: 1, text: round });
      await reading;
      assert.deepStrictEqual(await open().read(), { version: 1, text: round });
    }
  });

  it('that two windows find broken at once is set aside once', async () => {
    await writeFile(pathOf('a.json'), 'broken');
    await Promise.all([open().read(), open().read(), open().read()]);
    assert.deepStrictEqual([(await readdir(folder.path)).length, storageProblems.length], [1, 1]);
  });

  it('tells that it could be written, by its name alone', async () => {
    const told: string[] = [];
    const ports = { report: { ...report, written: (name: string) => told.push(name) }, clock: quickClock };
    const file = new JsonFile(pathOf('a.json'), schema, ports);
    await file.write({ version: 1, text: 'a' });
    await mkdir(pathOf('b.json', 'inside'), { recursive: true });
    await assert.rejects(new JsonFile(pathOf('b.json'), schema, ports).write({ version: 1, text: 'a' }));
    assert.deepStrictEqual(told, ['a.json']);
  });

  it('is never seen half written, however often it is written and read at once', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => String(index % 10).repeat(20_000 + index));
    await open().write({ version: 1, text: '' });
    const writing = Promise.all(texts.map((text) => open().write({ version: 1, text })));
    const seen = await Promise.all(Array.from({ length: 200 }, () => open().read()));
    await writing;
    assert.deepStrictEqual(
      [
        seen.filter((value) => value === undefined || (value.text !== '' && !texts.includes(value.text))),
        storageProblems,
      ],
      [[], []],
    );
  });
});
