import assert from 'node:assert/strict';
import { dayStart, hourStart, monthStart, nextDay, nextMonth } from '../../../src/core/time.ts';
import { inZone } from '../../support/fakes/environment.ts';

const hour = 3_600_000;

describe("the user's days", () => {
  describe('in New York', () => {
    inZone('America/New_York');

    it('begin at midnight there', () => {
      const noon = Date.parse('2026-03-04T12:34:56.789-05:00');
      assert.equal(dayStart(noon), Date.parse('2026-03-04T00:00:00-05:00'));
      assert.equal(nextDay(noon), Date.parse('2026-03-05T00:00:00-05:00'));
      assert.equal(dayStart(dayStart(noon)), dayStart(noon));
      assert.equal(dayStart(dayStart(noon) - 1), Date.parse('2026-03-03T00:00:00-05:00'));
    });

    it('are 23 and 25 hours where the clocks change', () => {
      const [spring, autumn] = [Date.parse('2026-03-08T12:00:00-04:00'), Date.parse('2026-11-01T12:00:00-05:00')];
      assert.equal(nextDay(spring) - dayStart(spring), 23 * hour);
      assert.equal(nextDay(autumn) - dayStart(autumn), 25 * hour);
    });

    it('have an hour of their own for each of two that read alike', () => {
      const first = Date.parse('2026-11-01T01:20:00-04:00');
      assert.equal(hourStart(first), Date.parse('2026-11-01T01:00:00-04:00'));
      assert.equal(hourStart(first + hour), Date.parse('2026-11-01T01:00:00-05:00'));
    });

    it('make months', () => {
      const march = Date.parse('2026-03-31T23:59:59-04:00');
      assert.equal(monthStart(march), Date.parse('2026-03-01T00:00:00-05:00'));
      assert.equal(nextMonth(march), Date.parse('2026-04-01T00:00:00-04:00'));
      assert.equal(nextMonth(Date.parse('2026-12-31T12:00:00-05:00')), Date.parse('2027-01-01T00:00:00-05:00'));
    });
  });

  describe('in Kolkata', () => {
    inZone('Asia/Kolkata');

    it('begin half an hour beside those of the hour', () => {
      const time = Date.parse('2026-03-04T12:34:00+05:30');
      assert.equal(dayStart(time), Date.parse('2026-03-04T00:00:00+05:30'));
      assert.equal(hourStart(time), Date.parse('2026-03-04T12:00:00+05:30'));
      assert.equal(monthStart(time), Date.parse('2026-03-01T00:00:00+05:30'));
    });
  });

  describe('in Santiago, where the clocks change at midnight', () => {
    inZone('America/Santiago');

    it('follow each other without a gap', () => {
      let time = dayStart(Date.parse('2026-01-01T12:00:00Z'));
      for (let count = 0; count < 365; count++) {
        const next = nextDay(time);
        assert.ok(next - time >= 23 * hour && next - time <= 25 * hour, new Date(time).toISOString());
        assert.equal(dayStart(next), next);
        assert.equal(dayStart(next - 1), time);
        time = next;
      }
    });
  });
});
