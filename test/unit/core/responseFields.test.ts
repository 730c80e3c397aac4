import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import {
  decimal,
  flag,
  isoTime,
  list,
  number,
  optionalField,
  scaled,
  text,
  unixSeconds,
} from '../../../src/core/responseFields.ts';

const schemas = { text, number, flag, unixSeconds, isoTime } as const;
const latest = 8.64e15;

describe('an optional field', () => {
  for (const { schema, value, read } of [
    { schema: 'text', value: ' Subscription ', read: 'Subscription' },
    { schema: 'text', value: 'two\r\nlines\tand\0more', read: 'two lines and more' },
    { schema: 'text', value: 'safe\u202egnp.exe\u2066', read: 'safe gnp.exe' },
    { schema: 'text', value: '\u200b\u200d\ufeff', read: undefined },
    { schema: 'text', value: 'half \ud83d surrogate', read: 'half surrogate' },
    { schema: 'text', value: 'é 漢字 🎉', read: 'é 漢字 🎉' },
    { schema: 'text', value: '', read: undefined },
    { schema: 'text', value: 'x'.repeat(80), read: 'x'.repeat(80) },
    { schema: 'text', value: 'x'.repeat(81), read: `${'x'.repeat(79)}…` },
    { schema: 'text', value: '🎉'.repeat(200), read: `${'🎉'.repeat(79)}…` },
    { schema: 'text', value: 7, read: undefined },
    { schema: 'number', value: -2.5, read: -2.5 },
    { schema: 'number', value: 0, read: 0 },
    { schema: 'number', value: '3', read: undefined },
    { schema: 'number', value: Number.POSITIVE_INFINITY, read: undefined },
    { schema: 'number', value: Number.NaN, read: undefined },
    { schema: 'flag', value: false, read: false },
    { schema: 'flag', value: 0, read: undefined },
    { schema: 'unixSeconds', value: 1735689600, read: Date.UTC(2025, 0, 1) },
    { schema: 'unixSeconds', value: 1735689600.5, read: Date.UTC(2025, 0, 1) + 500 },
    { schema: 'unixSeconds', value: latest / 1000, read: latest },
    { schema: 'unixSeconds', value: latest, read: undefined },
    { schema: 'unixSeconds', value: -1, read: undefined },
    { schema: 'unixSeconds', value: '1735689600', read: undefined },
    { schema: 'isoTime', value: '2026-03-03T10:00:00Z', read: Date.UTC(2026, 2, 3, 10) },
    { schema: 'isoTime', value: '2026-03-03T10:00:00.123456+02:00', read: Date.UTC(2026, 2, 3, 8, 0, 0, 123) },
    { schema: 'isoTime', value: '2026-03-03', read: Date.UTC(2026, 2, 3) },
    { schema: 'isoTime', value: '2026-03-03T10:00:00', read: Date.UTC(2026, 2, 3, 10) },
    { schema: 'isoTime', value: '2026-02-31T25:00:00Z', read: undefined },
    { schema: 'isoTime', value: '5', read: undefined },
    { schema: 'isoTime', value: 'soon 3', read: undefined },
    { schema: 'isoTime', value: '', read: undefined },
    { schema: 'isoTime', value: 1735689600, read: undefined },
  ] as const) {
    it(`of ${schema} reads ${JSON.stringify(read)?.slice(0, 40)} of ${JSON.stringify(value).slice(0, 40)}`, () => {
      assert.equal(schemas[schema].parse(value), read);
    });
  }

  it('of isoTime without a zone is read as UTC, wherever the machine is', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Asia/Kolkata';
    try {
      const read = ['2026-03-03T10:00:00', '2026-03-03'].map((value) => isoTime.parse(value));
      assert.deepStrictEqual(read, [Date.UTC(2026, 2, 3, 10), Date.UTC(2026, 2, 3)]);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  for (const [name, schema] of Object.entries(schemas)) {
    it(`of ${name} is undefined for null, a list and an object, and when it is missing`, () => {
      assert.deepStrictEqual(
        [null, undefined, [], {}, [1]].map((value) => schema.parse(value)),
        Array(5).fill(undefined),
      );
      assert.deepStrictEqual(z.object({ value: schema }).parse({}), {});
    });
  }
});

describe('an amount', () => {
  for (const { as, schema, value, read } of [
    { as: 'a decimal', schema: decimal, value: '0.10', read: 0.1 },
    { as: 'a decimal', schema: decimal, value: ' 110.00 ', read: 110 },
    { as: 'a decimal', schema: decimal, value: '-3.', read: -3 },
    { as: 'a decimal', schema: decimal, value: '+.5', read: 0.5 },
    { as: 'a decimal', schema: decimal, value: 0.30000000000000004, read: 0.30000000000000004 },
    { as: 'a decimal', schema: decimal, value: '12345678901234567.89', read: 12345678901234568 },
    { as: 'cents', schema: scaled(2), value: 1999, read: 19.99 },
    { as: 'cents', schema: scaled(2), value: '110', read: 1.1 },
    { as: 'cents', schema: scaled(2), value: -29, read: -0.29 },
    { as: 'cents', schema: scaled(2), value: 57.5, read: 0.575 },
    { as: 'cents', schema: scaled(2), value: 1e21, read: 1e19 },
    { as: 'units of 1e-18', schema: scaled(18), value: '1234567890123456789', read: 1.2345678901234567 },
  ]) {
    it(`in ${as} reads ${JSON.stringify(value)} as ${read}`, () => assert.equal(schema.parse(value), read));
  }

  it('in cents is the number that is nearest to its digits', () => {
    const missed = Array.from({ length: 2_000 }, (_, cents) => cents).filter(
      (cents) => scaled(2).parse(cents) !== Number((cents / 100).toFixed(2)),
    );
    assert.deepStrictEqual(missed, []);
  });

  for (const value of ['', ' ', '.', '1e5', '0x10', '1,000', '1 000', 'NaN', '$5', null, true, [], {}, Number.NaN]) {
    it(`is not read from ${JSON.stringify(value)}`, () => {
      assert.deepStrictEqual(
        [decimal, scaled(2)].map((schema) => schema.safeParse(value).success),
        [false, false],
      );
    });
  }
});

describe('a list of optional fields', () => {
  const items = list(z.object({ name: text }));

  for (const { of, value, read } of [
    { of: 'good items', value: [{ name: 'a' }, { name: 'b' }], read: [{ name: 'a' }, { name: 'b' }] },
    { of: 'items that are none', value: [null, 'x', 3, [], { name: 'a' }], read: [{ name: 'a' }] },
    { of: 'an item with a field of another type', value: [{ name: 3 }], read: [{ name: undefined }] },
    { of: 'nothing', value: [], read: [] },
    { of: 'null', value: null, read: undefined },
    { of: 'an object', value: { 0: { name: 'a' } }, read: undefined },
  ]) {
    it(`of ${of} keeps what is understood`, () => assert.deepStrictEqual(items.parse(value), read));
  }

  it('ends after a hundred', () => {
    assert.equal(items.parse(Array(5000).fill({ name: 'a' }))?.length, 100);
  });
});

describe('a optionalField schema', () => {
  it('is undefined where the schema does not fit', () => {
    const schema = optionalField(z.object({ id: z.string() }));
    assert.deepStrictEqual(
      [{ id: 'a' }, { id: 1 }, null, []].map((value) => schema.parse(value)),
      [{ id: 'a' }, undefined, undefined, undefined],
    );
  });
});
