import assert from 'node:assert/strict';
import { findChanges } from '../../../../../src/core/history/changes/changes.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { changesOf, lot, read, start, withTally } from '../../../../support/history/changesOf.ts';

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
});
