import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { learningShort, lotShort } from '../../../../src/core/text/rowText.ts';
import { day } from '../../../../src/core/time.ts';
import { credits, currency } from '../../../../src/core/unit.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);

describe('a row of a lot', () => {
  const expiresAt = now + 42 * day;

  for (const { lot, unused, text } of [
    { lot: { allocated: 10_000, remaining: 8500, expiresAt }, text: '8,500 · expires Jan 1' },
    { lot: { allocated: 10_000, remaining: 8500, expiresAt }, unused: 319.6, text: '8,500 · ~320 expire Jan 1' },
    { lot: { allocated: 10_000, remaining: 8500, expiresAt: now }, text: '8,500 · expired Nov 20' },
    { lot: { allocated: 10_000, remaining: 8500 }, text: '8,500 of 10,000' },
    { lot: { allocated: 10_000, remaining: 10_000, pending: true }, text: '10,000 of 10,000 · pending' },
    { lot: { remaining: 8500 }, text: '8,500' },
    { lot: { allocated: 10_000, expiresAt }, text: 'expires Jan 1' },
  ]) {
    it(`is "${text}"${text.includes(' of ') ? ', as no date needs the room' : ''}`, () => {
      assert.equal(lotShort(lot, credits, format, now, unused).join(' · '), text);
    });
  }

  it('is none where neither an amount nor a date is known', () => {
    assert.deepStrictEqual(lotShort({ allocated: 10_000 }, credits, format, now), []);
  });

  it('is in a currency where the pool is', () => {
    const lot = { allocated: 10, remaining: 4.2, expiresAt };
    assert.deepStrictEqual(lotShort(lot, currency('USD'), format, now), ['$4.20', 'expires Jan 1']);
  });
});

describe('a row of a forecast that is being learned', () => {
  for (const { learning, text } of [
    { learning: { hours: 24, charges: 3 }, text: 'in 24 h and 3 charges' },
    { learning: { hours: 1, charges: 0 }, text: 'in 1 h' },
    { learning: { hours: 0, charges: 1 }, text: 'in 1 charge' },
  ]) {
    it(`is "${text}"`, () => assert.equal(learningShort(learning, format), text));
  }
});
