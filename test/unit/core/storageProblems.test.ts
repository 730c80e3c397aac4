import assert from 'node:assert/strict';
import { StorageProblems } from '../../../src/core/storageProblems.ts';

describe('the storageProblems with kept files', () => {
  function begin() {
    const storageProblems = new StorageProblems();
    const seen: string[][] = [];
    storageProblems.onDidChange(() => seen.push(storageProblems.all().map(({ file, kind }) => `${file} ${kind}`)));
    return { storageProblems, seen };
  }

  it('are told once each, however often they come', () => {
    const { storageProblems, seen } = begin();
    for (const file of ['a', 'a', 'b', 'a']) storageProblems.add({ file, kind: 'unwritable' });
    storageProblems.add({ file: 'a', kind: 'setAside' });
    assert.deepStrictEqual(seen, [
      ['a unwritable'],
      ['a unwritable', 'b unwritable'],
      ['a unwritable', 'b unwritable', 'a setAside'],
    ]);
  });

  it('are over once the file can be written, but for what was set aside', () => {
    const { storageProblems, seen } = begin();
    for (const kind of ['unwritable', 'unreadable', 'setAside'] as const) storageProblems.add({ file: 'a', kind });
    storageProblems.add({ file: 'b', kind: 'unwritable' });
    storageProblems.written('a');
    storageProblems.written('a');
    storageProblems.written('c');
    assert.deepStrictEqual(seen.slice(4), [['a setAside', 'b unwritable']]);
  });

  it('hold nothing but the name of a file and a kind', () => {
    const { storageProblems } = begin();
    const trouble = { file: 'a', kind: 'unwritable', code: 'ENOSPC' } as const;
    storageProblems.add(trouble);
    assert.deepStrictEqual(storageProblems.all(), [{ file: 'a', kind: 'unwritable' }]);
  });
});
