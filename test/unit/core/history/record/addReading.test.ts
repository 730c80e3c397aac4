import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Balance, Lot } from '../../../../../src/core/balance.ts';
import { addReading } from '../../../../../src/core/history/record/addReading.ts';
import type { History, Point } from '../../../../../src/core/history/record/series.ts';
import { afterFailure, type Reading } from '../../../../../src/core/reading.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { sampleAccount } from '../../../../support/fakes/sampleAccount.ts';
import { sampleReading } from '../../../../support/fakes/sampleReading.ts';

const start = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const day = 1440 * minute;
const account = { ...sampleAccount(), id: 'a', keySetAt: 0 };
const dollars = { kind: 'currency', name: 'USD' } as const;

/** A reading of so many minutes after the start. */
function read(minutes: number, amount: number | undefined, more: Partial<Balance> = {}, key = 0): Reading {
  const at = start + minutes * minute;
  const balance = { unit: credits, amount, ...more };
  return sampleReading({ accountId: 'a', keySetAt: key, checkedAt: at, balance, balanceAt: at });
}
const taken = (readings: readonly Reading[], history: History = []) =>
  readings.reduce((sofar, reading) => addReading(sofar, reading), history);
/** Minutes after the start, and the amount. */
const inShort = ({ at, until, amount }: Point) => [(at - start) / minute, (until - start) / minute, amount];
const points = (history: History) => history.map((series) => series.points.map(inShort));
const lot = (more: Partial<Lot> = {}): Lot => ({ kind: 'Monthly', allocated: 50, remaining: 50, ...more });
const lots = (history: History) =>
  history[0]?.lots.map(({ lot, since, until }) => [lot.remaining, (since - start) / minute, (until - start) / minute]);

