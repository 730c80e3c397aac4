import assert from 'node:assert/strict';
import { Troubles } from '../../../src/core/troubles.ts';

describe('the troubles with kept files', () => {
  function begin() {
    const troubles = new Troubles();
    const seen: string[][] = [];
    troubles.onDidChange(() => seen.push(troubles.all().map(({ file, kind }) => `${file} ${kind}`)));
    return { troubles, seen };
  }

  it('are told once each, however often they come', () => {
    const { troubles, seen } = begin();
    for (const file of ['a', 'a', 'b', 'a']) troubles.add({ file, kind: 'unwritable' });
    troubles.add({ file: 'a', kind: 'setAside' });
    assert.deepStrictEqual(seen, [
      ['a unwritable'],
      ['a unwritable', 'b unwritable'],
      ['a unwritable', 'b unwritable', 'a setAside'],
    ]);
  });

  it('are over once the file can be written, but for what was set aside', () => {
    const { troubles, seen } = begin();
    for (const kind of ['unwritable', 'unreadable', 'setAside'] as const) troubles.add({ file: 'a', kind });
    troubles.add({ file: 'b', kind: 'unwritable' });
    troubles.written('a');
    troubles.written('a');
    troubles.written('c');
    assert.deepStrictEqual(seen.slice(4), [['a setAside', 'b unwritable']]);
  });

  it('hold nothing but the name of a file and a kind', () => {
    const { troubles } = begin();
    const trouble = { file: 'a', kind: 'unwritable', code: 'ENOSPC' } as const;
    troubles.add(trouble);
    assert.deepStrictEqual(troubles.all(), [{ file: 'a', kind: 'unwritable' }]);
  });
});
