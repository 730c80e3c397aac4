import assert from 'node:assert/strict';
import type { Lot, TopUp } from '../../../../../src/core/balance.ts';
import { findChanges } from '../../../../../src/core/history/changes/changes.ts';
import type { Series, Tally } from '../../../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { type StatedAmount, seriesFrom } from '../../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 1, 2, 12);

/** Readings, some milliseconds after the start. */
function read(...answers: readonly (readonly [at: number, amount: number, more?: Partial<StatedAmount>])[]): Series {
  return seriesFrom(answers.map(([at, amount, more]) => ({ at: start + at, amount, ...more })));
}

/** The changes in a line each: kind, amount, and where there is one the top-up's id and the lot's kind. */
function changesOf(series: Series): readonly string[] {
  return findChanges(series).map(({ kind, amount, topUp, lot }) =>
    [kind, Number(amount.toFixed(6)), topUp?.id, lot?.kind].filter((part) => part !== undefined).join(' '),
  );
}

function lot(kind: string, allocated: number, remaining: number, expiresAfter?: number): Lot {
  return { kind, allocated, remaining, expiresAt: expiresAfter === undefined ? undefined : start + expiresAfter };
}

function toppedUp(id: string, amount: number | undefined, at?: number): TopUp {
  return { id, amount, status: 'done', at: at === undefined ? undefined : start + at };
}

function withTally(series: Series, place: number, tally: Tally): Series {
  return { ...series, points: series.points.map((point, index) => (index === place ? { ...point, tally } : point)) };
}

