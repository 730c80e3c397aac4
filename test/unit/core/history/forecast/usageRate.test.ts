import assert from 'node:assert/strict';
import type { Series } from '../../../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { inZone } from '../../../../support/fakes/environment.ts';
import { seriesFrom } from '../../../../support/fakes/samples.ts';
import { usageRateAt } from '../../../../support/history/usageRateAt.ts';

const start = Date.UTC(2026, 2, 2, 9);

/** Readings at an interval from the start on, of an amount that is a function of the time since. */
function read(length: number, interval: number, amount: (after: number) => number, from = start, keySetAt = 0): Series {
  const answers = Array.from({ length: Math.floor(length / interval) + 1 }, (_, index) => ({
    at: from + index * interval,
    amount: amount(index * interval),
  }));
  return seriesFrom(answers, keySetAt);
}

function steady(length: number, interval: number, perDay: number, credit = 0): Series {
  return read(length, interval, (after) => {
    const used = (perDay * after) / day;
    return 1e6 - (credit > 0 ? Math.floor(used / credit) * credit : used);
  });
}

function end(series: Series): number {
  return series.points.at(-1)?.until ?? 0;
}

function rateAtEnd(series: Series) {
  return usageRateAt([series], end(series));
}

function isNear(actual: number | undefined, expected: number, share = 0.01): void {
  assert.ok(actual !== undefined, 'still learning');
  assert.ok(Math.abs(actual - expected) <= share * expected, `${actual} is not ${expected}`);
}

