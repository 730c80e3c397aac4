import assert from 'node:assert/strict';
import type { Lot, Pool } from '../../../../../src/core/balance.ts';
import { addReading } from '../../../../../src/core/history/record/addReading.ts';
import type { History, Point } from '../../../../../src/core/history/series.ts';
import { afterFailure, type Reading } from '../../../../../src/core/reading.ts';
import { day, minute } from '../../../../../src/core/time.ts';
import { count, credits, currency } from '../../../../../src/core/unit.ts';
import { sampleAccount, sampleReading } from '../../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 10, 20, 12);
const account = { ...sampleAccount(), id: 'a', keySetAt: 0 };
const dollars = currency('USD');

/** A reading of some pools, minutes after the start. */
function readPools(minutes: number, pools: readonly [Pool, ...Pool[]], key = 0): Reading {
  const at = start + minutes * minute;
  return sampleReading({ accountId: 'a', keySetAt: key, checkedAt: at, balance: { pools }, balanceAt: at });
}

/** A reading of one pool. */
function read(minutes: number, amount: number | undefined, more: Partial<Pool> = {}, key = 0): Reading {
  return readPools(minutes, [{ id: 'main', unit: credits, amount, ...more }], key);
}

function historyOf(readings: readonly Reading[]): History {
  return readings.reduce<History>((history, reading) => addReading(history, reading), []);
}

/** When a point begins and ends, in minutes after the start, and its amount. */
const shortPoint = ({ at, until, amount }: Point) => [(at - start) / minute, (until - start) / minute, amount];
const points = (history: History) => history.map((series) => series.points.map(shortPoint));
const lot = (more: Partial<Lot> = {}): Lot => ({ kind: 'Monthly', allocated: 50, remaining: 50, ...more });
const lots = (history: History) =>
  history[0]?.lots.map(({ lot, since, until }) => [lot.remaining, (since - start) / minute, (until - start) / minute]);

