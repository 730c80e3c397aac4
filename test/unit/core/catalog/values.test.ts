import assert from 'node:assert/strict';
import { amountIn, isNumber } from '../../../../src/core/catalog/amounts.ts';
import { holds, saidIn } from '../../../../src/core/catalog/conditions.ts';
import { timeIn } from '../../../../src/core/catalog/dates.ts';
import type { AmountRule, Condition, DateRule } from '../../../../src/core/catalog/entry.ts';
import { toNumber } from '../../../../src/core/catalog/exactDecimal.ts';
import { find } from '../../../../src/core/catalog/jsonPointer.ts';
import { textIn } from '../../../../src/core/catalog/texts.ts';

const now = Date.UTC(2026, 10, 20, 12);

describe('a JSON Pointer', () => {
  // The examples of RFC 6901, section 5.
  const rfc = {
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  };
  for (const [pointer, found] of [
    ['', [rfc]],
    ['/foo', [rfc.foo]],
    ['/foo/0', ['bar']],
    ['/', [0]],
    ['/a~1b', [1]],
    ['/c%d', [2]],
    ['/e^f', [3]],
    ['/g|h', [4]],
    ['/i\\j', [5]],
    ['/k"l', [6]],
    ['/ ', [7]],
    ['/m~0n', [8]],
    ['/foo/*', ['bar', 'baz']],
    ['/foo/2', []],
    ['/foo/00', []],
    ['/foo/-1', []],
    ['/foo/length', []],
    ['/foo/0/0', []],
    ['/nothing/more', []],
  ] as const) {
    it(`${JSON.stringify(pointer)} finds ${found.length}`, () => assert.deepStrictEqual(find(rfc, pointer), found));
  }

  it('finds the items of an object, too, and no more than a thousand', () => {
    assert.deepStrictEqual(find({ a: { n: 1 }, b: { n: 2 } }, '/*/n'), [1, 2]);
    assert.equal(
      find(
        Array.from({ length: 90 }, () => Array.from({ length: 90 }, () => 1)),
        '/*/*',
      ).length,
      1000,
    );
  });

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    it(`finds no ${name} that the answer doesn't have itself`, () => {
      assert.deepStrictEqual([find({}, `/${name}`), find([1], `/${name}`), find('text', `/${name}`)], [[], [], []]);
      assert.deepStrictEqual(find(JSON.parse(`{"${name}": 7}`), `/${name}`), [7]);
    });
  }
});

