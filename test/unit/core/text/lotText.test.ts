import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { lotWords, planWords, topUpWords } from '../../../../src/core/text/lotText.ts';
import { day } from '../../../../src/core/time.ts';
import { credits, currency } from '../../../../src/core/unit.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);

describe('the words of a lot', () => {
  it('are how much is left, how much of that will expire, and when', () => {
    assert.deepStrictEqual(
      lotWords({ allocated: 1000, remaining: 376, expiresAt: now + 5 * day }, credits, format, now, 264.4),
      ['376 of 1,000 credits', '~264 will expire unused', 'expires Nov 25'],
    );
  });

  it('say what is unknown, pending or expired', () => {
    assert.deepStrictEqual(lotWords({ pending: true }, credits, format, now), ['unknown', 'pending']);
    assert.deepStrictEqual(lotWords({ remaining: 3, expiresAt: now - day }, credits, format, now), [
      '3 credits',
      'expired Nov 19',
    ]);
  });

  it('never make nothing of a small amount that will expire', () => {
    const unused = (amount: number, unit = credits) => lotWords({ remaining: 400 }, unit, format, now, amount)[1];
    assert.deepStrictEqual(
      [unused(0.25), unused(3.6, currency('USD'))],
      ['~0.25 will expire unused', '~$3.60 will expire unused'],
    );
  });
});

describe('the words of a plan and of a top-up', () => {
  it('leave out what is not known', () => {
    const since = Date.UTC(2024, 0, 1);
    assert.deepStrictEqual(
      [
        planWords({ name: 'Pro', allowance: 10_000, since }, credits, format, now),
        planWords({ name: 'Pro' }, credits, format, now),
        planWords({}, credits, format, now),
        topUpWords({ amount: 300, status: 'completed', at: now - day }, credits, format, now),
        topUpWords({ amount: -5 }, credits, format, now),
        topUpWords({}, credits, format, now),
      ],
      [['Pro', '10,000 credits', 'since Jan 1, 2024'], ['Pro'], ['none'], ['+300', 'completed', 'Nov 19'], ['-5'], []],
    );
  });
});