describe('a history with a reading added', () => {
  it('has a point for each amount, from the first reading that said it to the last', () => {
    const history = historyOf([read(0, 100), read(5, 100), read(10, 90), read(15, 90), read(20, 100)]);
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
      const history = historyOf([read(0, 100)]);
      assert.equal(addReading(history, reading), history);
    });
  }

  it('takes a stale balance as one of an earlier time', () => {
    const stale = { ...read(0, 100), checkedAt: start + day, failure: { kind: 'offline' as const }, failures: 3 };
    assert.deepStrictEqual(points(historyOf([stale])), [[[0, 0, 100]]]);
  });

  it('has zero and debts as they are', () => {
    assert.deepStrictEqual(points(historyOf([read(0, 0), read(1, -3.5)])), [
      [
        [0, 0, 0],
        [1, 1, -3.5],
      ],
    ]);
  });

  it('is the same one when a reading comes twice, or an older one says nothing new', () => {
    const listed = { lots: [lot()], topUps: [{ id: 't', amount: 5, at: start }] };
    const readings = [read(0, 100, listed), read(5, 100, listed), read(10, 90, listed)];
    const history = historyOf(readings);
    for (const reading of readings) assert.equal(addReading(history, reading), history);
    assert.equal(addReading(history, read(3, 100)), history);
    assert.equal(addReading(history, read(10, 90, listed), read(5, 100, listed)), history);
  });

  it('takes in the reading before, which another window has taken', () => {
    const history = addReading(historyOf([read(0, 100)]), read(60, 90), read(55, 100));
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
      assert.deepStrictEqual(points(addReading(historyOf([read(0, 100)]), read(60, 90), previous)), [
        [
          [0, 0, 100],
          [60, 60, 90],
        ],
      ]);
    });
  }

  it('has a series for each key and for each unit', () => {
    const history = historyOf([read(0, 100), read(5, 90, {}, 3), read(10, 90, { unit: dollars }, 3)]);
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
    const history = historyOf([read(0, 100), read(5, 4, { unit: dollars }), read(10, 90)]);
    assert.deepStrictEqual(points(history), [
      [[5, 5, 4]],
      [
        [0, 0, 100],
        [10, 10, 90],
      ],
    ]);
  });

  it('keeps the late reading of a key that was replaced with the readings of that key', () => {
    const history = historyOf([read(0, 100), read(5, 7, {}, 3), read(6, 90)]);
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
      { when: 'no lots are listed any more', first: { lots: [lot()] }, second: {}, splits: false },
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
        const history = historyOf([read(0, 100, first), read(5, 100, second)]);
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

  describe('has lots that', () => {
    it('say when they were listed first and last, and what they held last', () => {
      const history = historyOf([
        read(0, 50, { lots: [lot()] }),
        read(5, 40, { lots: [lot({ remaining: 40 })] }),
        read(10, 30),
        read(15, 30, { lots: [] }),
      ]);
      assert.deepStrictEqual(lots(history), [[40, 0, 5]]);
    });

    it('say what they held before they expired, whatever is listed afterwards', () => {
      const expiresAt = start + 7 * minute;
      const of = (remaining: number) => ({ lots: [lot({ expiresAt, remaining })] });
      const history = historyOf([read(0, 50, of(50)), read(5, 40, of(40)), read(7, 0, of(0)), read(10, 0, of(0))]);
      assert.deepStrictEqual(lots(history), [[40, 0, 10]]);
    });

    it('are told apart by their number where they look alike', () => {
      const of = (...left: readonly number[]) => ({ lots: left.map((remaining) => lot({ remaining })) });
      const history = historyOf([read(0, 100, of(50, 50)), read(5, 90, of(40, 50)), read(10, 80, of(30, 50))]);
      assert.deepStrictEqual(lots(history), [
        [30, 0, 10],
        [50, 0, 10],
      ]);
    });

    it('are not changed back by a reading that comes late', () => {
      const of = (remaining: number) => ({ lots: [lot({ remaining })] });
      assert.deepStrictEqual(lots(historyOf([read(5, 40, of(40)), read(0, 50, of(50))])), [[40, 0, 5]]);
    });

    it('have what they held before their expiry from a reading that comes late', () => {
      const of = (remaining: number) => ({ lots: [lot({ remaining, expiresAt: start + 3 * minute })] });
      assert.deepStrictEqual(lots(historyOf([read(5, 40, of(0)), read(0, 50, of(50))])), [[50, 0, 5]]);
    });
  });

  it('lists each top-up as it was listed last, with when it was listed first', () => {
    const history = historyOf([
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

  it('has a top-up once that is listed twice by its id, and two that have none as often as they are listed', () => {
    const bought = { amount: 5, at: start };
    const named = [
      { id: 'a', ...bought },
      { id: 'a', ...bought },
    ];
    for (const readings of [
      [read(0, 50, { topUps: named })],
      [read(0, 50, { topUps: [] }), read(5, 50, { topUps: named })],
    ])
      assert.deepStrictEqual(
        historyOf(readings)[0]?.topUps.map(({ topUp }) => topUp.id),
        ['a'],
      );
    const alike = read(0, 50, { topUps: [bought, bought] });
    assert.equal(historyOf([alike])[0]?.topUps.length, 2);
    assert.equal(historyOf([alike, read(5, 50, { topUps: [bought, bought] })])[0]?.topUps.length, 2);
    assert.equal(historyOf([alike, read(5, 50, { topUps: [bought, bought, bought] })])[0]?.topUps.length, 3);
  });

  it('has the amount, the status and the date of a top-up as they were listed last, whichever of them changed', () => {
    const first = { id: 'a', amount: 5, status: 'pending', at: start };
    for (const change of [{ amount: 6 }, { status: 'done' }, { at: start + minute }]) {
      const [series] = historyOf([
        read(0, 50, { topUps: [first] }),
        read(5, 50, { topUps: [{ ...first, ...change }] }),
      ]);
      assert.deepStrictEqual(series?.topUps, [{ topUp: { ...first, ...change }, since: start }]);
    }
  });

  it('has a top-up since a reading that comes late listed it, as it was listed last', () => {
    const of = (status: string) => ({ topUps: [{ id: 'a', amount: 5, status }] });
    const [series] = historyOf([read(5, 50, of('done')), read(0, 50, of('pending'))]);
    assert.deepStrictEqual(series?.topUps, [{ topUp: { id: 'a', amount: 5, status: 'done' }, since: start }]);
  });

  it('takes no purchase as new that is older than the history', () => {
    const bought = (days: number) => ({ topUps: [{ amount: 5, at: start - days * day }] });
    assert.equal(historyOf([read(0, 50, bought(400))])[0]?.topUps.length, 1);
    assert.equal(historyOf([read(0, 50, bought(401))])[0]?.topUps.length, 0);
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
        is: 'of another amount within a point',
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
        assert.deepStrictEqual(points(historyOf([read(0, 100), read(10, 90), read(15, 90), late])), [expected]);
      });
    }

    it('is not changed where its changes have been summed up', () => {
      const tally = { used: 10, toppedUp: 0, expired: 0, adjusted: 0 };
      const [series] = historyOf([read(0, 100), read(10, 90)]);
      const summed = series
        ? [{ ...series, points: series.points.map((point, index) => (index ? { ...point, tally } : point)) }]
        : [];
      assert.equal(addReading(summed, read(5, 95)), summed);
    });
  });

  describe('after the clock was set back', () => {
    const at = (minutes: number) => start + minutes * minute;

    it('has nothing of a future time, and goes on from what is left', () => {
      const history = historyOf([read(0, 100), read(60, 90), read(120, 80)]);
      assert.deepStrictEqual(points(addReading(history, read(30, 85), undefined, at(30))), [
        [
          [0, 0, 100],
          [30, 30, 85],
        ],
      ]);
    });

    it('has no point that reaches into the future', () => {
      const history = historyOf([read(0, 100), read(120, 100)]);
      assert.deepStrictEqual(points(addReading(history, read(30, 85), undefined, at(30))), [
        [
          [0, 30 - 1 / minute, 100],
          [30, 30, 85],
        ],
      ]);
      assert.deepStrictEqual(points(addReading(history, read(30, 100), undefined, at(30))), [[[0, 30, 100]]]);
    });

    it('takes no reading of a future time', () => {
      const history = historyOf([read(0, 100)]);
      assert.equal(addReading(history, read(60, 90), undefined, at(30)), history);
      assert.deepStrictEqual(points(addReading(history, read(30, 80), read(60, 90), at(30))), [
        [
          [0, 0, 100],
          [30, 30, 80],
        ],
      ]);
    });

    it('has no series, lot or top-up of a future time either', () => {
      const later = { lots: [lot()], topUps: [{ id: 't' }] };
      const history = historyOf([read(0, 100), read(60, 90, later), read(70, 8, { unit: dollars })]);
      const [first, ...others] = addReading(history, read(30, 85), undefined, at(30));
      assert.deepStrictEqual([first?.lots, first?.topUps, others], [[], [], []]);
    });

    it('has no lot that was seen in the future', () => {
      const history = historyOf([read(0, 100, { lots: [lot()] }), read(120, 100, { lots: [lot()] })]);
      assert.deepStrictEqual(
        lots(addReading(history, read(30, 100, { lots: [lot({ remaining: 40 })] }), undefined, at(30))),
        [[40, 0, 30]],
      );
    });

    it('loses nothing to a reading that is merely late', () => {
      const history = historyOf([read(0, 100), read(60, 90), read(120, 80)]);
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

  describe('of an account with several pools', () => {
    const requests = count('requests');
    const fast = (amount?: number): Pool => ({ id: 'fast', unit: requests, amount });
    const slow = (amount?: number): Pool => ({ id: 'slow', unit: requests, amount });
    /** The points of each series, by pool and unit. */
    const series = (history: History) =>
      Object.fromEntries(history.map(({ pool, unit, points }) => [`${pool} ${unit.name}`, points.map(shortPoint)]));

    it('has a series for each of two pools of one unit', () => {
      const history = historyOf([readPools(0, [fast(10), slow(100)]), readPools(5, [fast(9), slow(100)])]);
      assert.deepStrictEqual(series(history), {
        'fast requests': [
          [0, 0, 10],
          [5, 5, 9],
        ],
        'slow requests': [[0, 5, 100]],
      });
    });

    it('has a series for each currency', () => {
      const pools = (usd: number, cny: number): readonly [Pool, ...Pool[]] => [
        { id: 'USD', unit: dollars, amount: usd },
        { id: 'CNY', unit: currency('CNY'), amount: cny },
      ];
      assert.deepStrictEqual(series(historyOf([readPools(0, pools(5, 30)), readPools(5, pools(5, 29))])), {
        'USD USD': [[0, 5, 5]],
        'CNY CNY': [
          [0, 0, 30],
          [5, 5, 29],
        ],
      });
    });

    it('goes on with the series of a pool that disappears and comes back', () => {
      const history = historyOf([
        readPools(0, [fast(10), slow(100)]),
        readPools(5, [fast(9)]),
        readPools(10, [fast(8), slow(90)]),
      ]);
      assert.deepStrictEqual(series(history)['slow requests'], [
        [0, 0, 100],
        [10, 10, 90],
      ]);
    });

    it('has another series when the unit of a pool changes, and none of the other pool', () => {
      const inDollars: Pool = { id: 'fast', unit: dollars, amount: 1 };
      const history = historyOf([readPools(0, [fast(10), slow(100)]), readPools(5, [inDollars, slow(100)])]);
      assert.deepStrictEqual(series(history), {
        'fast requests': [[0, 0, 10]],
        'fast USD': [[5, 5, 1]],
        'slow requests': [[0, 5, 100]],
      });
    });

    it('is in one order, however the service lists the pools', () => {
      const history = historyOf([readPools(0, [fast(10), slow(100)])]);
      assert.deepStrictEqual(historyOf([readPools(0, [slow(100), fast(10)])]), history);
    });

    it('keeps the series of a pool that says nothing new the same object', () => {
      const before = historyOf([readPools(0, [fast(10), slow(100)])]);
      const after = addReading(before, readPools(5, [fast(9), slow()]));
      const slowOf = (history: History) => history.find(({ pool }) => pool === 'slow');
      assert.equal(slowOf(after), slowOf(before));
      assert.equal(addReading(after, readPools(6, [fast(), slow()])), after);
    });
  });

  it('takes no amounts that no sum of them would be finite with', () => {
    const history = historyOf([read(0, 100)]);
    for (const amount of [1.7e308, -1.7e308, 1e31]) assert.equal(addReading(history, read(5, amount)), history);
    const huge = { allocated: 1.7e308, remaining: 1.7e308 };
    const [series] = historyOf([read(0, 100, { lots: [lot(huge)], topUps: [{ id: 't', amount: -1.7e308 }] })]);
    assert.deepStrictEqual(series?.lots[0]?.lot, { kind: 'Monthly', allocated: undefined, remaining: undefined });
    assert.deepStrictEqual(series?.topUps[0]?.topUp, { id: 't', amount: undefined });
  });

  it('has no more than a thousand top-ups that are not listed any more, with ever new ids and without a date', () => {
    const listed = (minutes: number) =>
      Array.from({ length: 10 }, (_, index) => ({ id: `${minutes}-${index}`, amount: 5 }));
    const readings = Array.from({ length: 200 }, (_, minutes) => read(minutes, 100, { topUps: listed(minutes) }));
    const [series] = historyOf(readings);
    const ids = new Set(series?.topUps.map(({ topUp }) => topUp.id));
    assert.equal(ids.size, 1010);
    for (const { id } of listed(199)) assert.ok(ids.has(id));
    // The oldest make room: those of the first 99 readings.
    assert.deepStrictEqual([ids.has('98-9'), ids.has('99-0')], [false, true]);
  });

  it('has every top-up that is still listed, however many', () => {
    const topUps = Array.from({ length: 2000 }, (_, index) => ({ id: `${index}`, amount: 5 }));
    const before = historyOf([read(0, 100, { topUps })]);
    assert.equal(before[0]?.topUps.length, 2000);
    assert.equal(addReading(before, read(0, 100, { topUps })), before);
  });
});
