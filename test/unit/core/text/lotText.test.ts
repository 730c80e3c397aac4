import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { lotWords } from '../../../../src/core/text/lotText.ts';
import { credits } from '../../../../src/core/unit.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;

describe('what is said of a lot', () => {
  it('is what is left, how much of that will expiry, and when', () => {
    assert.deepStrictEqual(
      lotWords({ allocated: 1000, remaining: 376, expiresAt: now + 5 * day }, credits, format, now, 260.4),
      ['376 of 1,000', 'about 260 will expiry', 'expires 25 November 2026 (in 5 days)'],
    );
  });

  it('is unknown where the service does not say it, and that it is not counted yet', () => {
    assert.deepStrictEqual(lotWords({ pending: true }, credits, format, now), ['unknown', 'not counted yet']);
  });

  it('is that it has expired', () => {
    assert.deepStrictEqual(lotWords({ remaining: 3, expiresAt: now - day }, credits, format, now), [
      '3',
      'expired 19 November 2026',
    ]);
  });

  it('never makes nothing of what will expiry, nor thousands of cents', () => {
    const lapsing = (amount: number, unit = credits) => lotWords({ remaining: 400 }, unit, format, now, amount)[1];
    assert.equal(lapsing(0.25), 'about 0.25 will expiry');
    assert.equal(lapsing(3.6, { kind: 'currency', name: 'USD' }), 'about US$3.60 will expiry');
  });
});
