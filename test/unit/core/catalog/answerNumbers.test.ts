import assert from 'node:assert/strict';
import { answerNumbers } from '../../../../src/core/catalog/answerNumbers.ts';

const key = 'k3y-8472-9911';

function shown(answer: unknown): readonly string[] {
  return answerNumbers(answer, key).map(({ pointer, value, isLikely }) => `${isLikely ? '★' : ''}${pointer} ${value}`);
}

describe('the numbers of an answer', () => {
  it('are those that an entry can read, in the order of the answer', () => {
    assert.deepStrictEqual(
      shown({ user: { id: 7, name: 'Ada' }, data: { balance: '$12.50', used: 3, list: [{ left: 1 }, { left: '2' }] } }),
      ['/user/id 7', '★/data/balance 12.5', '/data/used 3', '★/data/list/0/left 1', '★/data/list/1/left 2'],
    );
  });

  it('have the pointers of names with slashes and tildes', () => {
    assert.deepStrictEqual(shown({ 'a/b': { 'c~d': 4 } }), ['/a~1b/c~0d 4']);
  });

  it('can be the whole answer', () => {
    assert.deepStrictEqual(shown(42), [' 42']);
  });

  it('are none where there are only words, nothing and switches', () => {
    assert.deepStrictEqual(shown({ a: 'x', b: null, c: true, d: 'inf', e: [] }), []);
  });

  it('show no part of the key and no address, neither as a name nor as a number', () => {
    assert.deepStrictEqual(
      shown({ [key]: 1, 'ada@example.com': 2, 'https://x': 3, digits: 8_472_991_100, echo: 'k3y-8472', ok: 5 }).filter(
        (line) => !line.startsWith('/digits'),
      ),
      ['/ok 5'],
    );
    assert.deepStrictEqual(answerNumbers({ digits: 55_123_456 }, '123456'), []);
  });

  it('leave out a star, which would mean every item', () => {
    assert.deepStrictEqual(shown({ '*': 1, a: 2 }), ['/a 2']);
  });

  it('are found in a bounded time, however large and deep the answer is', () => {
    let deep: unknown = 1;
    for (let n = 0; n < 10_000; n += 1) deep = { a: deep };
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`n${n}`, n]));
    assert.equal(answerNumbers(deep, key).length, 0);
    assert.equal(answerNumbers(wide, key).length, 500);
  });
});