describe('the usage rate', () => {
  inZone('America/New_York');

  describe('of too few readings', () => {
    it('is unknown without a history, and from one reading', () => {
      assert.equal(usageRateAt([], start), undefined);
      assert.equal(usageRateAt([seriesFrom([{ at: start, amount: 5 }])], start + 9 * day), undefined);
    });

    it('is unknown until the readings span a day', () => {
      assert.equal(rateAtEnd(steady(23 * hour, hour, 240)), undefined);
      isNear(rateAtEnd(steady(24 * hour, hour, 240))?.perDay, 240);
    });

    it('is unknown until there were three charges', () => {
      const falls = (count: number) => read(4 * day, hour, (after) => 100 - Math.min(count, Math.floor(after / day)));
      assert.equal(rateAtEnd(falls(2)), undefined);
      isNear(rateAtEnd(falls(3))?.perDay, 1, 0.34);
    });

    it('has no charge in a rise, an expiry or an adjustment', () => {
      const lots = [1, 2, 3, 4].map((at) => ({
        kind: `${at}`,
        allocated: 10,
        remaining: 10,
        expiresAt: start + at * day,
      }));
      const amounts = [40, 30, 20, 10, 0].map((amount, index) => ({ at: start + index * day, amount, lots }));
      assert.equal(usageRateAt([seriesFrom(amounts)], start + 9 * day), undefined);
      const flaps = read(2 * day, 10 * minute, (after) => (after % hour === 0 && after > 0 ? 0 : 100));
      assert.equal(rateAtEnd(flaps), undefined);
    });

    it('is unknown again when nothing was used for 91 days', () => {
      const stopped = (days: number) => read((10 + days) * day, day, (after) => 1000 - Math.min(after / day, 10));
      assert.ok(rateAtEnd(stopped(80)));
      assert.equal(rateAtEnd(stopped(92)), undefined);
      const unread = steady(10 * day, hour, 24);
      assert.ok(usageRateAt([unread], end(unread) + 80 * day));
      assert.equal(usageRateAt([unread], end(unread) + 92 * day), undefined);
    });
  });

  describe('of steady usage', () => {
    for (const [words, interval] of [
      ['minute', minute],
      ['15 minutes', 15 * minute],
      ['hour', hour],
      ['7 hours', 7 * hour],
      ['day', day],
      ['3 days', 3 * day],
    ] as const) {
      it(`is right with a reading every ${words}`, () => {
        const usageRate = rateAtEnd(
          steady(interval > day ? 30 * day : interval === minute ? 2 * day : 10 * day, interval, 137),
        );
        isNear(usageRate?.perDay, 137);
        assert.ok(usageRate && usageRate.low <= 137 && usageRate.high >= 137);
      });
    }

    it('is right for a credit every five hours, wherever the window begins and ends', () => {
      for (let offset = 0; offset < 5; offset += 0.7) {
        isNear(rateAtEnd(steady(10 * day + offset * hour, 10 * minute, 4.8, 1))?.perDay, 4.8);
      }
    });

    it('is right for a credit in three days', () => {
      isNear(rateAtEnd(steady(60 * day, hour, 1 / 3, 1))?.perDay, 1 / 3);
    });

    it('has a range that becomes narrow with more readings, and stays wide where the days differ', () => {
      const width = (series: Series) => {
        const { low, high, perDay } = rateAtEnd(series) ?? assert.fail('no rate');
        return (high - low) / perDay;
      };
      const [first, later] = [width(steady(25 * hour, 15 * minute, 1000)), width(steady(30 * day, 15 * minute, 1000))];
      assert.ok(first > 0.5 && later < 0.2, `${first} ${later}`);
      const odd = read(
        7 * day,
        hour,
        (after) => 1000 - ([0, 9, 9, 300, 300, 310, 420][Math.floor(after / day)] ?? 950),
      );
      assert.ok(width(odd) > 1);
    });
  });

  describe('of usage with pauses', () => {
    it('counts idle time', () => {
      const used = (after: number) => Math.min(after, 5 * day) / day;
      // Half of the time nothing was used, and lately: it is less than half.
      const usageRate = rateAtEnd(read(10 * day, hour, (after) => 1e6 - 100 * used(after)));
      assert.ok(usageRate && usageRate.perDay > 20 && usageRate.perDay < 40, `${usageRate?.perDay}`);
    });

    it('is the mean of working hours, nights and a weekend, at every hour', () => {
      // Eight hours a day from Monday to Friday; 12 credits an hour.
      const used = (after: number) => {
        const days = Math.floor(after / day);
        const hours = Math.min(8, (after - days * day) / hour);
        return 12 * (8 * (Math.floor(days / 7) * 5 + Math.min(5, days % 7)) + (days % 7 < 5 ? hours : 0));
      };
      for (let more = 0; more < 7 * day; more += 11 * hour) {
        const usageRate = rateAtEnd(read(14 * day + more, hour / 2, (after) => 1e6 - used(after)));
        isNear(usageRate?.perDay, (12 * 8 * 5) / 7, 0.05);
      }
    });

    it('does not count the time after the last reading as idle', () => {
      const series = steady(10 * day, hour, 100);
      isNear(usageRateAt([series], end(series) + 5 * day)?.perDay, 100);
    });

    it('spreads what was used without a reading over that time', () => {
      const answers = Array.from({ length: 15 * 24 }, (_, index) => index)
        .filter((index) => index % 24 < 8)
        .map((index) => ({ at: start + index * hour, amount: 1e6 - index * 10 }));
      isNear(usageRateAt([seriesFrom(answers)], start + 20 * day)?.perDay, 240);
    });
  });

  describe('of uneven usage', () => {
    const burst = (size: number, on = 5 * day, over = hour) =>
      read(10 * day, hour, (after) => 1e9 - (100 * after) / day - size * Math.max(0, Math.min(1, (after - on) / over)));

    it('is moved by one burst by no more than a day of twenty times the rate, however big it is', () => {
      const usageRate = rateAtEnd(burst(1e8))?.perDay ?? 0;
      assert.ok(usageRate > 100 && usageRate <= 100 + 2000 / 7, `${usageRate}`);
      isNear(rateAtEnd(burst(1e6))?.perDay, usageRate);
    });

    it('has forgotten a burst after a month', () => {
      const later = read(40 * day, hour, (after) => 1e9 - (100 * after) / day - (after >= 10 * day ? 1e6 : 0));
      isNear(rateAtEnd(later)?.perDay, 100, 0.35);
    });

    it('is moved by a burst that goes on over midnight by no more than two such days', () => {
      const midnight = Date.parse('2026-03-07T00:00:00-05:00') - start;
      for (let before = 0; before <= 24; before += 2) {
        for (const [size, over] of [
          [1e8, 4 * hour],
          [1e8, day],
          [300, 4 * hour],
        ] as const) {
          const usageRate = rateAtEnd(burst(size, midnight - before * hour, over))?.perDay ?? 0;
          assert.ok(
            usageRate > 100 && usageRate <= 100 + (2 * 2000) / 7,
            `${size} from ${before} hours before: ${usageRate}`,
          );
        }
      }
    });

    it('counts a burst over midnight that comes again and again', () => {
      const midnight = Date.parse('2026-03-07T00:00:00-05:00') - start;
      const jobs = [-3, 0, 3, 6, 9].map((days) => midnight - 2 * hour + days * day);
      const done = (after: number) =>
        jobs.reduce((sum, on) => sum + Math.max(0, Math.min(1, (after - on) / (4 * hour))), 0);
      const series = read(15 * day, hour, (after) => 1e6 - (100 * after) / day - 2000 * done(after));
      // A job every third day.
      isNear(rateAtEnd(series)?.perDay, 100 + 4000 / 6, 0.2);
    });

    it('counts bursts that come again and again', () => {
      // Fifty a day, and a thousand on every third.
      const series = read(21 * day, hour, (after) => 1e6 - (50 * after) / day - 1000 * Math.floor(after / (3 * day)));
      isNear(rateAtEnd(series)?.perDay, 50 + 1000 / 3, 0.2);
    });

    it('follows a new rate most of the way within a week, and nearly all of it within a month', () => {
      const rateAfter = (days: number) =>
        rateAtEnd(
          read((22 + days) * day, hour, (time) => 1e6 - (10 * time) / day - (90 * Math.max(0, time - 22 * day)) / day),
        )?.perDay ?? 0;
      assert.ok(rateAfter(8) > 65 && rateAfter(30) > 80, `${rateAfter(8)} ${rateAfter(30)}`);
    });

    it('looks further back where the last week says little', () => {
      const series = read(60 * day, hour, (after) => 1000 - 30 * Math.floor(after / (4 * day)));
      const usageRate = rateAtEnd(series);
      isNear(usageRate?.perDay, 7.5);
      assert.ok(usageRate && usageRate.to - usageRate.from > 28 * day);
    });
  });

  it('is the same whatever was topped up, and whatever expired', () => {
    const plain = read(10 * day, hour, (after) => 1e5 - (240 * after) / day);
    const grown = read(10 * day, hour, (after) => 1e5 - (240 * after) / day + (after >= 4.5 * day ? 5000 : 0));
    // The hour of the purchase itself hides ten credits of use where the service lists nothing of it.
    isNear(rateAtEnd(grown)?.perDay, rateAtEnd(plain)?.perDay ?? 0, 0.01);
    const lots = [{ kind: 'Trial', allocated: 3000, remaining: 3000, expiresAt: start + 4.5 * day }];
    const answers = Array.from({ length: 241 }, (_, index) => ({
      at: start + index * hour,
      amount: 1e5 - 10 * index - (index >= 108 ? 3000 : 0),
      lots: index < 108 ? lots : [],
    }));
    isNear(usageRateAt([seriesFrom(answers)], start + 10 * day)?.perDay, 240);
  });

  it('is of all keys of an account together, without the time between them', () => {
    const first = read(3 * day, hour, (after) => 1000 - (100 * after) / day);
    const second = read(3 * day, hour, (after) => 9000 - (100 * after) / day, start + 5 * day, start + 4 * day);
    isNear(usageRateAt([first, second], end(second))?.perDay, 100);
  });

  it('leaves out what is in another unit', () => {
    const euros = {
      ...read(3 * day, hour, (after) => 1000 - (100 * after) / day),
      unit: { kind: 'currency', name: 'EUR' },
    };
    const second = read(3 * day, hour, (after) => 9000 - (7 * after) / day, start + 3 * day, start + 3 * day);
    isNear(usageRateAt([euros as Series, second], end(second))?.perDay, 7, 0.03);
  });

  it('has the window that it was measured in', () => {
    const series = steady(20 * day, hour, 100);
    const usageRate = usageRateAt([series], end(series) + hour);
    assert.deepStrictEqual([usageRate?.from, usageRate?.to], [start, end(series) + hour]);
    const short = steady(2 * day, hour, 100);
    assert.deepStrictEqual([rateAtEnd(short)?.from, rateAtEnd(short)?.to], [start, end(short)]);
  });

  it('has a summed-up day as one charge, spread over that day', () => {
    const points = Array.from({ length: 15 }, (_, index) => ({
      at: start + index * day,
      until: start + index * day,
      amount: 2000 - 100 * index + (index > 5 ? 700 : 0),
      tally: index > 0 ? { used: 100, toppedUp: index === 6 ? 700 : 0, expired: 0, adjusted: 0 } : undefined,
    }));
    const series = { ...seriesFrom([{ at: start, amount: 2000 }]), points };
    isNear(rateAtEnd(series)?.perDay, 100);
    assert.equal(rateAtEnd({ ...series, points: points.slice(0, 3) }), undefined);
  });
});
