import assert from 'node:assert/strict';
import fc from 'fast-check';
import { leftWithRenewals } from '../../../src/core/history/forecast/afterRenewals.ts';
import type { Renewal } from '../../../src/core/history/forecast/renewal.ts';
import { renewalOf } from '../../../src/core/history/forecast/renewal.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { Point, Series } from '../../../src/core/history/series.ts';
import { day, hour } from '../../../src/core/time.ts';
import { credits } from '../../../src/core/unit.ts';
import { inZone } from '../../support/fakes/environment.ts';
import { evenUsage, sampleSeries } from '../../support/fakes/samples.ts';

const start = Date.UTC(2026, 0, 3, 4);

interface Subscription {
  readonly dayOfMonth: number;
  readonly timeOfDay: number;
  readonly level: number;
  readonly perDay: number;
  readonly adds: boolean;
  readonly opens: number;
  readonly months: number;
}

/** A pool of which at most half is used from one renewal to the next. */
const subscription: fc.Arbitrary<Subscription> = fc.record({
  dayOfMonth: fc.integer({ min: 1, max: 31 }),
  timeOfDay: fc.integer({ min: 0, max: day - 1 }),
  level: fc.integer({ min: 100, max: 100_000 }),
  perDay: fc.double({ min: 0.002, max: 0.015, noNaN: true }),
  adds: fc.boolean(),
  /** The hour at which the editor is opened, for twelve hours of each day. */
  opens: fc.integer({ min: 0, max: 11 }),
  months: fc.integer({ min: 4, max: 9 }),
});

/** The times of the renewals, one a month: on its last day where it is shorter. */
function renewals({ dayOfMonth, timeOfDay, months }: Subscription): readonly number[] {
  return Array.from({ length: months }, (_, index) => {
    const last = new Date(Date.UTC(2026, index + 2, 0)).getUTCDate();
    return Date.UTC(2026, index + 1, Math.min(dayOfMonth, last)) + timeOfDay;
  });
}

/** The readings of each hour in which the editor is open. */
function readUntil(told: Subscription, at: readonly number[], end: number): Series {
  const { level, perDay, adds, opens } = told;
  const points: Point[] = [];
  let amount = level;
  let next = 0;
  for (let time = start; time <= end; time += hour) {
    for (; (at[next] ?? Number.POSITIVE_INFINITY) <= time; next++) amount = adds ? amount + level : level;
    amount -= (perDay * level) / 24;
    const hours = new Date(time).getUTCHours();
    if (hours >= opens && hours < opens + 12) points.push({ at: time, until: time, amount });
  }
  return sampleSeries(points);
}

function renewalIn(series: Series) {
  const last = series.points.at(-1);
  return renewalOf({ unit: credits, amount: last?.amount }, [series], undefined, last?.until ?? 0);
}

for (const zone of ['America/New_York', 'Asia/Kolkata']) {
  describe(`any monthly renewal, in ${zone}`, () => {
    inZone(zone);

    it('is expected to a day after it came three times, also from what is left of the readings', () => {
      fc.assert(
        fc.property(subscription, (told) => {
          const at = renewals(told);
          const [before = 0, next = 0] = at.slice(-2);
          const series = readUntil(told, at, before + 10 * day);
          for (const read of [series, compact(series, before + 10 * day)]) {
            assert.ok(read);
            const { expected } = renewalIn(read);
            assert.ok(expected && Math.abs(expected.at - next) <= day, JSON.stringify({ expected, next }));
            assert.equal(expected.source, 'seen');
          }
        }),
        { numRuns: 100 },
      );
    });

    it('is missed at the latest a day and a half after it should have come, and not before its time', () => {
      fc.assert(
        fc.property(subscription, (told) => {
          const at = renewals(told);
          const [end = 0] = at.slice(-1);
          const came = at.slice(0, -1);
          assert.ok(renewalIn(readUntil(told, came, end - day)).expected);
          const { expected, missed } = renewalIn(readUntil(told, came, end + 2 * day));
          assert.equal(expected, undefined);
          assert.ok(missed && Math.abs(missed.at - end) <= day, JSON.stringify({ missed, end }));
        }),
        { numRuns: 100 },
      );
    });
  });
}

describe('any time after renewals', () => {
  const amounts = fc.double({ min: 0, max: 1e5, noNaN: true });
  const renewal: fc.Arbitrary<Renewal> = fc
    .record({
      days: fc.double({ min: 0, max: 40, noNaN: true }),
      size: amounts,
      adds: fc.boolean(),
      every: fc.constantFrom(undefined, { kind: 'days', days: 7 } as const, { kind: 'month', day: 31 } as const),
    })
    .map(({ days, size, adds, every }) => ({
      at: start + days * day,
      source: 'seen',
      every,
      ...(adds ? { adds: size } : { amount: size }),
    }));

  it('has at least as much left and no more missing than without them', () => {
    fc.assert(
      fc.property(amounts, fc.double({ min: 0.1, max: 1000, noNaN: true }), renewal, (amount, perDay, next) => {
        const times = [5, 20, 90].map((days) => start + days * day);
        const pool = { unit: credits, amount };
        const [plain, renewed] = [undefined, next].map((one) =>
          leftWithRenewals(pool, one, evenUsage(perDay, perDay, perDay, start).expected, start, times),
        );
        for (const [index, { left, short, emptyAt }] of (renewed ?? []).entries()) {
          const without = plain?.[index];
          const slack = 1e-6 * (1 + amount + perDay * 90);
          assert.ok(without && left >= without.left - slack && short <= without.short + slack);
          assert.equal(emptyAt !== undefined, short > 0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
