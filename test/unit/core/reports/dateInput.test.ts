import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dateEntry, usualDate } from '../../../../src/core/reports/dateInput.ts';
import { isoTime } from '../../../../src/core/reports/isoTime.ts';
import { inZone } from '../../../support/fakes/environment.ts';

/** What an entry comes to: the time until which it counts, or why it isn't a date. */
function read(typed: string, now: number): string {
  const entry = dateEntry(typed, now);
  return 'problem' in entry ? entry.problem : isoTime(entry.until);
}

const form = 'Enter a date (2026-12-31) or a span of time ("30 days", "2 weeks", "3 months").';

describe('a date that a person types', () => {
  inZone('Europe/Berlin');
  const now = Date.parse('2026-11-20T23:30:00+01:00');

  for (const [typed, until] of [
    ['2026-12-31', '2027-01-01T00:00:00+01:00'],
    [' 2026-12-31 ', '2027-01-01T00:00:00+01:00'],
    ['2027-3-1', '2027-03-02T00:00:00+01:00'],
    ['2028-02-29', '2028-03-01T00:00:00+01:00'],
    ['2027-03-28', '2027-03-29T00:00:00+02:00'],
    ['2026-11-20', '2026-11-21T00:00:00+01:00'],
    ['0 days', '2026-11-21T00:00:00+01:00'],
    ['1 day', '2026-11-22T00:00:00+01:00'],
    ['30 days', '2026-12-21T00:00:00+01:00'],
    ['in 2 weeks', '2026-12-05T00:00:00+01:00'],
    ['3 Months', '2027-02-21T00:00:00+01:00'],
    ['8months', '2027-07-21T00:00:00+02:00'],
    ['1 year', '2027-11-21T00:00:00+01:00'],
    ['10 years', '2036-11-21T00:00:00+01:00'],
  ] as const) {
    it(`counts to its end: ${typed}`, () => assert.equal(read(typed, now), until));
  }

  for (const [typed, problem] of [
    ['', form],
    ['2026', form],
    ['31.12.2026', form],
    ['12/31/2026', form],
    ['-3 days', form],
    ['1.5 months', form],
    ['three weeks', form],
    ['99999 days', form],
    ['2026-02-30', "2026-02-30 isn't a valid date."],
    ['2027-02-29', "2027-02-29 isn't a valid date."],
    ['2026-13-01', "2026-13-01 isn't a valid date."],
    ['2026-00-10', "2026-00-10 isn't a valid date."],
    ['2026-11-19', '2026-11-19 is in the past.'],
    ['0026-12-31', '0026-12-31 is in the past.'],
    ['2036-11-21', 'Enter a date within 10 years.'],
    ['9999 years', 'Enter a date within 10 years.'],
  ] as const) {
    it(`is refused: "${typed}"`, () => assert.equal(read(typed, now), problem));
  }

  it('is the last day of a month that has no such day', () => {
    assert.equal(read('1 month', Date.parse('2027-01-31T12:00:00+01:00')), '2027-03-01T00:00:00+01:00');
    assert.equal(read('1 year', Date.parse('2028-02-29T12:00:00+01:00')), '2029-03-01T00:00:00+01:00');
  });

  it('is meant to be the end of this month, or of the next one in its last three days', () => {
    for (const [day, usual] of [
      ['2026-11-01', '2026-11-30'],
      ['2026-11-27', '2026-11-30'],
      ['2026-11-28', '2026-12-31'],
      ['2026-11-30', '2026-12-31'],
      ['2026-12-31', '2027-01-31'],
      ['2028-01-30', '2028-02-29'],
    ] as const) {
      assert.equal(usualDate(Date.parse(`${day}T23:59:59+01:00`)), usual);
    }
  });
});

// In Beirut and in Santiago the clocks change at midnight: there are days that begin at one.
for (const zone of ['UTC', 'America/Santiago', 'Asia/Beirut', 'Pacific/Apia', 'Europe/Berlin']) {
  describe(`any date in ${zone}`, () => {
    inZone(zone);
    const anyNow = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2037, 0, 1) });

    it('that is meant is one that is read, and is ahead', () => {
      fc.assert(
        fc.property(anyNow, (now) => {
          const entry = dateEntry(usualDate(now), now);
          assert.ok('until' in entry && entry.until > now);
        }),
      );
    });

    it('lies as many days ahead as were typed', () => {
      fc.assert(
        fc.property(anyNow, fc.integer({ min: 0, max: 3000 }), (now, days) => {
          const entry = dateEntry(`${days} days`, now);
          assert.ok('day' in entry);
          const dayOf = (time: number) =>
            Date.UTC(new Date(time).getFullYear(), new Date(time).getMonth(), new Date(time).getDate()) / 86_400_000;
          assert.equal(dayOf(entry.day) - dayOf(now), days);
          assert.ok(dayOf(entry.until) > dayOf(entry.day));
        }),
      );
    });
  });
}