describe('an amount', () => {
  const answer = {
    cents: '1234',
    limit: 0.3,
    used: 0.1,
    none: null,
    word: 'soon',
    list: [{ n: 0.1 }, { n: 0.2 }],
    holes: [{ n: 1 }, { n: null }],
    flag: true,
    minus: -1,
    tiny: 1e-7,
    large: 1e21,
    nano: '42488000000',
  };
  for (const [rule, amount] of [
    ['/limit', 0.3],
    ['/missing', 'missing'],
    ['/none', 'unknown'],
    ['/word', 'wrong'],
    ['/flag', 'wrong'],
    ['/list', 'wrong'],
    ['/tiny', 1e-7],
    ['/large', 1e21],
    [{ path: '/cents', scale: 0.01 }, 12.34],
    [{ path: '/cents', scale: -0.01 }, -12.34],
    [{ path: '/nano', scale: 1e-9 }, 42.488],
    [{ path: '/cents', divide: 60 }, 20.566666666666666],
    [{ path: '/cents', divide: 0 }, 'wrong'],
    [{ path: '/minus', unlimited: [-1] }, 'unlimited'],
    [{ path: '/none', unlimited: [null] }, 'unlimited'],
    [{ path: '/missing', unlimited: [null] }, 'missing'],
    [{ path: '/minus', unknown: [-1] }, 'unknown'],
    [{ const: 5 }, 5],
    [{ minus: ['/limit', '/used'] }, 0.2],
    [{ minus: ['/limit', '/none'] }, 'unknown'],
    [{ minus: ['/limit', '/missing'] }, 'missing'],
    [{ minus: [{ path: '/none', unlimited: [null] }, '/used'] }, 'unlimited'],
    [{ minus: ['/limit', { path: '/none', unlimited: [null] }] }, 'unknown'],
    ['/list/*/n', 0.3],
    [{ sum: ['/list/*/n', '/limit'] }, 0.6],
    [{ sum: ['/list/*/n', '/nothing/*/n'] }, 'missing'],
    [{ sum: ['/holes/*/n'] }, 'unknown'],
    [{ sum: ['/limit', '/word'] }, 'wrong'],
    [{ sum: ['/limit', { path: '/minus', unlimited: [-1] }] }, 'unlimited'],
    [{ min: ['/limit', '/used'] }, 0.1],
    [{ min: ['/none', '/used'] }, 0.1],
    [{ min: ['/missing', '/none'] }, 'unknown'],
    [{ min: [{ path: '/none', unlimited: [null] }, '/limit'] }, 0.3],
    [{ min: [{ path: '/none', unlimited: [null] }, '/missing'] }, 'unlimited'],
    [
      {
        min: [
          { path: '/none', unlimited: [null] },
          { path: '/minus', unlimited: [-1] },
        ],
      },
      'unlimited',
    ],
    [
      {
        min: [
          { path: '/none', unlimited: [null] },
          { path: '/minus', unknown: [-1] },
        ],
      },
      'unknown',
    ],
    [{ min: ['/none', { path: '/minus', unlimited: [-1] }] }, 'unknown'],
    [{ min: ['/word', '/limit'] }, 'wrong'],
    [{ min: ['/word', '/none'] }, 'wrong'],
    [{ min: [{ minus: ['/limit', '/used'] }, { sum: ['/used', '/used'] }] }, 0.2],
    [{ any: ['/none', '/missing', '/used'] }, 0.1],
    [{ any: ['/none', '/missing'] }, 'unknown'],
    [{ any: ['/missing'] }, 'missing'],
    [{ any: ['/word', '/missing'] }, 'wrong'],
    [{ any: ['/word', '/used'] }, 0.1],
  ] as const satisfies readonly (readonly [unknown, unknown])[]) {
    it(`by ${JSON.stringify(rule)} is ${amount}`, () => {
      const found = amountIn(answer, rule as unknown as AmountRule);
      assert.deepStrictEqual(isNumber(found) ? toNumber(found) : found, amount);
    });
  }

  for (const [text, amount] of [
    ['95.50', 95.5],
    ['-25', -25],
    ['+1', 1],
    [' 7 ', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['$5.00', 5],
    ['-$5.00', -5],
    ['5.00 €', 5],
    ['USD 5.00', 5],
    ['5.00 USD', 5],
    ['1,250\n', 1250],
    ['1,234,567.89', 1234567.89],
    ['inf', 'unlimited'],
    ['Infinity', 'unlimited'],
    ['unlimited', 'unlimited'],
    ['0.000000001', 1e-9],
    ['12345678901234567890', 12345678901234567000],
    ['1,25', 'wrong'],
    ['12,50', 'wrong'],
    ['1,2,3', 'wrong'],
    ['', 'wrong'],
    ['.', 'wrong'],
    ['$', 'wrong'],
    ['1e5', 'wrong'],
    ['0x10', 'wrong'],
    ['NaN', 'wrong'],
    ['5 credits', 'wrong'],
    ['1'.repeat(65), 'wrong'],
  ] as const) {
    it(`that is written ${JSON.stringify(text.slice(0, 20))} is ${amount}`, () => {
      const found = amountIn({ text }, '/text');
      assert.deepStrictEqual(isNumber(found) ? toNumber(found) : found, amount);
    });
  }
});

describe('a time', () => {
  const utc = Date.UTC;
  for (const [value, rule, time] of [
    ['2026-12-01T00:00:00Z', '/at', utc(2026, 11, 1)],
    ['2026-12-01', '/at', utc(2026, 11, 1)],
    ['2022-01-01 00:00:00', '/at', utc(2022, 0, 1)],
    ['2022-01-01 00:00:00', { path: '/at', zone: '+08:00' }, utc(2021, 11, 31, 16)],
    ['2022-01-01', { path: '/at', zone: '+08:00' }, utc(2021, 11, 31, 16)],
    ['2022-01-01T00:00:00Z', { path: '/at', zone: '+08:00' }, utc(2022, 0, 1)],
    [1735689600, '/at', 1735689600000],
    [1735689600000, '/at', 1735689600000],
    ['1735689600', '/at', 1735689600000],
    [1735689600, { path: '/at', as: 'unix' }, 1735689600000],
    [1735689600000, { path: '/at', as: 'unixms' }, 1735689600000],
    ['08:42:34', { path: '/at', as: 'duration' }, now + ((8 * 60 + 42) * 60 + 34) * 1000],
    ['2.00:00:01', { path: '/at', as: 'duration' }, now + 2 * 86_400_000 + 1000],
    ['soon', { path: '/at', as: 'duration' }, undefined],
    [90, { path: '/at', as: 'seconds' }, now + 90_000],
    [13, { path: '/at', as: 'days' }, utc(2026, 11, 3)],
    [25, { path: '/at', as: 'dayOfMonth' }, utc(2026, 10, 25)],
    [20, { path: '/at', as: 'dayOfMonth' }, utc(2026, 11, 20)],
    [31, { path: '/at', as: 'dayOfMonth' }, utc(2026, 10, 30)],
    [32, { path: '/at', as: 'dayOfMonth' }, undefined],
    [1.5, { path: '/at', as: 'dayOfMonth' }, undefined],
    [null, { every: 'day' }, utc(2026, 10, 21)],
    [null, { every: 'month' }, utc(2026, 11, 1)],
    [5, { path: '/at', as: 'iso' }, undefined],
    ['soon', '/at', undefined],
    [-5, '/at', undefined],
    [1e300, '/at', undefined],
    [true, '/at', undefined],
    [null, '/at', undefined],
  ] as const) {
    it(`by ${JSON.stringify(rule)} of ${JSON.stringify(value)} is ${time}`, () => {
      assert.equal(timeIn({ at: value }, rule as DateRule, now), time);
    });
  }
});

describe('a condition', () => {
  const answer = { yes: true, no: false, none: null, code: 0, text: '0' };
  for (const [condition, isTrue, said] of [
    ['/yes', true, true],
    ['/no', false, false],
    ['/none', false, undefined],
    ['/missing', false, undefined],
    ['/code', false, undefined],
    [{ path: '/code', is: [0] }, true, true],
    [{ path: '/text', is: [0] }, false, false],
    [{ path: '/code', not: [0, 1] }, false, false],
    [{ path: '/missing', not: [0] }, true, undefined],
    [{ path: '/none', is: [null] }, true, undefined],
    [{ path: '/code', exists: true }, true, true],
    [{ path: '/none', exists: true }, false, undefined],
    [{ path: '/missing', exists: false }, true, undefined],
  ] as const satisfies readonly (readonly [unknown, boolean, boolean | undefined])[]) {
    it(`${JSON.stringify(condition)} is ${isTrue}`, () => {
      const rule = condition as unknown as Condition;
      assert.deepStrictEqual([holds(answer, rule), saidIn(answer, rule)], [isTrue, said]);
    });
  }
});

describe('a text', () => {
  for (const [value, text] of [
    ['Pro', 'Pro'],
    [7, '7'],
    ['a\u202eb\nc', 'a b c'],
    ['jane@example.com', undefined],
    ['see https://example.com', undefined],
    [null, undefined],
    [{}, undefined],
  ] as const) {
    it(`that is ${JSON.stringify(value)} is shown as ${text}`, () => assert.equal(textIn({ value }, '/value'), text));
  }

  it('of the entry stays as it is', () => assert.equal(textIn({}, 'Plan'), 'Plan'));
});