describe('the changes of an amount', () => {
  describe('from amounts alone', () => {
    it('are none of one point, or of an amount that stays', () => {
      assert.deepStrictEqual(changesOf(read([0, 100])), []);
      assert.deepStrictEqual(changesOf(read([0, 100], [hour, 100], [day, 100])), []);
    });

    it('are a fall as used, between the last reading that stated the amount before and the first after', () => {
      const series = read([0, 100], [hour, 100], [2 * hour, 70]);
      assert.deepStrictEqual(findChanges(series), [
        { kind: 'used', amount: 30, from: start + hour, to: start + 2 * hour },
      ]);
    });

    it('are a rise as topped up', () => {
      assert.deepStrictEqual(changesOf(read([0, 100], [hour, 600], [2 * day, 90])), ['toppedUp 500', 'used 510']);
    });

    it('are a debt that grows as used', () => {
      assert.deepStrictEqual(changesOf(read([0, 10], [hour, -5], [2 * hour, -8])), ['used 15', 'used 3']);
    });

    it('are no usage where floating-point numbers do not add up', () => {
      assert.deepStrictEqual(changesOf(read([0, 0.1 + 0.2], [hour, 0.3])), []);
      const renewed = read(
        [0, 0.3, { lots: [lot('Month', 0.3, 0.3, hour)] }],
        [2 * hour, 0.1 + 0.2, { lots: [lot('Month', 0.3, 0.3, 31 * day)] }],
      );
      assert.deepStrictEqual(changesOf(renewed), ['toppedUp 0.3 Month', 'expired 0.3 Month']);
    });
  });

  describe('from a tally', () => {
    it('are of each kind in it, from the point before to this one', () => {
      const tally = { used: 40, toppedUp: 100, expired: 7, adjusted: -3 };
      const times = { from: start, to: start + day };
      assert.deepStrictEqual(
        findChanges(withTally(read([0, 100], [day, 150]), 1, tally)).map(({ kind, amount, from, to }) => ({
          kind,
          amount,
          from,
          to,
        })),
        [
          { kind: 'toppedUp', amount: 100, ...times },
          { kind: 'expired', amount: 7, ...times },
          { kind: 'adjusted', amount: -3, ...times },
          { kind: 'used', amount: 40, ...times },
        ],
      );
    });

    it('are not interpreted again: neither its rise nor its fall is adjusted', () => {
      const series = read([0, 1000], [hour, 1500], [2 * hour, 1000]);
      const rise = { used: 0, toppedUp: 500, expired: 0, adjusted: 0 };
      assert.deepStrictEqual(changesOf(withTally(series, 1, rise)), ['toppedUp 500', 'used 500']);
      const fall = { used: 500, toppedUp: 0, expired: 0, adjusted: 0 };
      assert.deepStrictEqual(changesOf(withTally(series, 2, fall)), ['toppedUp 500', 'used 500']);
    });
  });

  describe('from lots', () => {
    it('are what was left in a lot at its expiry as expired, and the rest of the fall as used', () => {
      const lots = [lot('Trial', 500, 320, 90 * minute), lot('Bought', 1000, 1000)];
      assert.deepStrictEqual(changesOf(read([0, 1320, { lots }], [hour, 1320, { lots }], [2 * hour, 990])), [
        'expired 320 Trial',
        'used 10',
      ]);
    });

    it('are no more expired than the amount fell by', () => {
      const lots = [lot('Trial', 500, 320, hour)];
      assert.deepStrictEqual(changesOf(read([0, 1320, { lots }], [2 * hour, 1100])), ['expired 220 Trial']);
    });

    it('are expired and used apart where both were in one interval', () => {
      const lots = [lot('A', 50, 50, hour), lot('B', 100, 100, 9 * day)];
      assert.deepStrictEqual(changesOf(read([0, 150, { lots }], [hour, 0, { lots: [] }])), [
        'expired 50 A',
        'used 100',
      ]);
    });

    it('count an expiry at the very time of a reading to the fall that ends there', () => {
      const lots = [lot('A', 50, 50, hour)];
      assert.deepStrictEqual(changesOf(read([0, 150, { lots }], [hour, 100], [2 * hour, 50])), [
        'expired 50 A',
        'used 50',
      ]);
    });

    it('are both at a monthly renewal: what was left has expired and the new lot is topped up', () => {
      const lots = [lot('Month', 10_000, 8500, hour)];
      const renewed = (remaining: number) => ({ lots: [lot('Month', 10_000, remaining, 31 * day)] });
      assert.deepStrictEqual(changesOf(read([0, 8500, { lots }], [2 * hour, 10_000, renewed(10_000)])), [
        'toppedUp 10000 Month',
        'expired 8500 Month',
      ]);
      assert.deepStrictEqual(changesOf(read([0, 8500, { lots }], [2 * hour, 9900, renewed(9900)])), [
        'toppedUp 10000 Month',
        'expired 8500 Month',
        'used 100',
      ]);
    });

    it('are both when a lot expired and an equal one was added, so that the amount stayed the same', () => {
      const before = [lot('Month', 10_000, 10_000, hour)];
      const after = [lot('Month', 10_000, 10_000, 31 * day)];
      assert.deepStrictEqual(changesOf(read([0, 10_000, { lots: before }], [2 * hour, 10_000, { lots: after }])), [
        'toppedUp 10000 Month',
        'expired 10000 Month',
      ]);
    });

    it('are a new lot whole, and what was used in the same interval', () => {
      const old = lot('Bought', 100, 100);
      const lots = [old, lot('Gift', 500, 480, 9 * day)];
      assert.deepStrictEqual(changesOf(read([0, 100, { lots: [old] }], [hour, 580, { lots }])), [
        'toppedUp 500 Gift',
        'used 20',
      ]);
    });

    it('are a new lot where more was used than it brought', () => {
      const [old, next] = [lot('Bought', 1000, 1000), lot('Gift', 500, 500)];
      assert.deepStrictEqual(changesOf(read([0, 1000, { lots: [old] }], [day, 900, { lots: [old, next] }])), [
        'toppedUp 500 Gift',
        'used 600',
      ]);
    });

    it('are what the amount rose by beyond a new lot', () => {
      const [old, next] = [lot('Bought', 100, 100), lot('Gift', 500, 500)];
      assert.deepStrictEqual(changesOf(read([0, 100, { lots: [old] }], [hour, 650, { lots: [old, next] }])), [
        'toppedUp 500 Gift',
        'toppedUp 50',
      ]);
    });

    it('are not the lots of the first listing', () => {
      const lots = [lot('Bought', 1000, 400)];
      assert.deepStrictEqual(changesOf(read([0, 400], [hour, 390, { lots }])), ['used 10']);
      assert.deepStrictEqual(changesOf(read([0, 400], [hour, 600, { lots }])), ['toppedUp 200']);
    });

    it('are a lot of the first listing that is exactly what the amount rose by', () => {
      assert.deepStrictEqual(
        changesOf(read([0, 0], [hour, 1000, { lots: [lot('Bought', 1000, 1000)] }], [2 * hour, 0])),
        ['toppedUp 1000 Bought', 'used 1000'],
      );
    });

    it('are a lot when it is counted, not while it is pending', () => {
      const pending = { ...lot('Pending', 500, 500), pending: true };
      const old = lot('Bought', 100, 100);
      const series = read(
        [0, 100, { lots: [old] }],
        [hour, 90, { lots: [old, pending] }],
        [2 * hour, 580, { lots: [old, lot('Bought', 500, 500)] }],
      );
      assert.deepStrictEqual(changesOf(series), ['used 10', 'toppedUp 500 Bought', 'used 10']);
      const fast = read([0, 1000, { lots: [pending] }], [hour, 900, { lots: [lot('Bought', 500, 500)] }]);
      assert.deepStrictEqual(changesOf(fast), ['toppedUp 500 Bought', 'used 600']);
    });

    it('are none for a lot that is listed and moves nothing', () => {
      const [old, odd] = [lot('Bought', 100, 100), lot('Odd', 500, 500)];
      assert.deepStrictEqual(changesOf(read([0, 100, { lots: [old] }], [hour, 100, { lots: [old, odd] }])), []);
    });

    it('are none for a lot that was added and expired between two readings', () => {
      const [old, gone] = [lot('Bought', 100, 100), lot('Gone', 500, 500, 30 * minute)];
      assert.deepStrictEqual(changesOf(read([0, 100, { lots: [old] }], [hour, 90, { lots: [old, gone] }])), [
        'used 10',
      ]);
    });

    it('are none for a lot whose expiry was moved', () => {
      const answer = (after: number, amount: number) =>
        [after, amount, { lots: [lot('Rolling', 1000, amount, after + 30 * day)] }] as const;
      assert.deepStrictEqual(changesOf(read(answer(0, 900), answer(hour, 890), answer(2 * hour, 885))), [
        'used 10',
        'used 5',
      ]);
    });

    it('are no expiry of a lot that had been used up and was not listed any more', () => {
      const [small, big] = [lot('Small', 300, 300, 5 * hour), lot('Big', 1000, 1000)];
      const series = read(
        [0, 1300, { lots: [small, big] }],
        [hour, 1000, { lots: [big] }],
        [4 * hour, 1000, { lots: [big] }],
        [6 * hour, 950, { lots: [{ ...big, remaining: 950 }] }],
      );
      assert.deepStrictEqual(changesOf(series), ['used 300', 'used 50']);
    });

    it('are no expiry of a pending lot, or of one without a remaining amount', () => {
      const lots = [
        { ...lot('Pending', 500, 500, hour), pending: true },
        { kind: 'Unknown', allocated: 500, expiresAt: start + hour },
      ];
      assert.deepStrictEqual(changesOf(read([0, 1000, { lots }], [2 * hour, 900])), ['used 100']);
    });

    it('are a lot as expired that the service removes hours after its expiry', () => {
      const lots = [lot('Trial', 500, 320, hour)];
      const series = read([0, 1320, { lots }], [2 * hour, 1320], [9 * hour, 1310], [10 * hour, 985], [11 * hour, 600]);
      assert.deepStrictEqual(changesOf(series), ['used 10', 'expired 320 Trial', 'used 5', 'used 385']);
    });

    it('are no more of a lot as expired than it held, in two falls as well', () => {
      const lots = [lot('Trial', 500, 320, hour)];
      const series = read([0, 1320, { lots }], [2 * hour, 1300], [9 * hour, 995]);
      assert.deepStrictEqual(changesOf(series), ['expired 20 Trial', 'expired 300 Trial', 'used 5']);
    });

    it('are no expiry days after it', () => {
      const lots = [lot('Trial', 500, 320, hour)];
      const series = read([0, 1320, { lots }], [2 * hour, 1320], [3 * day, 1310], [3 * day + hour, 900]);
      assert.deepStrictEqual(changesOf(series), ['used 10', 'used 410']);
    });

    it('are what expired and what was added in its place where an amount rises at the expiry of a lot', () => {
      const lots = [lot('Month', 1000, 200, hour)];
      assert.deepStrictEqual(changesOf(read([0, 200, { lots }], [2 * hour, 1000])), [
        'toppedUp 1000',
        'expired 200 Month',
      ]);
    });
  });

  describe('from top-ups', () => {
    const first = toppedUp('first', 5, -90 * day);
    const listing = (...more: readonly TopUp[]) => ({ topUps: [...more, first] });

    it('are a rise by the top-up that is listed with it, and what was used in the same interval', () => {
      const topUps = listing(toppedUp('t', 500));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 600, topUps])), ['toppedUp 500 t']);
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 580, topUps])), ['toppedUp 500 t', 'used 20']);
    });

    it('are the smallest of several that explains the rise', () => {
      const topUps = listing(toppedUp('big', 1000), toppedUp('small', 500), toppedUp('tiny', 100));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 590, topUps])), [
        'toppedUp 500 small',
        'used 10',
      ]);
    });

    it('are all together where none alone explains the rise', () => {
      const topUps = listing(toppedUp('a', 300), toppedUp('b', 500));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 890, topUps])), [
        'toppedUp 300 a',
        'toppedUp 500 b',
        'used 10',
      ]);
    });

    it('are the rise itself where the top-ups are less, and name one all the same', () => {
      const less = listing(toppedUp('t', 500));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 700, less])), ['toppedUp 600 t']);
      const unknown = listing(toppedUp('t', undefined));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 700, unknown])), ['toppedUp 600 t']);
    });

    it('are not a top-up in another unit than the balance', () => {
      const cents = listing(toppedUp('cents', 50_000));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 600, cents])), ['toppedUp 500 cents']);
    });

    it('are none for a top-up that is listed and moves nothing', () => {
      const topUps = listing(toppedUp('failed', 500));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 100, topUps], [2 * hour, 90, topUps])), [
        'used 10',
      ]);
    });

    it('are not the purchases of the first listing, but for those since the reading before', () => {
      const old = toppedUp('old', 500, -day);
      assert.deepStrictEqual(changesOf(read([0, 100], [hour, 590, { topUps: [old] }])), ['toppedUp 490']);
      const topUps = [toppedUp('fresh', 500, 30 * minute), old];
      assert.deepStrictEqual(changesOf(read([0, 100], [hour, 590, { topUps }])), ['toppedUp 500 fresh', 'used 10']);
    });

    it('are a top-up and an expiry in one interval', () => {
      const topUps = listing(toppedUp('t', 500));
      const small = { ...listing(), lots: [lot('Trial', 500, 320, hour)] };
      assert.deepStrictEqual(changesOf(read([0, 420, small], [2 * hour, 600, topUps])), [
        'toppedUp 500 t',
        'expired 320 Trial',
      ]);
      const big = { ...listing(), lots: [lot('Trial', 900, 900, hour)] };
      assert.deepStrictEqual(changesOf(read([0, 1000, big], [2 * hour, 590, topUps])), [
        'toppedUp 500 t',
        'expired 900 Trial',
        'used 10',
      ]);
    });

    it('name a top-up that is listed only in a later reading, if it is exactly what the amount rose by', () => {
      const later = (topUp: TopUp, after = 2 * hour) =>
        changesOf(read([0, 100, listing()], [hour, 600, listing()], [after, 590, listing(topUp)]));
      assert.deepStrictEqual(later(toppedUp('t', 500, 50 * minute)), ['toppedUp 500 t', 'used 10']);
      assert.deepStrictEqual(later(toppedUp('t', 500)), ['toppedUp 500 t', 'used 10']);
      assert.deepStrictEqual(later(toppedUp('other', 505, 50 * minute)), ['toppedUp 500', 'used 10']);
      assert.deepStrictEqual(later(toppedUp('of later', 500, 2 * day), 3 * day), ['toppedUp 500', 'used 10']);
    });

    it('are not adjusted where a later listing explains the rise', () => {
      const topUps = listing(toppedUp('t', 500, 50 * minute));
      const series = read([0, 100, listing()], [hour, 600, listing()], [2 * hour, 100, topUps]);
      assert.deepStrictEqual(changesOf(series), ['toppedUp 500 t', 'used 500']);
    });

    it('name a top-up that was listed while it was pending', () => {
      const topUps = listing(toppedUp('t', 500));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 100, topUps], [2 * hour, 597, topUps])), [
        'toppedUp 500 t',
        'used 3',
      ]);
    });

    it('are a rise by a purchase that was pending in the first reading, and what was used in the same interval', () => {
      const topUps = [toppedUp('t', 500, -2 * hour), toppedUp('old', 502, -8 * day), toppedUp('undated', 501)];
      assert.deepStrictEqual(
        changesOf(read([0, 100, { topUps }], [hour, 90, { topUps }], [2 * hour, 587, { topUps }])),
        ['used 10', 'toppedUp 500 t', 'used 3'],
      );
      const old = { topUps: topUps.slice(1) };
      assert.deepStrictEqual(changesOf(read([0, 100, old], [hour, 90, old], [2 * hour, 587, old])), [
        'used 10',
        'toppedUp 497',
      ]);
    });

    it('name a top-up once', () => {
      const topUps = listing(toppedUp('t', 500));
      assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 600, topUps], [2 * day, 1100, topUps])), [
        'toppedUp 500 t',
        'toppedUp 500',
      ]);
    });
  });

  describe('at an adjustment', () => {
    it('are a rise that is taken back within a day as adjusted, and what was used meanwhile as used', () => {
      const series = read([0, 1000], [hour, 1500], [2 * hour, 1490], [20 * hour, 985]);
      assert.deepStrictEqual(changesOf(series), ['adjusted 500', 'used 10', 'adjusted -500', 'used 5']);
    });

    it('are not adjusted after more than a day', () => {
      assert.deepStrictEqual(changesOf(read([0, 1000], [hour, 1500], [26 * hour, 1000])), ['toppedUp 500', 'used 500']);
    });

    it('are not adjusted where less was taken back, or over 2 % more', () => {
      assert.deepStrictEqual(changesOf(read([0, 1000], [hour, 1500], [2 * hour, 1001])), ['toppedUp 500', 'used 499']);
      assert.deepStrictEqual(changesOf(read([0, 1000], [hour, 1500], [2 * hour, 989])), ['toppedUp 500', 'used 511']);
    });

    describe('while much is used all the time', () => {
      /** Ten an hour, read every hour or less often, and `plus` beside it at a reading. */
      const busy = (plus: (index: number) => number, hours = (index: number) => index) =>
        changesOf(
          read(
            ...Array.from({ length: 24 }, (_, index) => {
              return [hours(index) * hour, 5000 - 10 * hours(index) + plus(index)] as const;
            }),
          ),
        ).filter((line) => line !== 'used 10');

      it('are adjusted where what was used meanwhile is taken back as well', () => {
        assert.deepStrictEqual(
          busy((index) => (index === 12 || index === 13 ? 250 : 0)),
          ['adjusted 240', 'adjusted -240', 'used 20'],
        );
        assert.deepStrictEqual(
          busy((index) => (index === 12 ? -300 : 0)),
          ['adjusted -290', 'used 20', 'adjusted 290'],
        );
      });

      it('are not adjusted where more is missing than twice what is usual', () => {
        const gift = (used: number) => busy((index) => (index < 12 ? 0 : index < 14 ? 250 : -used));
        assert.deepStrictEqual(gift(19), ['adjusted 240', 'adjusted -240', 'used 39']);
        assert.deepStrictEqual(gift(21), ['toppedUp 240', 'used 281']);
      });

      it('are not adjusted where the usual usage would be a good part of it', () => {
        const night = (index: number) => (index < 14 ? index : index + 9);
        assert.deepStrictEqual(
          busy((index) => (index < 12 ? 0 : index < 14 ? 250 : 0), night),
          ['toppedUp 240', 'used 350'],
        );
        assert.deepStrictEqual(
          busy((index) => (index === 12 || index === 13 ? 100 : 0)),
          ['toppedUp 90', 'used 110'],
        );
      });
    });

    it('are not adjusted where a purchase or a lot explains the rise', () => {
      const topUps = [toppedUp('t', 500, 30 * minute)];
      assert.deepStrictEqual(changesOf(read([0, 1000], [hour, 1500, { topUps }], [2 * hour, 1000, { topUps }])), [
        'toppedUp 500 t',
        'used 500',
      ]);
      const [old, next] = [lot('A', 1000, 1000), lot('B', 500, 500)];
      const series = read([0, 1000, { lots: [old] }], [hour, 1500, { lots: [old, next] }], [2 * hour, 1000]);
      assert.deepStrictEqual(changesOf(series), ['toppedUp 500 B', 'used 500']);
    });

    it('are not adjusted where falls of such a size are usual', () => {
      const before = read([0, 1000], [hour, 900], [3 * hour, 1000], [4 * hour, 900]);
      assert.deepStrictEqual(changesOf(before), ['used 100', 'toppedUp 100', 'used 100']);
      const after = read([0, 1000], [3 * hour, 1100], [4 * hour, 1000], [5 * hour, 901]);
      assert.deepStrictEqual(changesOf(after), ['toppedUp 100', 'used 100', 'used 99']);
    });

    it('are a false zero as adjusted twice, and what is missing afterwards as used', () => {
      assert.deepStrictEqual(changesOf(read([0, 1000], [15 * minute, 0], [30 * minute, 1000])), [
        'adjusted -1000',
        'adjusted 1000',
      ]);
      assert.deepStrictEqual(changesOf(read([0, 1000], [15 * minute, 0], [75 * minute, 985])), [
        'adjusted -985',
        'used 15',
        'adjusted 985',
      ]);
    });

    it('are not adjusted after a fall of more than an hour, or where another amount comes back', () => {
      const back = (after: number, amount: number, low = 0) =>
        changesOf(read([0, 1000], [15 * minute, low], [after, amount]));
      assert.deepStrictEqual(back(76 * minute, 1000, 5), ['used 995', 'toppedUp 995']);
      assert.deepStrictEqual(back(30 * minute, 970), ['used 1000', 'toppedUp 970']);
      assert.deepStrictEqual(back(30 * minute, 1001), ['used 1000', 'toppedUp 1001']);
    });

    describe('to exactly zero and back', () => {
      /** Ten a day, seen each hour, for a week. */
      const week = Array.from({ length: 8 * 24 }, (_, index): readonly [number, number] => [
        (index - 8 * 24) * hour,
        Math.round((1000 + (8 * 24 - index) * (10 / 24)) * 10) / 10,
      ]);
      const lastAfterWeek = (...answers: readonly (readonly [number, number])[]) =>
        changesOf(read(...week, ...answers)).slice(-3);

      it('are a false zero, however long after', () => {
        for (const wait of [2 * hour, day, 5 * day])
          assert.deepStrictEqual(changesOf(read([0, 1000], [15 * minute, 0], [wait, 1000])), [
            'adjusted -1000',
            'adjusted 1000',
          ]);
      });

      it('are a false zero where as much is missing afterwards as is usually used in that time', () => {
        assert.deepStrictEqual(lastAfterWeek([0, 1000], [hour, 0], [3 * day, 965]), [
          'adjusted -965',
          'used 35',
          'adjusted 965',
        ]);
        assert.deepStrictEqual(lastAfterWeek([0, 1000], [hour, 0], [3 * day, 800]).slice(1), [
          'used 1000',
          'toppedUp 800',
        ]);
      });

      it('are a false zero that was seen over and over, and one at which a lot was listed', () => {
        const listed = { lots: [lot('Gift', 1, 0)] };
        const series = read([0, 1000], [hour, 0], [5 * hour, 0, listed], [9 * hour, 0, listed], [day, 1000, listed]);
        assert.deepStrictEqual(changesOf(series), ['adjusted -1000', 'adjusted 1000']);
      });

      it('are usage where so much is used in such a time', () => {
        const fast = Array.from({ length: 9 }, (_, index) => [index * hour, 1000 - 100 * index] as const);
        const used = changesOf(read(...fast, [10 * hour, 0], [14 * hour, 200]));
        assert.deepStrictEqual(used.slice(-2), ['used 200', 'toppedUp 200']);
      });

      it('are an allowance that was used at once and filled again, where the same came back on another day', () => {
        const days = [0, 1, 2].flatMap((count) => [
          [count * day, 50] as const,
          [count * day + 10 * hour, 50] as const,
          [count * day + 11 * hour, 0] as const,
        ]);
        const used = ['used 50', 'toppedUp 50'];
        assert.deepStrictEqual(changesOf(read(...days, [3 * day, 50])), [...used, ...used, ...used]);
      });

      it('are a purchase where the service lists one', () => {
        const listed = { topUps: [toppedUp('a', 1000, 2 * day)] };
        assert.deepStrictEqual(
          changesOf(read([0, 1000, { topUps: [] }], [hour, 0, { topUps: [] }], [3 * day, 1000, listed])),
          ['used 1000', 'toppedUp 1000 a'],
        );
      });
    });

    describe('where falls of such a size are usual', () => {
      const uneven = Array.from({ length: 41 }, (_, index) => 0.5 + ((index * 137) % 611) / 100);
      /** A fall every hour of these sizes, with a rise after the tenth that is taken back after the fourteenth. */
      const among = (sizes: readonly number[], gift: number, back = gift) => {
        let amount = 1000;
        const answers: (readonly [number, number])[] = [[0, amount]];
        const say = (at: number, change: number) => {
          amount += change;
          answers.push([at, amount]);
        };
        for (let index = 1; index <= 40; index++) {
          say(index * hour, -(sizes[index % sizes.length] ?? 0));
          if (index === 10) say(index * hour + 20 * minute, gift);
          if (index === 14) say(index * hour + 20 * minute, -back);
        }
        return changesOf(read(...answers)).filter((change) => change.startsWith('adjusted'));
      };

      it('are adjusted where exactly as much is taken back and no fall is as large by chance', () => {
        assert.deepStrictEqual(among(uneven, 3.21), ['adjusted 3.21', 'adjusted -3.21']);
      });

      it('are not adjusted where falls of exactly this size come by chance', () => {
        assert.deepStrictEqual(among([1, 2, 3, 4], 2), []);
        assert.deepStrictEqual(among([2.17, 3.21, 1.04, 6.31, 2.96], 3.21), []);
      });

      it('are not adjusted where about as much is taken back', () => {
        assert.deepStrictEqual(among(uneven, 3.21, 3.24), []);
      });
    });

    it('count usage once while responses go to and fro between the old amount and the new', () => {
      const amounts = [1000, 990, 1000, 990, 1000, 990];
      const changes = findChanges(read(...amounts.map((amount, index) => [index * 5 * minute, amount] as const)));
      const used = changes.filter(({ kind }) => kind === 'used').reduce((total, { amount }) => total + amount, 0);
      assert.equal(used, 10);
      assert.ok(changes.every(({ kind }) => kind === 'used' || kind === 'adjusted'));
    });
  });
});
