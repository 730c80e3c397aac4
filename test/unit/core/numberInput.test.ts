import assert from 'node:assert/strict';
import { parseAmount, typedAmount } from '../../../src/core/numberInput.ts';

describe('an amount that is typed', () => {
  for (const [locale, text, amount] of [
    ['en-US', '100', 100],
    ['en-US', ' 1,000.5 ', 1000.5],
    ['en-US', '1000.5', 1000.5],
    ['en-US', '$4.20', 4.2],
    ['en-US', '20 credits', 20],
    ['en-US', 'USD 20', 20],
    ['en-US', '.5', 0.5],
    ['en-US', '0', 0],
    ['en-US', '1,234,567', 1_234_567],
    ['hi-IN', '12,34,567.5', 1_234_567.5],
    ['de-DE', '1.000,5', 1000.5],
    ['de-DE', '4,20 €', 4.2],
    ['fr-FR', '1 000,5', 1000.5],
    ['fr-FR', '1\u202f000,5', 1000.5],
    // No group and no decimal mark there: the one of the keypad.
    ['fr-FR', '1.5', 1.5],
    ['de-CH', "1'000.5", 1000.5],
    ['ar-EG', '١٬٠٠٠٫٥', 1000.5],
    ['ja-JP', '1,000', 1000],
  ] as const) {
    it(`is ${amount} for ${JSON.stringify(text)} in ${locale}`, () => assert.equal(parseAmount(text, locale), amount));
  }

  for (const [locale, text] of [
    ['en-US', ''],
    ['en-US', 'low'],
    ['en-US', '-5'],
    ['en-US', '−5'],
    ['en-US', '10-20'],
    ['en-US', '10 or 20'],
    ['en-US', '1,5'],
    ['en-US', '1.000,5'],
    ['en-US', '.'],
    ['de-DE', '1.5'],
    ['de-DE', '1,000.5'],
  ] as const) {
    it(`is none for ${JSON.stringify(text)} in ${locale}`, () => assert.equal(parseAmount(text, locale), undefined));
  }

  for (const locale of ['en-US', 'de-DE', 'fr-FR', 'ar-EG', 'hi-IN', 'de-CH', 'pl-PL', 'ja-JP']) {
    it(`is read as it was offered, in ${locale}`, () => {
      for (const amount of [0, 0.25, 42, 1000.5, 12_500, 1_234_567.891]) {
        assert.equal(parseAmount(typedAmount(amount, locale), locale), amount);
      }
    });
  }
});
