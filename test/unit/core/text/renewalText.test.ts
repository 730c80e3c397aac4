import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import type { AtRenewal } from '../../../../src/core/history/forecast/afterRenewals.ts';
import type { Renewal } from '../../../../src/core/history/forecast/renewal.ts';
import {
  missedShort,
  missedText,
  renewalShort,
  renewalTexts,
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

  const texts = (renewal: Renewal, forecast?: AtRenewal, amount = 376) =>
    renewalTexts(amount, renewal, forecast, credits, format, now);
  const stated: Renewal = { ...seen, source: 'stated' };

  it('is a sentence that says whether it was only seen', () => {
    assert.deepStrictEqual(texts(seen), ['Renews to 1,000 on Nov 26 (seen monthly)']);
    assert.deepStrictEqual(texts(stated), ['Renews to 1,000 on Nov 26']);
    assert.equal(renewsText(seen, format, now), 'renews Nov 26');
  });

  it('says what goes unused where the pool is filled up, and what is left where it is added to', () => {
    const forecast = { left: 120.4, short: 0 };
    const unused = '~120 of 376 credits will be unused by then';
    const left = '~120 of 376 credits will be left by then';
    assert.deepStrictEqual(texts(seen, forecast), ['Renews to 1,000 on Nov 26 (seen monthly)', unused]);
    const lot: Renewal = { ...stated, amount: undefined, adds: 1000, lot: { kind: 'Lot' } };
    assert.deepStrictEqual(texts(lot, { ...forecast, after: 1120.4 }), ['Renews to 1,120 on Nov 26', unused]);
    const adding: Renewal = { ...seen, amount: undefined, adds: 500 };
    assert.deepStrictEqual(texts(adding, forecast), ['Renews on Nov 26, adding 500 (seen monthly)', left]);
    assert.deepStrictEqual(texts({ at, source: 'stated' }, forecast), ['Renews on Nov 26', left]);
  });

  it('says that nothing will be left, that it runs out before, or that it has', () => {
    const second = (forecast: AtRenewal, amount?: number) => texts(seen, forecast, amount)[1];
    assert.equal(second({ left: 0, short: 0 }), 'Nothing will be left by then');
    assert.equal(second({ left: 0, short: 3 * day }), 'Runs out 3 days before then');
    assert.equal(second({ left: 0, short: 6 * day }, 0), 'Empty until then');
  });

  it('never says that more is left than there is', () => {
    assert.equal(texts(seen, { left: 1236, short: 0 }, 1236)[1], '~1,236 of 1,236 credits will be unused by then');
  });

  it('says of nothing that it is, while amounts are hidden', () => {
    const hiding = new Format('en-US', 'UTC', { value: true });
    const hidden = (left: number) => renewalTexts(376, seen, { left, short: 0 }, credits, hiding, now);
    assert.deepStrictEqual(hidden(0), hidden(120));
  });

  it('says that one did not come', () => {
    assert.equal(missedShort(seen, format, now), "didn't come Nov 26");
    assert.equal(missedText(seen, format, now), "The renewal expected on Nov 26 (seen monthly) didn't come");
    assert.equal(missedText({ at, source: 'stated' }, format, now), "The renewal expected on Nov 26 didn't come");
  });
});
