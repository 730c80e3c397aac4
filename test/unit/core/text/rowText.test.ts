import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { learningShort, lotShort } from '../../../../src/core/text/rowText.ts';
import { day } from '../../../../src/core/time.ts';
import { credits, currency } from '../../../../src/core/unit.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);

describe('a row of a lot', () => {
  const expiresAt = now + 42 * day;
  const inYears = Date.UTC(2028, 0, 13);
  const inThePast = Date.UTC(2025, 9, 25);

  for (const { lot, unused, text } of [
    { lot: { allocated: 10_000, remaining: 8500, expiresAt }, text: '8,500 · expires Jan 1' },
    { lot: { allocated: 10_000, remaining: 8500, expiresAt }, unused: 319.6, text: '8,500 · ~320 expire Jan 1' },
    { lot: { allocated: 10_000, remaining: 8500, expiresAt: now }, text: '8,500 · expired Nov 20' },
    { lot: { allocated: 10_000, remaining: 8500 }, text: '8,500 of 10,000' },
    { lot: { allocated: 10_000, remaining: 10_000, pending: true }, text: '10,000 of 10,000 · pending' },
    { lot: { remaining: 8500 }, text: '8,500' },
    { lot: { remaining: 10, pending: true, expiresAt }, text: '10 · pending · expires Jan 1' },
    { lot: { remaining: 10_000, pending: true, expiresAt }, text: '10,000 · pending' },
    { lot: { allocated: 10_000, expiresAt }, text: 'expires Jan 1' },
    { lot: { allocated: 10_000 }, text: '' },
    { lot: { remaining: 8500, expiresAt: inYears }, text: '8,500 · expires Jan 13, 2028' },
    { lot: { remaining: 20_000, expiresAt: inYears }, text: '20,000 expire Jan 13, 2028' },
    { lot: { kind: 'Subscription', remaining: 12_345, expiresAt }, text: '12,345 · expires Jan 1' },
    { lot: { kind: 'Subscription', remaining: 12_345, expiresAt: now + 54 * day }, text: '12,345 expire Jan 13' },
    { lot: { kind: 'Subscription', remaining: 20_000, expiresAt: inYears }, text: '20,000 · expires 2028' },
    { lot: { kind: 'Subscription', remaining: 20_000, expiresAt: inThePast }, text: '20,000 · expired 2025' },
    { lot: { kind: 'Subscription', remaining: 20_000, expiresAt }, unused: 12_345, text: '~12,300 expire Jan 1' },
    {
      lot: { kind: 'Subscription', remaining: 20_000, expiresAt: inYears },
      unused: 12_345,
      text: '~12,300 expire 2028',
    },
    { lot: { kind: 'Credits of the promotion in May', remaining: 8500, expiresAt }, text: '8,500 expire Jan 1' },
  ]) {
    const kind = 'kind' in lot ? lot.kind : 'Top-up';
    it(`is ${text ? `"${text}"` : 'none where nothing is known'} beside ${kind}`, () => {
      assert.equal(lotShort({ ...lot, kind }, credits, format, now, unused), text);
    });
  }

  it('is in a currency where the pool is', () => {
    const lot = { kind: 'Top-up', allocated: 10, remaining: 4.2, expiresAt };
    assert.deepStrictEqual(
      [undefined, 0.65].map((unused) => lotShort(lot, currency('USD'), format, now, unused)),
      ['$4.20 · expires Jan 1', '$4.20 · ~$0.65 expires Jan 1'],
    );
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