describe('a history that is addReading', () => {
  it('has a point for each amount, from the first reading that said it to the last', () => {
    const history = taken([read(0, 100), read(5, 100), read(10, 90), read(15, 90), read(20, 100)]);
    assert.deepStrictEqual(points(history), [
      [
        [0, 5, 100],
        [10, 15, 90],
        [20, 20, 100],
      ],
    ]);
  });

  for (const { of, reading } of [
    { of: 'an amount that is not known', reading: read(5, undefined) },
    { of: 'an unlimited balance', reading: read(5, 7, { unlimited: true }) },
    { of: 'an amount that is no number', reading: read(5, Number.NaN) },
    {
      of: 'a failure after the last good balance',
      reading: afterFailure(account, read(0, 100), { kind: 'offline' }, start + 5 * minute, undefined),
    },
    {
      of: 'nothing but a failure',
      reading: sampleReading({ accountId: 'a', balance: undefined, balanceAt: undefined }),
    },
    { of: 'a time before its key was entered', reading: { ...read(5, 7), keySetAt: start + 6 * minute } },
  ]) {
    it(`is the same one after a reading of ${of}`, () => {
      const history = taken([read(0, 100)]);
      assert.equal(addReading(history, reading), history);
    });
  }

  it('takes a stale reading for what it is, a balance of an earlier time', () => {
    const stale = { ...read(0, 100), checkedAt: start + day, failure: { kind: 'offline' as const }, failures: 3 };
    assert.deepStrictEqual(points(taken([stale])), [[[0, 0, 100]]]);
  });

  it('has zero and debts as they are', () => {
    assert.deepStrictEqual(points(taken([read(0, 0), read(1, -3.5)])), [
      [
        [0, 0, 0],
        [1, 1, -3.5],
      ],
    ]);
  });

  it('is the same one when a reading comes twice, or an older one that is covered', () => {
    const listed = { lots: [lot()], topUps: [{ id: 't', amount: 5, at: start }] };
    const readings = [read(0, 100, listed), read(5, 100, listed), read(10, 90, listed)];
    const history = taken(readings);
    for (const reading of readings) assert.equal(addReading(history, reading), history);
    assert.equal(addReading(history, read(3, 100)), history);
    assert.equal(addReading(history, read(10, 90, listed), read(5, 100, listed)), history);
  });

  it('takes in the reading before, which another window has taken', () => {
    const history = addReading(taken([read(0, 100)]), read(60, 90), read(55, 100));
    assert.deepStrictEqual(points(history), [
      [
        [0, 55, 100],
        [60, 60, 90],
      ],
    ]);
  });

  for (const { of, previous } of [
    { of: 'another key', previous: read(55, 100, {}, 1) },
    { of: 'another unit', previous: read(55, 100, { unit: dollars }) },
    { of: 'an unknown amount', previous: read(55, undefined) },
    { of: 'another account', previous: { ...read(55, 100), accountId: 'b' } },
  ]) {
    it(`does not take in a reading before that is of ${of}`, () => {
      assert.deepStrictEqual(points(addReading(taken([read(0, 100)]), read(60, 90), previous)), [
        [
          [0, 0, 100],
          [60, 60, 90],
        ],
      ]);
    });
  }

  it('has a series for each key and for each unit', () => {
    const history = taken([read(0, 100), read(5, 90, {}, 3), read(10, 90, { unit: dollars }, 3)]);
    assert.deepStrictEqual(
      history.map(({ keySetAt, unit, points }) => [keySetAt, unit.name, points.length]),
      [
        [0, 'credits', 1],
        [3, 'credits', 1],
        [3, 'USD', 1],
      ],
    );
  });

  it('goes on with the series of a unit that a service comes back to, and has it last', () => {
    const history = taken([read(0, 100), read(5, 4, { unit: dollars }), read(10, 90)]);
    assert.deepStrictEqual(points(history), [
      [[5, 5, 4]],
      [
        [0, 0, 100],
        [10, 10, 90],
      ],
    ]);
  });

  it('keeps the late reading of a key that was replaced with the readings of that key', () => {
    const history = taken([read(0, 100), read(5, 7, {}, 3), read(6, 90)]);
    assert.deepStrictEqual(points(history), [
      [
        [0, 0, 100],
        [6, 6, 90],
      ],
      [[5, 5, 7]],
    ]);
  });

  describe('by an equal amount', () => {
    for (const { when, first, second, splits } of [
      { when: 'nothing else is said', first: {}, second: {}, splits: false },
      { when: 'a lot is newly listed', first: { lots: [] }, second: { lots: [lot()] }, splits: true },
      { when: 'the same lot is listed', first: { lots: [lot()] }, second: { lots: [lot()] }, splits: false },
      {
        when: 'a second lot that looks the same is newly listed',
        first: { lots: [lot()] },
        second: { lots: [lot(), lot()] },
        splits: true,
      },
      {
        when: 'a lot begins to count',
        first: { lots: [lot({ pending: true })] },
        second: { lots: [lot({ pending: false })] },
        splits: true,
      },
      { when: 'a lot is not listed any more', first: { lots: [lot()] }, second: { lots: [] }, splits: false },
      { when: 'lots are not spoken of any more', first: { lots: [lot()] }, second: {}, splits: false },
      { when: 'a top-up is newly listed', first: { topUps: [] }, second: { topUps: [{ id: 't' }] }, splits: true },
      {
        when: 'a top-up has another status',
        first: { topUps: [{ id: 't', status: 'pending' }] },
        second: { topUps: [{ id: 't', status: 'done' }] },
        splits: false,
      },
      {
        when: 'a purchase of years ago is newly listed',
        first: { topUps: [] },
        second: { topUps: [{ id: 't', at: start - 401 * day }] },
        splits: false,
      },
      {
        when: 'a second purchase without a date or an id is newly listed',
        first: { topUps: [{ amount: 5 }] },
        second: { topUps: [{ amount: 5 }, { amount: 5 }] },
        splits: true,
      },
      {
        when: 'one purchase is listed twice at once',
        first: { topUps: [{ id: 't' }] },
        second: { topUps: [{ id: 't' }, { id: 't', status: 'done' }] },
        splits: false,
      },
      {
        when: 'a lot with something left has expired',
        first: { lots: [lot({ expiresAt: start + 3 * minute })] },
        second: {},
        splits: true,
      },
      {
        when: 'an empty lot has expired',
        first: { lots: [lot({ expiresAt: start + 3 * minute, remaining: 0 })] },
        second: {},
        splits: false,
      },
      {
        when: 'a lot that was not counted has expired',
        first: { lots: [lot({ expiresAt: start + 3 * minute, pending: true })] },
        second: {},
        splits: false,
      },
      {
        when: 'a lot is to expire later',
        first: { lots: [lot({ expiresAt: start + 6 * minute })] },
        second: {},
        splits: false,
      },
    ]) {
      it(`has ${splits ? 'another' : 'no other'} point when ${when}`, () => {
        const history = taken([read(0, 100, first), read(5, 100, second)]);
        const expected = splits
          ? [
              [0, 0, 100],
              [5, 5, 100],
            ]
          : [[0, 5, 100]];
        assert.deepStrictEqual(points(history), [expected]);
      });
    }
  });

  describe('has a table of lots that', () => {
    it('says what was listed first and last, and what it held at last', () => {
      const history = taken([
        read(0, 50, { lots: [lot()] }),
        read(5, 40, { lots: [lot({ remaining: 40 })] }),
        read(10, 30),
        read(15, 30, { lots: [] }),
      ]);
      assert.deepStrictEqual(lots(history), [[40, 0, 5]]);
    });

    it('keeps what a lot held before it expired, whatever is said of it afterwards', () => {
      const expiresAt = start + 7 * minute;
      const of = (remaining: number) => ({ lots: [lot({ expiresAt, remaining })] });
      const history = taken([read(0, 50, of(50)), read(5, 40, of(40)), read(7, 0, of(0)), read(10, 0, of(0))]);
      assert.deepStrictEqual(lots(history), [[40, 0, 10]]);
    });

    it('tells lots that look alike apart by their number', () => {
      const of = (...left: readonly number[]) => ({ lots: left.map((remaining) => lot({ remaining })) });
      const history = taken([read(0, 100, of(50, 50)), read(5, 90, of(40, 50)), read(10, 80, of(30, 50))]);
      assert.deepStrictEqual(lots(history), [
        [30, 0, 10],
        [50, 0, 10],
      ]);
    });

    it('is not taken back by a reading that comes late', () => {
      const of = (remaining: number) => ({ lots: [lot({ remaining })] });
      assert.deepStrictEqual(lots(taken([read(5, 40, of(40)), read(0, 50, of(50))])), [[40, 0, 5]]);
    });

    it('takes what held before the expiry from a reading that comes late', () => {
      const of = (remaining: number) => ({ lots: [lot({ remaining, expiresAt: start + 3 * minute })] });
      assert.deepStrictEqual(lots(taken([read(5, 40, of(0)), read(0, 50, of(50))])), [[50, 0, 5]]);
    });
  });

  it('has a table of top-ups with what was said last of each and when it was listed first', () => {
    const history = taken([
      read(0, 50, { topUps: [{ id: 'a', amount: 5, status: 'pending' }] }),
      read(5, 50, {
        topUps: [
          { id: 'b', amount: 7 },
          { id: 'a', amount: 5, status: 'done' },
        ],
      }),
      read(10, 50),
    ]);
    assert.deepStrictEqual(history[0]?.topUps, [
      { topUp: { id: 'a', amount: 5, status: 'done' }, since: start },
      { topUp: { id: 'b', amount: 7 }, since: start + 5 * minute },
    ]);
  });

  describe('by a reading that comes late', () => {
    for (const { is, late, expected } of [
      {
        is: 'of the amount before',
        late: read(4, 100),
        expected: [
          [0, 4, 100],
          [10, 15, 90],
        ],
      },
      {
        is: 'of the amount after',
        late: read(4, 90),
        expected: [
          [0, 0, 100],
          [4, 15, 90],
        ],
      },
      {
        is: 'of another amount',
        late: read(4, 95),
        expected: [
          [0, 0, 100],
          [4, 4, 95],
          [10, 15, 90],
        ],
      },
      {
        is: 'of another amount within a stretch',
        late: read(12, 95),
        expected: [
          [0, 0, 100],
          [10, 15, 90],
        ],
      },
      {
        is: 'of a time before all',
        late: read(-4, 120),
        expected: [
          [-4, -4, 120],
          [0, 0, 100],
          [10, 15, 90],
        ],
      },
    ]) {
      it(`${is}, loses nothing that is newer`, () => {
        assert.deepStrictEqual(points(taken([read(0, 100), read(10, 90), read(15, 90), late])), [expected]);
      });
    }

    it('is not changed where what happened has been summed up', () => {
      const tally = { used: 10, toppedUp: 0, expired: 0, adjusted: 0 };
      const [series] = taken([read(0, 100), read(10, 90)]);
      const summed = series
        ? [{ ...series, points: series.points.map((point, index) => (index ? { ...point, tally } : point)) }]
        : [];
      assert.equal(addReading(summed, read(5, 95)), summed);
    });
  });

  describe('after the clock was set back', () => {
    const at = (minutes: number) => start + minutes * minute;

    it('has nothing of a time to come, and goes on from what is left', () => {
      const history = taken([read(0, 100), read(60, 90), read(120, 80)]);
      assert.deepStrictEqual(points(addReading(history, read(30, 85), undefined, at(30))), [
        [
          [0, 0, 100],
          [30, 30, 85],
        ],
      ]);
    });

    it('has no stretch that reaches into a time to come', () => {
      const history = taken([read(0, 100), read(120, 100)]);
      assert.deepStrictEqual(points(addReading(history, read(30, 85), undefined, at(30))), [
        [
          [0, 30 - 1 / minute, 100],
          [30, 30, 85],
        ],
      ]);
      assert.deepStrictEqual(points(addReading(history, read(30, 100), undefined, at(30))), [[[0, 30, 100]]]);
    });

    it('takes in no reading of a time to come', () => {
      const history = taken([read(0, 100)]);
      assert.equal(addReading(history, read(60, 90), undefined, at(30)), history);
      assert.deepStrictEqual(points(addReading(history, read(30, 80), read(60, 90), at(30))), [
        [
          [0, 0, 100],
          [30, 30, 80],
        ],
      ]);
    });

    it('has no series, lot or top-up of a time to come either', () => {
      const later = { lots: [lot()], topUps: [{ id: 't' }] };
      const history = taken([read(0, 100), read(60, 90, later), read(70, 8, { unit: dollars })]);
      const [first, ...others] = addReading(history, read(30, 85), undefined, at(30));
      assert.deepStrictEqual([first?.lots, first?.topUps, others], [[], [], []]);
    });

    it('has no lot that was seen in a time to come', () => {
      const history = taken([read(0, 100, { lots: [lot()] }), read(120, 100, { lots: [lot()] })]);
      assert.deepStrictEqual(
        lots(addReading(history, read(30, 100, { lots: [lot({ remaining: 40 })] }), undefined, at(30))),
        [[40, 0, 30]],
      );
    });

    it('loses nothing to a reading that is merely late', () => {
      const history = taken([read(0, 100), read(60, 90), read(120, 80)]);
      assert.deepStrictEqual(points(addReading(history, read(30, 95), undefined, at(121))), [
        [
          [0, 0, 100],
          [30, 30, 95],
          [60, 60, 90],
          [120, 120, 80],
        ],
      ]);
    });
  });

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
        const sorted = [...new Map(all.map((one) => [one.minutes, one])).values()].toSorted(
          (a, b) => a.minutes - b.minutes,
        );
        const readings = sorted.map(({ minutes, amount, listing, key }) => read(minutes, amount, listing, key));
        const history = taken(readings);
        for (const { keySetAt, balance, balanceAt = 0 } of readings) {
          const series = history.find((one) => one.keySetAt === keySetAt);
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
        const readings = minutes.map((one) => read(one, 100 - Math.floor(one / 7)));
        const shuffled = readings
          .map((reading) => ({ reading, by: order.next().value }))
          .toSorted((a, b) => a.by - b.by);
        const sorted = readings.toSorted((a, b) => a.checkedAt - b.checkedAt);
        assert.deepStrictEqual(taken(shuffled.map(({ reading }) => reading)), taken(sorted));
      }),
    );
  });
});
