import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Change, findChanges } from '../../../../../src/core/history/changes/changes.ts';
import { addReading } from '../../../../../src/core/history/record/addReading.ts';
import { compact } from '../../../../../src/core/history/record/compact.ts';
import type { History, Point, Series } from '../../../../../src/core/history/record/series.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { inZone } from '../../../../support/fakes/inZone.ts';
import { sampleReading } from '../../../../support/fakes/sampleReading.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Twenty past noon in the zone of the tests. */
const now = Date.UTC(2026, 10, 20, 18, 20);

/** A series of these amounts, each seen once, so many milliseconds ago. */
function series(points: readonly (readonly [ago: number, amount: number])[], more: Partial<Series> = {}): Series {
  return {
    accountId: 'a',
    keySetAt: 0,
    unit: credits,
    points: points.map(([ago, amount]) => ({ at: now - ago, until: now - ago, amount })),
    lots: [],
    topUps: [],
    ...more,
  };
}

const agos = (found: Series | undefined) => found?.points.map(({ at }) => now - at);
const kinds = ['used', 'toppedUp', 'expired', 'adjusted'] as const;

function totals(changes: readonly Change[]): Readonly<Record<string, number>> {
  const of = (kind: string) =>
    changes.filter((one) => one.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return Object.fromEntries(kinds.map((kind) => [kind, Math.round(of(kind) * 1e6) / 1e6]));
}

describe('a series that is compact', () => {
  inZone('America/Chicago');

  it('has every change of the last three days', () => {
    const whole = series(Array.from({ length: 72 * 12 }, (_, index) => [3 * day - index * 5 * minute, 9999 - index]));
    assert.equal(compact(whole, now), whole);
  });

  it('has the last of each hour after three days, and what was used since the one before', () => {
    const whole = series([
      [4 * day, 100],
      [4 * day - 10 * minute, 90],
      [4 * day - 39 * minute, 85],
      [4 * day - 40 * minute, 80],
      [4 * day - 50 * minute, 70],
      [1 * hour, 60],
      [minute, 50],
    ]);
    const left = compact(whole, now);
    assert.deepStrictEqual(agos(left), [4 * day, 4 * day - 39 * minute, 4 * day - 50 * minute, hour, minute]);
    assert.deepStrictEqual(
      left?.points.map(({ tally }) => tally?.used),
      [undefined, 15, 15, undefined, undefined],
    );
  });

  it('has the last of each of the user’s days after 35 days', () => {
    // The first of October in Chicago begins and ends at five by UTC.
    const ago = (date: number, hours: number, minutes = 0) => now - Date.UTC(2026, 8, 30 + date, hours, minutes);
    const whole = series([
      [ago(1, 4, 59), 100],
      [ago(1, 5), 90],
      [ago(1, 23), 80],
      [ago(2, 4, 59), 70],
      [ago(2, 5), 60],
      [0, 50],
    ]);
    assert.deepStrictEqual(agos(compact(whole, now)), [ago(1, 4, 59), ago(2, 4, 59), ago(2, 5), 0]);
  });

  it('has nothing that was seen last more than 400 days ago, and does not say what led there', () => {
    const tally = { used: 10, toppedUp: 0, expired: 0, adjusted: 0 };
    const whole = series([
      [450 * day, 100],
      [402 * day, 90],
      [390 * day, 80],
      [380 * day, 70],
    ]);
    const points = whole.points.map((point, index) => (index === 2 ? { ...point, tally } : point));
    const left = compact({ ...whole, points }, now);
    assert.deepStrictEqual([agos(left), left?.points[0]?.tally], [[390 * day, 380 * day], undefined]);
  });

  it('has an amount that has stayed the same for years', () => {
    const [point] = series([[1000 * day, 5]]).points;
    const whole = series([], { points: point ? [{ ...point, until: now }] : [] });
    assert.equal(compact(whole, now), whole);
  });

  it('is none when all of it is older', () => {
    assert.equal(compact(series([[450 * day, 100]]), now), undefined);
  });

  it('has no lot and no purchase that was seen last more than 400 days ago', () => {
    const lot = (ago: number) => ({ lot: { kind: `${ago}` }, since: now - 500 * day, until: now - ago * day });
    const topUp = (at: number | undefined, since: number) => ({
      topUp: { at: at === undefined ? undefined : now - at * day },
      since: now - since * day,
    });
    const whole = series([[0, 5]], {
      lots: [lot(402), lot(398)],
      topUps: [topUp(402, 402), topUp(402, 398), topUp(398, 402), topUp(undefined, 402)],
    });
    const left = compact(whole, now);
    assert.deepStrictEqual([left?.lots, left?.topUps], [whole.lots.slice(1), whole.topUps.slice(1)]);
  });

  it('has no end of lots that are gone only where there is an end of the disk', () => {
    const lots = Array.from({ length: 1000 }, (_, index) => ({
      lot: { kind: `${index}` },
      since: now - index * hour,
      until: now - Math.max(0, index - 10) * hour,
    }));
    assert.equal(compact(series([[0, 5]], { lots }), now)?.lots.length, 411);
  });

  it('still tells a correction whose second half is in the sum of an hour', () => {
    const ago = 10 * day;
    const whole = series([
      [ago + 3 * hour, 100],
      [ago + 2 * hour, 120],
      [ago, 100],
      [ago - minute, 99.5],
      [0, 99],
    ]);
    const left = compact(whole, now);
    assert.equal(left?.points.length, 4);
    assert.deepStrictEqual(
      [totals(findChanges(left)), totals(findChanges(whole))],
      Array(2).fill({ used: 1, toppedUp: 0, expired: 0, adjusted: 0 }),
    );
    assert.ok(findChanges(left).some(({ kind, amount }) => kind === 'adjusted' && amount === 20));
  });

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
  const told = fc.record({
    step: fc.oneof(fc.nat(30 * minute), fc.nat(8 * hour), fc.nat(3 * day)),
    change: fc.oneof(fc.integer({ min: -20, max: 0 }), fc.constantFrom(-50, 50, 20, -20, 0.1, -0.3)),
    listing: fc.option(fc.record({ lots, topUps }), { nil: {} }),
  });

  /** Read from some time ago until now, at the latest. */
  function recorded(ago: number, all: readonly { step: number; change: number; listing: object }[]): History {
    let history: History = [];
    let at = now - ago;
    let amount = 1000;
    for (const { step, change, listing } of all) {
      at += step + 1;
      if (at > now) break;
      amount += change;
      history = addReading(
        history,
        sampleReading({ keySetAt: 0, balance: { unit: credits, amount, ...listing }, balanceAt: at }),
      );
    }
    return history;
  }

  const some = fc.tuple(fc.nat(395 * day), fc.array(told, { minLength: 1, maxLength: 150 }));

  it('sums up to the same of each kind, however often it is compact meanwhile', () => {
    fc.assert(
      fc.property(some, fc.array(fc.nat(400)), ([ago, all], days) => {
        for (const whole of recorded(ago, all)) {
          const times = [...days.map((one) => now - one * day), now].toSorted((a, b) => a - b);
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
