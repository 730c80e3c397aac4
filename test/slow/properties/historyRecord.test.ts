import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Change, findChanges } from '../../../src/core/history/changes/changes.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import { applyUpdates, updatesBetween } from '../../../src/core/history/record/seriesUpdates.ts';
import type { History, Point, Series } from '../../../src/core/history/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { count, credits } from '../../../src/core/unit.ts';
import { inZone } from '../../support/fakes/environment.ts';
import { sampleReading } from '../../support/fakes/samples.ts';

const start = Date.UTC(2026, 10, 20, 12);
/** Twenty past noon in Chicago. */
const now = Date.UTC(2026, 10, 20, 18, 20);

function readAt(at: number, amount: number, listing: object = {}, keySetAt = 0): Reading {
  return sampleReading({ keySetAt, balance: { pools: [{ unit: credits, amount, ...listing }] }, balanceAt: at });
}

/** Minutes after the start. */
function read(minutes: number, amount: number, listing: object = {}, keySetAt = 0): Reading {
  return readAt(start + minutes * minute, amount, listing, keySetAt);
}

function historyOf(readings: readonly Reading[]): History {
  return readings.reduce<History>((history, reading) => addReading(history, reading), []);
}

/** As a file has them. */
function saved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function totals(changes: readonly Change[]): Readonly<Record<string, number>> {
  const sums = { used: 0, toppedUp: 0, expired: 0, adjusted: 0 };
  for (const { kind, amount } of changes) sums[kind] += amount;
  return Object.fromEntries(Object.entries(sums).map(([kind, sum]) => [kind, Math.round(sum * 1e6) / 1e6]));
}

describe('any history', () => {
  const expiresAt = start + 40 * minute;
  const listing = fc.record(
    {
      lots: fc.array(
        fc.record({
          kind: fc.constantFrom('a', 'b'),
          remaining: fc.nat(3),
          expiresAt: fc.constantFrom(undefined, expiresAt),
        }),
        { maxLength: 3 },
      ),
      topUps: fc.array(fc.record({ id: fc.constantFrom(undefined, 'x', 'y'), amount: fc.nat(2) }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  const some = fc.array(fc.record({ minutes: fc.nat(100), amount: fc.nat(3), listing, key: fc.nat(1) }), {
    maxLength: 30,
  });

  it('says at every reading what was read, and is the same one when all come again', () => {
    fc.assert(
      fc.property(some, (all) => {
        const sorted = [...new Map(all.map((reading) => [reading.minutes, reading])).values()].toSorted(
          (a, b) => a.minutes - b.minutes,
        );
        const readings = sorted.map(({ minutes, amount, listing, key }) => read(minutes, amount, listing, key));
        const history = historyOf(readings);
        for (const { keySetAt, balance, balanceAt = 0 } of readings) {
          const series = history.find((other) => other.keySetAt === keySetAt);
          const point = series?.points.find(({ at, until }) => at <= balanceAt && balanceAt <= until);
          assert.equal(point?.amount, balance?.pools[0].amount);
        }
        for (const reading of readings) assert.equal(addReading(history, reading), history);
      }),
    );
  });

  it('is by time and has no overlap, in whatever order the readings come', () => {
    fc.assert(
      fc.property(some, fc.array(fc.nat(100)), (all, clocks) => {
        let history: History = [];
        for (const [index, { minutes, amount, listing, key }] of all.entries())
          history = addReading(
            history,
            read(minutes, amount, listing, key),
            undefined,
            start + (clocks[index] ?? 100) * minute,
          );
        for (const { points, lots } of history) {
          assert.ok(points.length > 0);
          for (const [index, { at, until }] of points.entries()) {
            assert.ok(until >= at && at > (points[index - 1]?.until ?? Number.NEGATIVE_INFINITY));
          }
          for (const { since, until } of lots) assert.ok(since <= until);
        }
      }),
    );
  });

  it('of an amount that only falls is the same in whatever order the readings come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.infiniteStream(fc.nat()), (minutes, order) => {
        const readings = minutes.map((at) => read(at, 100 - Math.floor(at / 7)));
        const shuffled = readings
          .map((reading) => ({ reading, by: order.next().value }))
          .toSorted((a, b) => a.by - b.by);
        const sorted = readings.toSorted((a, b) => (a.balanceAt ?? 0) - (b.balanceAt ?? 0));
        assert.deepStrictEqual(historyOf(shuffled.map(({ reading }) => reading)), historyOf(sorted));
      }),
    );
  });
});

