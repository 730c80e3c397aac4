import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import type { AtRenewal } from '../../../../src/core/history/forecast/afterRenewals.ts';
import type { Renewal } from '../../../../src/core/history/forecast/renewal.ts';
import {
  leftAtRenewalText,
  missedShort,
  missedText,
  renewalShort,
  renewalText,
  renewsText,
} from '../../../../src/core/text/renewalText.ts';
import { day } from '../../../../src/core/time.ts';
import { credits, currency } from '../../../../src/core/unit.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-US', 'UTC');
const at = Date.UTC(2026, 10, 26);
const monthly = { kind: 'month', day: 26 } as const;
const seen: Renewal = { at, source: 'seen', every: monthly, amount: 1000 };

describe('the text of a renewal', () => {
  for (const { text, renewal, forecast, unit = credits } of [
    { text: 'Nov 26 · seen monthly', renewal: seen, forecast: { left: 120.4, short: 0 } },
    {
      text: 'Nov 26 to 1,000 · ~120 left',
      renewal: { ...seen, source: 'stated' },
      forecast: { left: 120.4, short: 0 },
    },
    {
      text: 'Nov 26 · ~17,700 left',
      renewal: { ...seen, source: 'stated', amount: 50_000 },
      forecast: { left: 17_690, short: 0 },
    },
    { text: 'Nov 26 to 1,000', renewal: { at, source: 'stated', amount: 1000, every: monthly } },
    { text: 'Nov 26', renewal: { at, source: 'stated' } },
    { text: 'Nov 26 · 3 days short', renewal: { at, source: 'stated' }, forecast: { left: 0, short: 3 * day } },
    {
      text: 'Nov 26 by 500 · seen weekly',
      renewal: { at, source: 'seen', adds: 500, every: { kind: 'days', days: 7 } },
    },
    {
      text: 'Nov 26 · seen every 30 days',
      renewal: { ...seen, amount: undefined, adds: 1000, lot: { kind: 'Lot' }, every: { kind: 'days', days: 30 } },
      forecast: { left: 50, short: 0, after: 1050.2 },
    },
    {
      text: 'Nov 26 to $5.00 · seen daily',
      renewal: { at, source: 'seen', amount: 5, every: { kind: 'days', days: 1 } },
      forecast: { left: 1.2, short: 0 },
      unit: currency('USD'),
    },
  ] as readonly { text: string; renewal: Renewal; forecast?: AtRenewal; unit?: typeof credits }[]) {
    it(`is "${text}"`, () => assert.equal(renewalShort(renewal, forecast, unit, format, now), text));
  }

  it('is a sentence that says whether it was only seen', () => {
    const sentence = (renewal: Renewal) => renewalText(376, renewal, undefined, credits, format, now);
    assert.equal(sentence(seen), '376 credits until Nov 26, then renewed to 1,000 (seen monthly)');
    assert.equal(sentence({ ...seen, source: 'stated' }), '376 credits until Nov 26, then renewed to 1,000');
    assert.equal(renewsText(seen, format, now), 'renews Nov 26');
  });

  it('says what will be left, or what is missing', () => {
    assert.equal(leftAtRenewalText({ left: 120.4, short: 0 }, credits, format), '~120 credits will be left');
    assert.equal(leftAtRenewalText({ left: 0, short: 3 * day }, credits, format), '3 days short');
  });

  it('says that one did not come', () => {
    assert.equal(missedShort(seen, format, now), "didn't come Nov 26");
    assert.equal(missedText(seen, format, now), "The renewal expected on Nov 26 (seen monthly) didn't come");
    assert.equal(missedText({ at, source: 'stated' }, format, now), "The renewal expected on Nov 26 didn't come");
  });
});
