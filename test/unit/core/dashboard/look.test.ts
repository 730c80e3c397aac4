import assert from 'node:assert/strict';
import { firstLook, isOpen, lookIn, withRow } from '../../../../src/core/dashboard/look.ts';

describe('what a page shows', () => {
  it('is every chart up to four accounts, and none of more', () => {
    assert.equal(isOpen('mimir', firstLook, 4), true);
    assert.equal(isOpen('mimir', firstLook, 5), false);
  });

  it('is what the person has opened and closed, however many accounts there are', () => {
    const opened = withRow(firstLook, 'mimir', true);
    assert.deepStrictEqual([isOpen('mimir', opened, 40), isOpen('bloom', opened, 40)], [true, false]);
    const closed = withRow(opened, 'mimir', false);
    assert.deepStrictEqual([isOpen('mimir', closed, 1), isOpen('bloom', closed, 1)], [false, true]);
    assert.deepStrictEqual(withRow(closed, 'mimir', true), opened);
  });

  it('is read from what was saved as far as that is a look', () => {
    assert.deepStrictEqual(lookIn({ ...firstLook, more: 1 }), firstLook);
    for (const other of [
      null,
      7,
      {},
      { ...firstLook, range: 'x' },
      { ...firstLook, closed: undefined },
      { ...firstLook, tables: [1] },
    ]) {
      assert.equal(lookIn(other), undefined);
    }
  });
});