describe('any compacted series', () => {
  inZone('America/Chicago');

  const lots = fc.array(
    fc.record({
      kind: fc.constantFrom('a', 'b'),
      allocated: fc.constantFrom(20, 50),
      remaining: fc.nat(50),
      expiresAt: fc.nat(430).map((days) => now - days * day),
    }),
    { maxLength: 2 },
  );
  const topUps = fc.array(fc.record({ id: fc.constantFrom('x', 'y', 'z'), amount: fc.constantFrom(10, 50) }), {
    maxLength: 2,
  });
  const reading = fc.record({
    step: fc.oneof(fc.nat(30 * minute), fc.nat(8 * hour), fc.nat(3 * day)),
    change: fc.oneof(fc.integer({ min: -20, max: 0 }), fc.constantFrom(-50, 50, 20, -20, 0.1, -0.3)),
    listing: fc.option(fc.record({ lots, topUps }), { nil: {} }),
  });

  /** Readings from some time ago until now, at the latest. */
  function recorded(ago: number, all: readonly { step: number; change: number; listing: object }[]): History {
    let at = now - ago;
    let amount = 1000;
    const readings = all.map(({ step, change, listing }) => {
      at += step + 1;
      amount += change;
      return readAt(at, amount, listing);
    });
    return historyOf(readings.filter(({ balanceAt = now }) => balanceAt <= now));
  }

  const some = fc.tuple(fc.nat(395 * day), fc.array(reading, { minLength: 1, maxLength: 150 }));

  it('sums up to the same of each kind, however often it is compact meanwhile', () => {
    fc.assert(
      fc.property(some, fc.array(fc.nat(400)), ([ago, all], days) => {
        for (const whole of recorded(ago, all)) {
          const times = [...days.map((ago) => now - ago * day), now].toSorted((a, b) => a - b);
          let left: Series = whole;
          for (const time of times) left = compact(left, time) ?? assert.fail('Nothing is left.');
          assert.deepStrictEqual(totals(findChanges(left)), totals(findChanges(whole)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('adds up from each point to the next', () => {
    fc.assert(
      fc.property(some, ([ago, all]) => {
        for (const whole of recorded(ago, all)) {
          const { points } = compact(whole, now) ?? assert.fail('Nothing is left.');
          for (const [index, { amount, tally }] of points.entries()) {
            const before = points[index - 1];
            if (!tally || !before) continue;
            const { used, toppedUp, expired, adjusted } = tally;
            assert.ok(Math.abs(before.amount + toppedUp + adjusted - used - expired - amount) < 1e-6);
          }
        }
      }),
    );
  });

  it('keeps its first and its last point, and is the same one when it is compact again', () => {
    const bare = ({ at, until, amount }: Point) => [at, until, amount];
    fc.assert(
      fc.property(some, ([ago, all]) => {
        for (const whole of recorded(ago, all)) {
          const left = compact(whole, now) ?? assert.fail('Nothing is left.');
          const [first, last] = [whole.points.slice(0, 1), whole.points.slice(-1)];
          assert.deepStrictEqual(left.points.slice(0, 1).map(bare), first.map(bare));
          assert.deepStrictEqual(left.points.slice(-1).map(bare), last.map(bare));
          assert.equal(compact(left, now), left);
        }
      }),
    );
  });
});

describe('the updates of any history', () => {
  it('make the same history again, whatever was read, compacted or dropped since a clock was set back', () => {
    const lots = fc.array(
      fc.record({
        kind: fc.constantFrom('a', 'b'),
        remaining: fc.nat(3),
        expiresAt: fc.constantFrom(undefined, start),
      }),
      { maxLength: 3 },
    );
    const topUps = fc.array(fc.record({ id: fc.constantFrom('x', 'y', undefined), amount: fc.nat(2) }), {
      maxLength: 3,
    });
    const anyPool = (id: string) =>
      fc.record({
        id: fc.constant(id),
        unit: fc.constantFrom(credits, count('searches')),
        amount: fc.option(fc.nat(5), { nil: undefined }),
        lots: fc.option(lots, { nil: undefined }),
        topUps: fc.option(topUps, { nil: undefined }),
      });
    const intervals = fc.array(
      fc.record({
        minutes: fc.integer({ min: -90, max: 3000 }),
        pools: fc.oneof(fc.tuple(anyPool('a')), fc.tuple(anyPool('a'), anyPool('b'))),
        afterwards: fc.constantFrom('nothing', 'nothing', 'nothing', 'compact', 'set back'),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(intervals, (all) => {
        let history: History = [];
        let replayed: History = [];
        let time = 0;
        for (const { minutes, pools, afterwards } of all) {
          const before = history;
          time = Math.max(0, time + minutes);
          const at = start + time * minute;
          const reading = sampleReading({ keySetAt: 0, balance: { pools }, balanceAt: at });
          history = addReading(history, reading, undefined, afterwards === 'set back' ? at : undefined);
          if (afterwards === 'compact') {
            const now = at + 100 * day;
            history = history.map((series) => compact(series, now)).filter((series) => series !== undefined);
          }
          replayed = applyUpdates(replayed, saved(updatesBetween(before, history)));
        }
        assert.deepStrictEqual(saved(replayed), saved(history));
        assert.deepStrictEqual(saved(applyUpdates([], saved(updatesBetween([], history)))), saved(history));
      }),
      { numRuns: 300 },
    );
  });
});
