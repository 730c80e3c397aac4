import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { AmountPool, Lot, TopUp } from '../../../src/core/balance.ts';
import { findChanges } from '../../../src/core/history/changes/changes.ts';
import { forecastOf, leftAt } from '../../../src/core/history/forecast/forecast.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { Point, Series } from '../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { credits } from '../../../src/core/unit.ts';
import { inZone } from '../../support/fakes/environment.ts';
import { evenUsage, type StatedAmount, seriesFrom } from '../../support/fakes/samples.ts';
import { usageRateAt } from '../../support/history/usageRateAt.ts';

/** From some weeks before the clocks of New York go forward to some weeks after they go back. */
const start = fc.integer({ min: Date.UTC(2026, 1, 20), max: Date.UTC(2026, 10, 20) });

/** Whole credits, thousandths, and quotients. */
const amount = fc.oneof(
  fc.integer({ min: 1, max: 5000 }),
  fc.integer({ min: 1, max: 5_000_000 }).map((thousandths) => thousandths / 1000),
  fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
);

type Event =
  | { readonly kind: 'use' | 'buy' | 'slip' | 'zero' | 'nothing'; readonly size: number; readonly isListed: boolean }
  | { readonly kind: 'lot'; readonly size: number; readonly days: number };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('use' as const), size: amount, isListed: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('buy' as const, 'slip' as const, 'zero' as const, 'nothing' as const),
      size: amount,
      isListed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lot' as const),
      size: amount,
      days: fc.double({ min: 0.01, max: 5, noNaN: true }),
    }),
  },
);

