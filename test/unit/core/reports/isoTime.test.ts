import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isoTime } from '../../../../src/core/reports/isoTime.ts';
import { inZone } from '../../../support/fakes/environment.ts';

describe('a time in a file', () => {
  for (const { zone, time, text } of [
    { zone: 'Europe/Berlin', time: '2026-11-03T13:05:00Z', text: '2026-11-03T14:05:00+01:00' },
    { zone: 'Europe/Berlin', time: '2026-07-03T13:05:00Z', text: '2026-07-03T15:05:00+02:00' },
    { zone: 'UTC', time: '2026-11-03T13:05:00Z', text: '2026-11-03T13:05:00+00:00' },
    { zone: 'America/St_Johns', time: '2026-01-01T00:00:00Z', text: '2025-12-31T20:30:00-03:30' },
    { zone: 'Asia/Kathmandu', time: '2026-01-01T00:00:00Z', text: '2026-01-01T05:45:00+05:45' },
    { zone: 'Pacific/Kiritimati', time: '2026-12-31T10:00:00Z', text: '2027-01-01T00:00:00+14:00' },
  ]) {
    describe(`in ${zone}`, () => {
      inZone(zone);
      it(`is ${text}`, () => assert.equal(isoTime(Date.parse(time)), text));
    });
  }

  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Monrovia']) {
    describe(`in ${zone}`, () => {
      inZone(zone);
      it('is read back as the same second, also where an hour comes twice', () => {
        fc.assert(
          fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
            assert.equal(Date.parse(isoTime(second * 1000)), second * 1000);
          }),
        );
      });
    });
  }

  it('is empty where no calendar has it', () => {
    assert.deepStrictEqual([Number.NaN, 1e300, -1e17, Number.POSITIVE_INFINITY].map(isoTime), ['', '', '', '']);
  });
});
