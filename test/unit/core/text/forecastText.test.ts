import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import {
  expiryLossText,
  lastingText,
  paceRangeText,
  paceText,
  runwayText,
  usageRateText,
} from '../../../../src/core/text/forecastText.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleUsageRate } from '../../../support/fakes/sampleOutlook.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;
const dollars = { kind: 'currency', name: 'USD' } as const;

describe('the words for a pace', () => {
  it('are what a day takes, how sure that is, and its range', () => {
    assert.equal(usageRateText(sampleUsageRate, credits, format), 'Uses about 12 credits a day, fairly sure (9 to 15)');
  });

  it('do not claim more digits than a pace has', () => {
    const usageRate = { ...sampleUsageRate, perDay: 1234.5678, low: 0.034567, high: 98.76 };
    assert.equal(
      usageRateText(usageRate, credits, format),
      'Uses about 1,235 credits a day, fairly sure (0.035 to 99)',
    );
  });

  it('are those of a currency where it is one', () => {
    const usageRate = { ...sampleUsageRate, perDay: 1.234, low: 0.5, high: 2, confidence: 'low' as const };
    assert.equal(
      usageRateText(usageRate, dollars, format),
      'Uses about US$1.20 a day, a rough guess (US$0.50 to US$2.00)',
    );
  });
});

describe('the short words', () => {
  it('say a pace and how sure it is', () => {
    assert.equal(paceText(sampleUsageRate, credits, format), 'About 12 credits a day');
    assert.equal(paceRangeText({ ...sampleUsageRate, confidence: 'high' }, credits, format), 'sure, 9 to 15');
  });

  for (const { emptyAt, text } of [
    { emptyAt: now + 15 * day, text: 'Lasts 15 d, until 5 December 2026' },
    { emptyAt: now + 90_000, text: 'Lasts 1 min, until 20 November 2026' },
    { emptyAt: now, text: 'Has run out by now' },
    { emptyAt: undefined, text: 'Lasts more than ten years' },
  ]) {
    it(`say: ${text}`, () => assert.equal(lastingText({ emptyAt }, format, now), text));
  }
});

describe('the words for a runway', () => {
  const emptyAt = now + 15 * day;

  for (const { of, forecast, text } of [
    {
      of: 'a date and its range',
      forecast: { emptyAt, earliest: now + 12 * day, latest: now + 20 * day },
      text: 'Runs out in about 15 d, on 5 December 2026 (2 December 2026 to 10 December 2026)',
    },
    {
      of: 'a date that has no latest',
      forecast: { emptyAt, earliest: now + 12 * day },
      text: 'Runs out in about 15 d, on 5 December 2026 (2 December 2026 at the earliest)',
    },
    {
      of: 'one date where the range is a day',
      forecast: { emptyAt, earliest: emptyAt, latest: emptyAt + 1 },
      text: 'Runs out in about 15 d, on 5 December 2026',
    },
    { of: 'no date', forecast: {}, text: 'Lasts more than ten years at this pace' },
    { of: 'a date that is over', forecast: { emptyAt: now - 1 }, text: 'Has run out by now at this pace' },
  ]) {
    it(`say ${of}`, () => assert.equal(runwayText(forecast, format, now), text));
  }
});

describe('the words for a expiry', () => {
  const at = Date.UTC(2027, 2, 14);

  it('are how much of the lot is lost, and when', () => {
    const expiry = { lot: { kind: 'Gift', allocated: 1000, remaining: 400, expiresAt: at }, amount: 319.6, at };
    assert.equal(expiryLossText(expiry, credits, format), 'At this pace 320 of 1,000 credits expiry on 14 March 2027');
  });

  it('are the amount alone where the size of the lot is not known', () => {
    const expiry = { lot: { kind: 'Gift', remaining: 1, expiresAt: at }, amount: 1, at };
    assert.equal(expiryLossText(expiry, credits, format), 'At this pace 1 credit expiries on 14 March 2027');
  });

  it('never make nothing of less than one', () => {
    const expiry = { lot: { kind: 'Gift', remaining: 0.4, expiresAt: at }, amount: 0.65, at };
    assert.equal(expiryLossText(expiry, dollars, format), 'At this pace US$0.65 expiry on 14 March 2027');
  });
});