/** The answers of a service while all this happens, some of it between two readings. */
const answers: fc.Arbitrary<readonly StatedAmount[]> = fc
  .record({
    start,
    first: amount,
    intervals: fc.array(
      fc.record({
        wait: fc.oneof(fc.integer({ min: minute, max: hour }), fc.integer({ min: minute, max: 3 * day })),
        events: fc.array(event, { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(answersOf);

function answersOf(story: {
  readonly start: number;
  readonly first: number;
  readonly intervals: readonly { readonly wait: number; readonly events: readonly Event[] }[];
}): readonly StatedAmount[] {
  let now = story.start;
  let free = story.first;
  let lots: readonly Lot[] = [];
  let topUps: readonly TopUp[] = [];
  let [slip, isZero] = [0, false];
  const left = () => free + lots.reduce((total, lot) => total + (lot.remaining ?? 0), 0);
  const all: StatedAmount[] = [{ at: now, amount: left(), lots, topUps }];
  for (const { wait, events } of story.intervals) {
    now += wait;
    lots = lots.filter(({ expiresAt }) => (expiresAt ?? 0) > now);
    [slip, isZero] = [0, false];
    for (const event of events) {
      if (event.kind === 'lot') {
        const lot = { kind: 'Lot', allocated: event.size, remaining: event.size, expiresAt: now + event.days * day };
        lots = [...lots, lot];
      } else if (event.kind === 'buy') {
        free += event.size;
        if (event.isListed) topUps = [...topUps, { id: `${topUps.length}`, amount: event.size, at: now - 1 }];
      } else if (event.kind === 'use') {
        const [lot, ...others] = lots;
        const remaining = lot?.remaining ?? 0;
        if (lot && remaining > event.size) lots = [{ ...lot, remaining: remaining - event.size }, ...others];
        else free -= event.size;
      } else if (event.kind === 'slip') slip = event.size;
      else if (event.kind === 'zero') isZero = true;
    }
    all.push({ at: now, amount: isZero ? 0 : left() + slip, lots, topUps });
  }
  return all;
}

function sums(series: Series) {
  const total = { used: 0, toppedUp: 0, expired: 0, adjusted: 0 };
  for (const change of findChanges(series)) total[change.kind] += change.amount;
  return total;
}

function assertAddsUp(series: Series): void {
  const { used, toppedUp, expired, adjusted } = sums(series);
  const [first, last] = [series.points[0]?.amount ?? 0, series.points.at(-1)?.amount ?? 0];
  const size = [first, last, used, toppedUp, expired, adjusted].reduce(
    (most, amount) => Math.max(most, Math.abs(amount)),
    1,
  );
  assert.ok(
    Math.abs(used + expired + last - first - toppedUp - adjusted) <= 1e-9 * size,
    JSON.stringify({ first, toppedUp, adjusted, used, expired, last }),
  );
}

function isNear(actual: number | undefined, expected: number, share: number): void {
  assert.ok(actual !== undefined, 'still learning');
  assert.ok(Math.abs(actual - expected) <= share * expected, `${actual} is not ${expected}`);
}

/** The same series as from `seriesFrom`, in a time that grows only with its length. */
function read(from: number, length: number, interval: number, amountAfter: (after: number) => number): Series {
  const points: Point[] = [];
  for (let index = 0; index <= Math.floor(length / interval); index++) {
    const [at, said] = [from + index * interval, amountAfter(index * interval)];
    const last = points.at(-1);
    if (last?.amount === said) points[points.length - 1] = { ...last, until: at };
    else points.push({ at, until: at, amount: said });
  }
  return { accountId: 'account', keySetAt: 0, pool: 'main', unit: credits, points, lots: [], topUps: [] };
}

function rateAtEnd(series: Series) {
  return usageRateAt([series], series.points.at(-1)?.until ?? 0);
}

/** From a minute to three days, short ones as often as long ones. */
const interval = fc.double({ min: Math.log(minute), max: Math.log(3 * day), noNaN: true }).map((log) => Math.exp(log));

/** Amounts for a day. */
const rate = fc.double({ min: Math.log(0.01), max: Math.log(1e6), noNaN: true }).map((log) => Math.exp(log));

for (const zone of ['America/New_York', 'Asia/Kolkata']) {
  describe(`any history, in ${zone}`, () => {
    inZone(zone);

    it('adds up: used + expired + left = start + topped up + adjusted', () => {
      fc.assert(
        fc.property(answers, (said) => assertAddsUp(seriesFrom(said))),
        { numRuns: 500 },
      );
    });

    it('has no change below zero but for adjustments, all of them by time', () => {
      fc.assert(
        fc.property(answers, (said) => {
          const changes = findChanges(seriesFrom(said));
          assert.ok(changes.every(({ kind, amount: size }) => (kind === 'adjusted' ? size !== 0 : size > 0)));
          assert.ok(changes.every(({ to }, index) => to >= (changes[index - 1]?.to ?? to)));
          const adjusted = changes.filter(({ kind }) => kind === 'adjusted');
          const sum = adjusted.reduce((total, { amount: size }) => total + size, 0);
          const size = adjusted.reduce((total, one) => total + Math.abs(one.amount), 1);
          assert.ok(Math.abs(sum) <= 1e-9 * size, 'adjustments cancel out');
        }),
        { numRuns: 300 },
      );
    });

    it('has the same sums when it is compacted', () => {
      fc.assert(
        fc.property(answers, fc.integer({ min: 0, max: 90 }), (said, days) => {
          const series = seriesFrom(said);
          const left = compact(series, (said.at(-1)?.at ?? 0) + days * day);
          if (left === undefined) return;
          assertAddsUp(left);
          const [whole, part] = [sums(series), sums(left)];
          for (const kind of ['used', 'toppedUp', 'expired', 'adjusted'] as const) {
            assert.ok(Math.abs(whole[kind] - part[kind]) <= 1e-9 * (1 + whole.used + whole.toppedUp), kind);
          }
        }),
        { numRuns: 200 },
      );
    });

    it('has exact sums where no more than one thing happens between two readings', () => {
      // At most one event between two readings, and no slips: then nothing is left to guess.
      const plain = fc
        .record({
          start,
          first: fc.integer({ min: 1e7, max: 1e8 }),
          intervals: fc.array(
            fc.record({
              wait: fc.integer({ min: 2 * hour, max: day }),
              kind: fc.constantFrom('use' as const, 'buy' as const),
              size: fc.integer({ min: 1, max: 5000 }),
            }),
            { minLength: 1, maxLength: 40 },
          ),
        })
        .map(({ intervals, ...rest }) => ({
          ...rest,
          intervals: intervals.map(({ wait, ...one }) => ({ wait, events: [{ ...one, isListed: true }] })),
        }));
      fc.assert(
        fc.property(plain, (story) => {
          const sum = (kind: 'use' | 'buy') =>
            story.intervals
              .flatMap(({ events }) => events)
              .reduce((total, one) => total + (one.kind === kind ? one.size : 0), 0);
          assert.deepStrictEqual(sums(seriesFrom(answersOf(story))), {
            used: sum('use'),
            toppedUp: sum('buy'),
            expired: 0,
            adjusted: 0,
          });
        }),
      );
    });

    it('has a usage rate that grows with its amounts', () => {
      fc.assert(
        fc.property(answers, fc.constantFrom(0.25, 0.001, 3, 1000), (said, factor) => {
          const scaled = (size: number | undefined) => (size === undefined ? undefined : size * factor);
          const larger = said.map(({ at, amount: size, lots = [], topUps = [] }) => ({
            at,
            amount: size * factor,
            lots: lots.map((lot) => ({ ...lot, allocated: scaled(lot.allocated), remaining: scaled(lot.remaining) })),
            topUps: topUps.map((topUp) => ({ ...topUp, amount: scaled(topUp.amount) })),
          }));
          const [small, large] = [seriesFrom(said), seriesFrom(larger)];
          const kindsOf = (series: Series) => findChanges(series).map(({ kind }) => kind);
          // At the very edge of a rule the last digit of a number decides, and that isn't the same for a multiple.
          fc.pre(isDeepStrictEqual(kindsOf(small), kindsOf(large)));
          const [usageRate, grown] = [rateAtEnd(small), rateAtEnd(large)];
          assert.equal(grown === undefined, usageRate === undefined);
          if (!usageRate || !grown) return;
          isNear(grown.perDay, usageRate.perDay * factor, 1e-6);
          isNear(grown.high, usageRate.high * factor, 1e-6);
          assert.ok(usageRate.low >= 0 && usageRate.low <= usageRate.perDay && usageRate.high >= usageRate.perDay);
        }),
        { numRuns: 300 },
      );
    });

    it('has a constant usage rate that is right to 5 % from readings at any interval', () => {
      fc.assert(
        fc.property(
          start,
          rate,
          interval,
          fc.double({ min: 0.1, max: 60, noNaN: true }),
          (from, perDay, wait, more) => {
            // At least three falls and a day.
            const length = Math.max(day + 1.01 * wait, (3 + more) * wait);
            isNear(
              rateAtEnd(read(from, length, wait, (after) => (perDay * (length - after)) / day))?.perDay,
              perDay,
              0.05,
            );
          },
        ),
        { numRuns: 150 },
      );
    });

    it('has a constant usage rate of whole credits that is as exact as the credits and the readings are', () => {
      fc.assert(
        fc.property(
          start,
          fc.double({ min: 0.3, max: 500, noNaN: true }),
          fc.integer({ min: 5 * minute, max: 3 * day }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 10, max: 40, noNaN: true }),
          (from, perDay, wait, phase, days) => {
            const series = read(from, days * day, wait, (after) => 1e6 - Math.floor((perDay * after) / day + phase));
            const usageRate = rateAtEnd(series);
            if (usageRate === undefined) return;
            const window = usageRate.to - usageRate.from;
            // Both edges of the window are known to a reading, and to a credit where a reading is longer than that.
            // The last days count most: what is at the edge counts as if there were half as many.
            const edge = (2 * Math.min(wait, day / perDay)) / Math.min(window, 5 * day);
            // The charge that is still to come is the larger part of a day, the fewer there are.
            isNear(usageRate.perDay, perDay, 0.05 + 0.15 / Math.max(1, perDay) + edge);
          },
        ),
        { numRuns: 150 },
      );
    });

    it('has the same usage rate whatever is topped up', () => {
      fc.assert(
        fc.property(
          start,
          fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 60, maxLength: 200 }),
          fc.integer({ min: 1, max: 59 }),
          fc.integer({ min: 101, max: 1e6 }),
          fc.boolean(),
          (from, falls, place, size, isListed) => {
            // Nothing is used in the hours of the purchase: where it is not listed, the two could not be told apart.
            const quiet = falls.map((fall, index) => (index === place && !isListed ? 0 : fall));
            const used = (count: number) => quiet.slice(0, count).reduce((total, fall) => total + fall, 0);
            const topUp = (count: number): readonly TopUp[] =>
              isListed && count > place ? [{ id: 'toppedUp', amount: size * 20, at: from + (place + 0.5) * hour }] : [];
            const toppedUp = isListed ? size * 20 : size;
            const history = (sum: number) =>
              seriesFrom(
                [...quiet, 0].map((_, count) => ({
                  at: from + count * hour,
                  amount: 1e6 - used(count) + (count > place ? sum : 0),
                  topUps: sum > 0 ? topUp(count) : [],
                })),
              );
            const [plain, grown] = [rateAtEnd(history(0)), rateAtEnd(history(toppedUp))];
            assert.equal(grown?.perDay.toFixed(6), plain?.perDay.toFixed(6));
          },
        ),
        { numRuns: 100 },
      );
    });

    it('has a steady usage rate of ten days that one burst moves by no more than two days of twenty times the rate', () => {
      fc.assert(
        fc.property(
          start,
          fc.double({ min: 0, max: 9.5, noNaN: true }),
          fc.double({ min: 0.5, max: 24, noNaN: true }),
          fc.double({ min: Math.log(1), max: Math.log(1e9), noNaN: true }),
          (from, on, hours, log) => {
            const share = (after: number) => Math.max(0, Math.min(1, (after - on * day) / (hours * hour)));
            const series = read(
              from,
              10 * day,
              hour,
              (after) => 1e10 - (100 * after) / day - Math.exp(log) * share(after),
            );
            const perDay = rateAtEnd(series)?.perDay ?? 0;
            assert.ok(perDay > 95 && perDay <= 100 + (2 * 2000) / 7, `${perDay}`);
          },
        ),
        { numRuns: 100 },
      );
    });
  });
}

describe('any forecast', () => {
  const now = Date.UTC(2026, 2, 2);
  const pools: fc.Arbitrary<AmountPool> = fc.record({
    amount,
    unit: fc.constant(credits),
    lots: fc.array(
      fc.record({
        kind: fc.constantFrom('A', 'B'),
        remaining: fc.option(amount, { nil: undefined }),
        expiresAt: fc.option(
          fc.integer({ min: -2, max: 400 }).map((days) => now + days * day),
          { nil: undefined },
        ),
        pending: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  });
  const usageRate = fc.tuple(rate, fc.double({ min: 0, max: 1, noNaN: true })).map(([perDay, share]) => ({
    perDay,
    low: perDay * (1 - share),
    high: perDay * (1 + share),
  }));

  it('runs out when usage and expiries have reached the amount', () => {
    fc.assert(
      fc.property(pools, usageRate, (pool, speed) => {
        const { emptyAt, expiries } = forecastOf(pool, evenUsage(speed.perDay, speed.low, speed.high, now), now);
        const expired = expiries.reduce((total, expiry) => total + expiry.amount, 0);
        assert.ok(
          expiries.every((expiry, index) => expiry.amount > 0 && expiry.at >= (expiries[index - 1]?.at ?? now)),
        );
        assert.ok(expired <= pool.amount * (1 + 1e-9));
        if (emptyAt === undefined) return;
        const used = (speed.perDay * (emptyAt - now)) / day;
        // Less than a millionth of a lot is no expiry, and times are exact to a fraction of a millisecond.
        const inLots = (pool.lots ?? []).reduce((total, lot) => total + (lot.remaining ?? 0), 0);
        const grain = 1e-6 * (pool.amount + inLots) + (speed.perDay * 0.001) / day;
        assert.ok(
          Math.abs(used + expired - pool.amount) <= grain,
          JSON.stringify({ used, expired, amount: pool.amount }),
        );
        const { left, short } = leftAt(pool, evenUsage(speed.perDay, 0, 0, now).expected, now, emptyAt);
        assert.ok(left <= grain && short <= grain, JSON.stringify({ left, short }));
        assert.ok(leftAt(pool, evenUsage(speed.perDay, 0, 0, now).expected, now, emptyAt - minute).short === 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('runs out no later at a higher rate, and has no more left at a later time', () => {
    fc.assert(
      fc.property(
        pools,
        usageRate,
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 5 }),
        (pool, speed, days) => {
          const {
            earliest = Infinity,
            emptyAt = Infinity,
            latest = Infinity,
          } = forecastOf(pool, evenUsage(speed.perDay, speed.low, speed.high, now), now);
          assert.ok(earliest <= emptyAt && emptyAt <= latest, `${earliest} ${emptyAt} ${latest}`);
          const times = days
            .toSorted((a, b) => a - b)
            .map((count) => leftAt(pool, evenUsage(speed.perDay, 0, 0, now).expected, now, now + count * day));
          for (const [index, { left, short }] of times.entries()) {
            const before = times[index - 1];
            assert.ok(left >= 0 && short >= 0 && left <= pool.amount && (left === 0 || short === 0));
            assert.ok(!before || (left <= before.left && short >= before.short));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
