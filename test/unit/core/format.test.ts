import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';

const usd = currency('USD');
const now = Date.UTC(2026, 10, 20, 12);
const us = new Format('en-US', 'UTC');

/** Intl writes some spaces that don't break: read as spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('an amount', () => {
  for (const { locale, amount, unit, text } of [
    { locale: 'en-US', amount: 12500, unit: credits, text: '12,500' },
    { locale: 'en-GB', amount: 1234.567, unit: credits, text: '1,234.567' },
    { locale: 'de-DE', amount: 1234.567, unit: credits, text: '1.234,567' },
    { locale: 'en-US', amount: 0.1 + 0.2, unit: credits, text: '0.3' },
    { locale: 'en-US', amount: -0, unit: credits, text: '0' },
    { locale: 'en-US', amount: -3.5, unit: credits, text: '-3.5' },
    { locale: 'en-US', amount: 0.001, unit: credits, text: '0.001' },
    { locale: 'en-US', amount: 0.0004, unit: credits, text: '<0.001' },
    { locale: 'de-DE', amount: 0.0004, unit: credits, text: '<0,001' },
    { locale: 'en-US', amount: 5e-324, unit: credits, text: '<0.001' },
    { locale: 'en-US', amount: -0.0004, unit: credits, text: '0' },
    { locale: 'en-US', amount: 4.2, unit: usd, text: '$4.20' },
    { locale: 'en-GB', amount: 4.2, unit: usd, text: 'US$4.20' },
    { locale: 'de-DE', amount: 1234.5, unit: usd, text: '1.234,50 $' },
    { locale: 'en-US', amount: -4.2, unit: usd, text: '-$4.20' },
    { locale: 'en-US', amount: -0, unit: usd, text: '$0.00' },
    { locale: 'en-US', amount: 0.004, unit: usd, text: '<$0.01' },
    { locale: 'en-US', amount: -0.004, unit: usd, text: '$0.00' },
    { locale: 'en-US', amount: 0.4, unit: currency('JPY'), text: '<¥1' },
    // Intl throws at a code that can't be one, and nothing would be drawn any more.
    { locale: 'en-US', amount: 4.2, unit: currency('dollars'), text: '4.2' },
    { locale: 'en-US', amount: 999_999, unit: credits, text: '999,999' },
    { locale: 'en-US', amount: 1_234_567, unit: credits, text: '1.23M' },
    { locale: 'de-DE', amount: 1_234_567, unit: credits, text: '1,23 Mio.' },
    { locale: 'en-US', amount: 1_234_567, unit: usd, text: '$1.23M' },
    { locale: 'en-US', amount: 1e15, unit: credits, text: '1E15' },
    { locale: 'en-US', amount: -1.7e308, unit: usd, text: '-1.7E308' },
  ]) {
    it(`of ${amount} ${unit.name} in ${locale} is ${text}`, () => {
      assert.equal(plain(new Format(locale).amount(amount, unit)), text);
    });
  }

  it('of any size takes twelve characters at most', () => {
    const sizes = Array.from({ length: 309 }, (_, power) => Number(`1.23456e${power}`)).flatMap((size) => [
      size,
      -size,
    ]);
    const texts = sizes.flatMap((size) => [us.amount(size, credits), us.amount(size, usd)]);
    assert.deepStrictEqual(
      texts.filter((text) => text.length > 12),
      [],
    );
  });

  it('has all its digits where they are asked for', () => {
    assert.equal(us.exactAmount(1_234_567.5, credits), '1,234,567.5');
    assert.equal(us.exactAmount(-1e308, credits), '-1E308');
  });

  for (const { amount, unit, text } of [
    { amount: 42, unit: credits, text: '42 credits' },
    { amount: 1, unit: credits, text: '1 credit' },
    { amount: 1, unit: count('searches'), text: '1 search' },
    { amount: 1, unit: count('queries', 'query'), text: '1 query' },
    { amount: 2, unit: count('searches'), text: '2 searches' },
    { amount: 1.0001, unit: credits, text: '1 credit' },
    { amount: 0, unit: credits, text: '0 credits' },
    { amount: 0.0004, unit: credits, text: '<0.001 credits' },
    { amount: 1_200_000, unit: count('characters'), text: '1.2M characters' },
    { amount: 4.2, unit: usd, text: '$4.20' },
  ]) {
    it(`with its unit is ${text}`, () => assert.equal(us.amountWithUnit(amount, unit), text));
  }
});

describe('an estimate', () => {
  for (const { amount, unit, text } of [
    { amount: 12_346, unit: credits, text: '12,300 credits' },
    { amount: 264.4, unit: credits, text: '264 credits' },
    { amount: 14.26, unit: credits, text: '14 credits' },
    { amount: 0.0123, unit: credits, text: '0.012 credits' },
    { amount: 0.999, unit: credits, text: '1 credit' },
    { amount: 12.4, unit: usd, text: '$12' },
    { amount: 4.52, unit: usd, text: '$4.50' },
    { amount: 0.001, unit: usd, text: '<$0.01' },
    { amount: 12_345_678, unit: usd, text: '$12.3M' },
  ]) {
    it(`of ${amount} ${unit.name} is ${text}`, () => assert.equal(us.roughlyWithUnit(amount, unit), text));
  }

  it('has a range, which is one number where both ends are the same', () => {
    assert.deepStrictEqual(
      [us.roughRange(28.2, 31.7, credits), us.roughRange(28.2, 28.3, credits), us.roughRange(3, 5.25, usd)],
      ['28–32', '28', '$3–$5.30'],
    );
  });
});

describe('a date', () => {
  for (const { time, text } of [
    { time: Date.UTC(2026, 10, 25), text: 'Nov 25' },
    { time: Date.UTC(2026, 0, 5), text: 'Jan 5' },
    { time: Date.UTC(2027, 0, 5), text: 'Jan 5' },
    { time: now + 180 * day, text: 'May 19' },
    { time: now + 181 * day, text: 'May 20, 2027' },
    { time: Date.UTC(2025, 11, 31), text: 'Dec 31, 2025' },
  ]) {
    it(`is ${text}, with the year in another one half a year away`, () => assert.equal(us.date(time, now), text));
  }

  for (const { locale, zone, text } of [
    { locale: 'en-US', zone: 'UTC', text: 'Jan 1, 2028' },
    { locale: 'de-DE', zone: 'UTC', text: '1. Jan. 2028' },
    { locale: 'en-US', zone: 'America/New_York', text: 'Dec 31' },
    { locale: 'en-GB', zone: 'America/New_York', text: '31 Dec' },
    { locale: 'en-US', zone: 'Pacific/Kiritimati', text: 'Jan 1, 2028' },
  ]) {
    it(`in ${locale} in ${zone} is ${text}, the year by the calendar there`, () => {
      assert.equal(new Format(locale, zone).date(Date.UTC(2028, 0, 1), Date.UTC(2027, 5, 20)), text);
    });
  }

  for (const month of [0, 2, 5, 6, 7, 11]) {
    it(`of the past is that of no other day of it, nor one to come, seen from month ${month + 1}`, () => {
      const today = Date.UTC(2027, month, 10, 12);
      for (const direction of [-1, 1]) {
        const texts = Array.from({ length: 1000 }, (_, days) => us.date(today + direction * days * day, today));
        assert.equal(new Set(texts).size, texts.length);
      }
    });
  }

  it('has its year where nothing is said of the present one', () => {
    assert.equal(us.date(Date.UTC(2026, 10, 25)), 'Nov 25, 2026');
  });

  it('at the end of time can be written', () => {
    assert.equal(new Format('en-US', 'Pacific/Kiritimati').date(Number.MAX_VALUE, now), 'Sep 13, 275760');
  });

  for (const { from, to, text } of [
    { from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 29), text: 'Nov 24–29' },
    { from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 11, 3), text: 'Nov 24 – Dec 3' },
    { from: Date.UTC(2026, 10, 24), to: Date.UTC(2027, 0, 3), text: 'Nov 24 – Jan 3' },
    { from: Date.UTC(2027, 0, 3), to: Date.UTC(2027, 0, 8), text: 'Jan 3–8' },
    { from: Date.UTC(2026, 0, 3), to: Date.UTC(2026, 10, 8), text: 'Jan 3 – Nov 8' },
    { from: Date.UTC(2026, 10, 24), to: Date.UTC(2027, 6, 3), text: 'Nov 24, 2026 – Jul 3, 2027' },
    { from: Date.UTC(2025, 11, 24), to: Date.UTC(2026, 10, 3), text: 'Dec 24, 2025 – Nov 3, 2026' },
    { from: Date.UTC(2027, 6, 3), to: Date.UTC(2027, 6, 8), text: 'Jul 3–8, 2027' },
    { from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 24, 5), text: 'Nov 24' },
    { from: Date.UTC(2026, 10, 29), to: Date.UTC(2026, 10, 24), text: 'Nov 24–29' },
  ]) {
    it(`to another is ${text}`, () => assert.equal(us.dateRange(from, to, now), text));
  }

  for (const { locale, text } of [
    { locale: 'en-GB', text: '16:05' },
    { locale: 'en-US', text: '4:05 PM' },
    { locale: 'de-DE', text: '16:05' },
  ]) {
    it(`has the time of day ${text} in ${locale}`, () => {
      assert.equal(plain(new Format(locale, 'UTC').timeOfDay(Date.UTC(2026, 10, 20, 16, 5))), text);
    });
  }
});

describe('a span of time', () => {
  for (const { span, short, long } of [
    { span: 0, short: '1 min', long: '1 minute' },
    { span: 90_000, short: '2 min', long: '2 minutes' },
    { span: hour - 31_000, short: '59 min', long: '59 minutes' },
    { span: hour - 1, short: '1 h', long: '1 hour' },
    { span: 32.6 * hour, short: '33 h', long: '33 hours' },
    { span: 2 * day - 1, short: '2 d', long: '2 days' },
    { span: 2.6 * day, short: '3 d', long: '3 days' },
    { span: 400 * day, short: '400 d', long: '400 days' },
    { span: 731 * day, short: '2 y', long: '2 years' },
  ]) {
    it(`of ${span} ms is ${short}`, () => {
      assert.deepStrictEqual([us.span(span), us.span(span, 'long')], [short, long]);
    });
  }

  for (const { span, text } of [
    { span: 0, text: 'just now' },
    { span: minute - 1, text: 'just now' },
    { span: -day, text: 'just now' },
    { span: minute, text: '1 min ago' },
    { span: 3 * hour, text: '3 h ago' },
  ]) {
    it(`of ${span} ms is an age of "${text}"`, () => assert.equal(us.age(now - span, now), text));
  }
});
