import assert from 'node:assert/strict';
import fc from 'fast-check';
import { computedDecimal, decimalText, toDecimal } from '../../../../src/core/reports/decimal.ts';

describe('an amount in a file', () => {
  for (const [amount, text] of [
    [0, '0'],
    [-0, '0'],
    [42, '42'],
    [-5, '-5'],
    [0.1 + 0.2, '0.3'],
    [1234.567, '1234.567'],
    [-0.000001, '-0.000001'],
    [1e-9, '0.000000001'],
    [1e-12, '0'],
    [1_000_000.1 + 0.2, '1000000.3'],
    [12_345_678.123456, '12345678.123456'],
    [1e21, '1000000000000000000000'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [4503599627370495.5, '4503599627370496'],
  ] as const) {
    it(`is ${text} for ${amount}`, () => assert.equal(decimalText(toDecimal(amount)), text));
  }

  it('is written as the service wrote it, whatever decimal it was', () => {
    const decimal = fc.tuple(fc.bigInt(-(10n ** 13n), 10n ** 13n), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(decimal, ([whole, decimals]) => {
        const size = (whole < 0n ? -whole : whole).toString().padStart(decimals + 1, '0');
        const [before, after] = [size.slice(0, size.length - decimals), size.slice(size.length - decimals)];
        const written = `${before}.${after}`.replace(/\.?0*$/, '');
        const text = decimals === 0 ? size : written;
        const expected = whole < 0n && text !== '0' ? `-${text}` : text;
        assert.equal(decimalText(toDecimal(Number(expected))), expected);
      }),
    );
  });

  it('has no exponent and no digit that is not a number, however large or small', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (amount) => {
        assert.match(decimalText(toDecimal(amount)), /^-?\d+(\.\d*[1-9])?$/);
      }),
    );
  });

  it('leaves out the noise of the large amounts that it was reckoned from', () => {
    const used = 10_000_000.1 - 9_999_999.8;
    assert.notEqual(used, 0.3);
    assert.equal(decimalText(computedDecimal(used, 10_000_000.1)), '0.3');
  });
});
