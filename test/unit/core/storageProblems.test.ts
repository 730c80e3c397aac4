import assert from 'node:assert/strict';
import { StorageProblems } from '../../../src/core/storageProblems.ts';

describe('the problems with our files', () => {
  function begin() {
    const storageProblems = new StorageProblems();
    const seen: string[][] = [];
    storageProblems.onDidChange(() => seen.push(storageProblems.all().map(({ file, kind }) => `${file} ${kind}`)));
    return { storageProblems, seen };
  }

  it('are announced once each, however often they come', () => {
    const { storageProblems, seen } = begin();
    for (const file of ['a', 'a', 'b', 'a']) storageProblems.add({ file, kind: 'unwritable' });
    storageProblems.add({ file: 'a', kind: 'setAside' });
    assert.deepStrictEqual(seen, [
      ['a unwritable'],
      ['a unwritable', 'b unwritable'],
      ['a unwritable', 'b unwritable', 'a setAside'],
    ]);
  });

  it('are over once they are solved, each kind for itself', () => {
    const { storageProblems, seen } = begin();
    for (const kind of ['unwritable', 'unreadable', 'setAside'] as const) storageProblems.add({ file: 'a', kind });
    storageProblems.add({ file: 'b', kind: 'unwritable' });
    for (const file of ['a', 'a', 'c']) storageProblems.solve(file, 'unwritable', 'unreadable');
    assert.deepStrictEqual(seen.slice(4), [['a setAside', 'b unwritable']]);
  });

  it('hold nothing but the name of a file and a kind', () => {
    const { storageProblems } = begin();
    const trouble = { file: 'a', kind: 'unwritable', code: 'ENOSPC' } as const;
    storageProblems.add(trouble);
    assert.deepStrictEqual(storageProblems.all(), [{ file: 'a', kind: 'unwritable' }]);
  });
});
