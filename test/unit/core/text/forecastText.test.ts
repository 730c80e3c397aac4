import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import {
  expiryLossText,
  learningText,
  runOutShort,
  runOutText,
  usageRateShort,
  usageRateText,
} from '../../../../src/core/text/forecastText.ts';
import { day } from '../../../../src/core/time.ts';
import { credits, currency } from '../../../../src/core/unit.ts';
import { sampleUsageRate } from '../../../support/fakes/samples.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const usd = currency('USD');

describe('the text of a usage rate', () => {
  it('is the usage of a day and its likely range', () => {
    assert.deepStrictEqual(
      [usageRateShort(sampleUsageRate, credits, format), usageRateText(sampleUsageRate, credits, format)],
      ['12/day (9–15)', 'Uses 12 credits a day (9–15)'],
    );
  });

  it('claims no more digits than a rate has', () => {
    const rate = { ...sampleUsageRate, perDay: 12_346, low: 0.034567, high: 98.76 };
    assert.equal(usageRateShort(rate, credits, format), '12,300/day (0.035–99)');
  });

  it('is in a currency where the pool is', () => {
    const rate = { ...sampleUsageRate, perDay: 1.234, low: 0.5, high: 2 };
    assert.equal(usageRateShort(rate, usd, format), '$1.20/day ($0.50–$2)');
  });
});

describe('the text of a forecast', () => {
  const emptyAt = now + 5 * day;

  for (const { of, forecast, short, long } of [
    {
      of: 'a date and its range',
      forecast: { emptyAt, earliest: now + 4 * day, latest: now + 9 * day },
      short: 'Nov 25 (Nov 24–29)',
      long: '5 days left, runs out Nov 25 (Nov 24–29)',
    },
    {
      of: 'a date without a latest one',
      forecast: { emptyAt, earliest: now + 4 * day },
      short: 'Nov 25 (Nov 24 or later)',
      long: '5 days left, runs out Nov 25 (Nov 24 or later)',
    },
    {
      of: 'a range of a single day',
      forecast: { emptyAt, earliest: emptyAt, latest: emptyAt + 1 },
      short: 'Nov 25',
      long: '5 days left, runs out Nov 25',
    },
    {
      of: 'a time in the next three days, said to the part of the day, and in a row without a range,',
      forecast: { emptyAt: now + 2.9 * day, earliest: now + 2 * day, latest: now + 9 * day },
      short: 'Monday morning',
      long: '3 days left, runs out Monday morning (Nov 22–29)',
    },
    {
      of: 'a time today',
      forecast: { emptyAt: now + day / 4, earliest: now + day / 8, latest: now + day / 4 },
      short: 'Friday evening',
      long: '6 hours left, runs out Friday evening',
    },
    {
      of: 'a date in another year and its range',
      forecast: { emptyAt: now + 50 * day, earliest: now + 40 * day, latest: now + 60 * day },
      short: 'Jan 9 (Dec 30 – Jan 19)',
      long: '50 days left, runs out Jan 9 (Dec 30 – Jan 19)',
    },
    {
      of: 'a range of a single day in another year',
      forecast: { emptyAt: now + 50 * day, earliest: now + 50 * day, latest: now + 50 * day + 1 },
      short: 'Jan 9',
      long: '50 days left, runs out Jan 9',
    },
    {
      of: 'a range that ends half a year away, which in a row is left open,',
      forecast: { emptyAt: now + 50 * day, earliest: now + 40 * day, latest: now + 181 * day },
      short: 'Jan 9 (Dec 30 or later)',
      long: '50 days left, runs out Jan 9 (Dec 30, 2026 – May 20, 2027)',
    },
    {
      of: 'a date half a year away, which in a row has no range,',
      forecast: { emptyAt: now + 200 * day, earliest: now + 100 * day, latest: now + 300 * day },
      short: 'Jun 8, 2027',
      long: '200 days left, runs out Jun 8, 2027 (Feb 28 – Sep 16, 2027)',
    },
    {
      of: 'a range that begins half a year away, which is not in a row,',
      forecast: { emptyAt: now + 200 * day, earliest: now + 181 * day, latest: now + 300 * day },
      short: 'Jun 8, 2027',
      long: '200 days left, runs out Jun 8, 2027 (May 20 – Sep 16, 2027)',
    },
    { of: 'no date', forecast: {}, short: 'not within 10 years', long: 'Over 10 years left' },
    { of: 'a date in the past', forecast: { emptyAt: now }, short: 'may have run out', long: 'May have run out' },
  ]) {
    it(`with ${of} is "${long}"`, () => {
      assert.deepStrictEqual([runOutShort(forecast, format, now), runOutText(forecast, format, now)], [short, long]);
    });
  }

  it('has its whole range in a row where that is in this year, however far it is', () => {
    const january = Date.UTC(2027, 0, 5);
    const forecast = { emptyAt: january + 200 * day, earliest: january + 190 * day, latest: january + 220 * day };
    assert.equal(runOutShort(forecast, format, january), 'Jul 24 (Jul 14 – Aug 13)');
  });

  for (const { learning, text } of [
    { learning: { hours: 24, charges: 3 }, text: 'Forecast available after 24 more hours and 3 more charges' },
    { learning: { hours: 1, charges: 0 }, text: 'Forecast available after 1 more hour' },
    { learning: { hours: 0, charges: 1 }, text: 'Forecast available after 1 more charge' },
  ]) {
    it(`that is not there yet is "${text}"`, () => assert.equal(learningText(learning, format), text));
  }
});

describe('the text of what expires unused', () => {
  const at = Date.UTC(2027, 2, 14);

  for (const { lot, amount, unit, text } of [
    {
      lot: { kind: 'Gift', allocated: 1000, remaining: 400, expiresAt: at },
      amount: 319.6,
      unit: credits,
      text: '~320 of 1,000 credits will expire unused on Mar 14',
    },
    {
      lot: { kind: 'Gift', remaining: 1, expiresAt: at },
      amount: 1,
      unit: credits,
      text: '~1 credit will expire unused on Mar 14',
    },
    {
      lot: { kind: 'Gift', remaining: 0.4, expiresAt: at },
      amount: 0.65,
      unit: usd,
      text: '~$0.65 will expire unused on Mar 14',
    },
  ]) {
    it(`is "${text}"`, () => assert.equal(expiryLossText({ lot, amount, at }, unit, format, now), text));
  }
});
