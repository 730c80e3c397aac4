import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import { credits, type Unit } from '../../../src/core/unit.ts';

const usd: Unit = { kind: 'currency', name: 'USD' };
const jpy: Unit = { kind: 'currency', name: 'JPY' };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 20, 12);

/** Intl writes some blanks that do not break: read as blanks. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('an amount', () => {
  for (const { locale, amount, unit, text } of [
    { locale: 'en-US', amount: 12500, unit: credits, text: '12,500' },
    { locale: 'en-GB', amount: 1234.567, unit: credits, text: '1,234.567' },
    { locale: 'de-DE', amount: 1234.567, unit: credits, text: '1.234,567' },
    { locale: 'de-DE', amount: 12500, unit: credits, text: '12.500' },
    { locale: 'en-US', amount: 2.25, unit: credits, text: '2.25' },
    { locale: 'en-US', amount: 0.1 + 0.2, unit: credits, text: '0.3' },
    { locale: 'en-US', amount: 0, unit: credits, text: '0' },
    { locale: 'en-US', amount: -0, unit: credits, text: '0' },
    { locale: 'en-US', amount: -3.5, unit: credits, text: '-3.5' },
    { locale: 'en-US', amount: 0.001, unit: credits, text: '0.001' },
    { locale: 'en-US', amount: 0.0004, unit: credits, text: '<0.001' },
    { locale: 'de-DE', amount: 0.0004, unit: credits, text: '<0,001' },
    { locale: 'en-US', amount: 5e-324, unit: credits, text: '<0.001' },
    { locale: 'en-US', amount: -0.0004, unit: credits, text: '0' },
    { locale: 'en-US', amount: 1e15, unit: credits, text: '1,000,000,000,000,000' },
    { locale: 'en-US', amount: 4.2, unit: usd, text: '$4.20' },
    { locale: 'en-GB', amount: 4.2, unit: usd, text: 'US$4.20' },
    { locale: 'de-DE', amount: 1234.5, unit: usd, text: '1.234,50 $' },
    { locale: 'en-US', amount: -4.2, unit: usd, text: '-$4.20' },
    { locale: 'en-US', amount: 0, unit: usd, text: '$0.00' },
    { locale: 'en-US', amount: -0, unit: usd, text: '$0.00' },
    { locale: 'en-US', amount: 0.004, unit: usd, text: '<$0.01' },
    { locale: 'en-US', amount: -0.004, unit: usd, text: '$0.00' },
    { locale: 'en-US', amount: 0.4, unit: jpy, text: '<¥1' },
    // Intl throws at a code that cannot be one, and nothing would be drawn any more.
    { locale: 'en-US', amount: 4.2, unit: { kind: 'currency', name: 'dollars' } as const, text: '4.2' },
  ]) {
    it(`of ${amount} ${unit.name} in ${locale} is ${text}`, () => {
      assert.equal(plain(new Format(locale).amount(amount, unit)), text);
    });
  }

  for (const { amount, unit, text } of [
    { amount: 42, unit: credits, text: '42 credits' },
    { amount: 1, unit: credits, text: '1 credit' },
    { amount: 0, unit: credits, text: '0 credits' },
    { amount: 0.0004, unit: credits, text: '<0.001 credits' },
    { amount: 4.2, unit: usd, text: '$4.20' },
  ]) {
    it(`with its unit is ${text}`, () => assert.equal(new Format('en-US').amountWithUnit(amount, unit), text));
  }
});

describe('a date', () => {
  for (const { locale, zone, text } of [
    { locale: 'en-GB', zone: 'UTC', text: '1 January 2027' },
    { locale: 'en-US', zone: 'UTC', text: 'January 1, 2027' },
    { locale: 'de-DE', zone: 'UTC', text: '1. Januar 2027' },
    { locale: 'en-GB', zone: 'America/New_York', text: '31 December 2026' },
    { locale: 'en-GB', zone: 'Pacific/Kiritimati', text: '1 January 2027' },
  ]) {
    it(`in ${locale} in ${zone} is ${text}`, () => {
      assert.equal(new Format(locale, zone).date(Date.UTC(2027, 0, 1)), text);
    });
  }

  it('at the end of time can be written', () => {
    const format = new Format('en-GB', 'Pacific/Kiritimati');
    assert.deepStrictEqual(
      [format.date(8.64e15), format.daysUntil(8.64e15, now)],
      ['13 September 275760', 'in 99,979,222 days'],
    );
  });

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

describe('an age', () => {
  for (const { span, text } of [
    { span: 0, text: 'just now' },
    { span: minute - 1, text: 'just now' },
    { span: -day, text: 'just now' },
    { span: minute, text: '1 min ago' },
    { span: hour - 1, text: '59 min ago' },
    { span: hour, text: '1 h ago' },
    { span: 2 * day - 1, text: '47 h ago' },
    { span: 2 * day, text: '2 d ago' },
    { span: 400 * day, text: '400 d ago' },
  ]) {
    it(`of ${span} ms is ${text}`, () => assert.equal(new Format('en-US').age(now - span, now), text));
  }
});

describe('the days until a time', () => {
  for (const { zone, from, to, text } of [
    { zone: 'UTC', from: now, to: Date.UTC(2027, 0, 1), text: 'in 42 days' },
    { zone: 'UTC', from: now, to: now + 1, text: 'today' },
    { zone: 'UTC', from: now, to: Date.UTC(2026, 10, 20, 23, 59), text: 'today' },
    { zone: 'UTC', from: Date.UTC(2026, 10, 20, 23, 59), to: Date.UTC(2026, 10, 21), text: 'in 1 day' },
    { zone: 'UTC', from: now, to: Date.UTC(2026, 10, 21, 23), text: 'in 1 day' },
    { zone: 'UTC', from: now, to: now - 5 * day, text: 'today' },
    { zone: 'UTC', from: now, to: Date.UTC(2030, 10, 20), text: 'in 1,461 days' },
    // 20 November 19:00 to 31 December 19:00 in New York, where it is not yet the new year.
    { zone: 'America/New_York', from: Date.UTC(2026, 10, 21), to: Date.UTC(2027, 0, 1), text: 'in 41 days' },
    // Midnight to midnight over the night in which the clocks go forward: 23 hours, and a day.
    { zone: 'Europe/Berlin', from: Date.UTC(2026, 2, 28, 23), to: Date.UTC(2026, 2, 29, 22), text: 'in 1 day' },
  ]) {
    it(`from ${new Date(from).toISOString()} to ${new Date(to).toISOString()} in ${zone} are "${text}"`, () => {
      assert.equal(new Format('en-US', zone).daysUntil(to, from), text);
    });
  }
});
