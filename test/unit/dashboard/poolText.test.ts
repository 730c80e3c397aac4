import assert from 'node:assert/strict';
import type { DashboardPool } from '../../../src/core/dashboard/dashboardPool.ts';
import { Format } from '../../../src/core/format.ts';
import type { UsageRate } from '../../../src/core/history/forecast/usageRate.ts';
import { credits } from '../../../src/core/unit.ts';
import { outlookSentences } from '../../../src/dashboard/poolText.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const day = 24 * hour;
const dollars = { kind: 'currency', name: 'USD' } as const;
const usageRate: UsageRate = { perDay: 12.3456, low: 9.4, high: 15.2, from: 0, to: now };

function account(change: Partial<DashboardPool> = {}): DashboardPool {
  return {
    id: 'mimir',
    label: 'Mimir',
    provider: 'Mimir',
    balance: { amount: 42, unit: credits, at: now - 3 * 60_000 },
    ...change,
  };
}

describe('what the dashboard says of an account', () => {
  it('is the usage rate, and when it runs out', () => {
    const forecast = { emptyAt: now + 3.4 * day, earliest: now + 2 * day, latest: now + 5 * day };
    assert.deepStrictEqual(outlookSentences(account({ usageRate, forecast }), format, now), [
      'Uses 12 credits a day (9.4–15).',
      '3 days left, runs out 23 Nov (22–25 Nov).',
    ]);
  });

  it('keeps the cents of a usage rate', () => {
    const small = { ...usageRate, perDay: 4.237, low: 0.456, high: 9.1 };
    const [rate] = outlookSentences(
      account({ usageRate: small, balance: { amount: 9, unit: dollars, at: now } }),
      format,
      now,
    );
    assert.equal(rate, 'Uses US$4.20 a day (US$0.46–US$9.10).');
  });

  it('names no range where it is one day, and its beginning where it has no end', () => {
    const runs = (forecast: DashboardPool['forecast']) =>
      outlookSentences(account({ usageRate, forecast }), format, now)[1];
    const emptyAt = now + 2 * day;
    assert.equal(
      runs({ emptyAt, earliest: emptyAt - hour, latest: emptyAt + hour }),
      '2 days left, runs out Sunday noon.',
    );
    assert.equal(runs({ emptyAt, earliest: now + day }), '2 days left, runs out Sunday noon (21 Nov or later).');
    assert.equal(runs({}), 'Over 10 years left.');
    assert.equal(runs({ emptyAt: now - 1 }), 'May have run out.');
  });

  it('is no forecast where nothing is left or all is unlimited', () => {
    const none = account({ usageRate, balance: { amount: 0, unit: credits, at: now } });
    assert.equal(outlookSentences(none, format, now).length, 1);
    const unlimited = account({ usageRate, balance: { unlimited: true, unit: credits, at: now } });
    assert.deepStrictEqual(outlookSentences(unlimited, format, now), []);
  });
});
