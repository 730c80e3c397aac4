import assert from 'node:assert/strict';
import type { Plan } from '../../../../../src/core/balance.ts';
import { renewingRise } from '../../../../../src/core/history/forecast/renewingRise.ts';
import type { Rise } from '../../../../../src/core/history/forecast/rises.ts';
import { day, hour } from '../../../../../src/core/time.ts';

const date = (month: number, dayOfMonth: number, hours = 3) => Date.UTC(2026, month - 1, dayOfMonth, hours);

/** A rise by 900 to 1,000 that was seen at a time, some hours after the reading before. */
function rise(to: number, { hours = 1, size = 900, amount = 1000 } = {}): Rise {
  return { from: to - hours * hour, to, size, least: amount, most: amount };
}

/** The next renewal in words: its time, what it brings, how often it was seen. */
function next(rises: readonly Rise[], now: number, plan?: Plan, amountAt = (_: number): number | undefined => 0) {
  const { expected, missed } = renewingRise(rises, amountAt, plan, now);
  if (missed) return `missed ${new Date(missed.at).toISOString().slice(5, 13)}`;
  if (!expected) return 'none';
  const { at, amount, adds, every } = expected;
  const brings = amount === undefined ? `+${adds}` : `to ${amount}`;
  return `${new Date(at).toISOString().slice(5, 13)} ${brings} ${every?.kind === 'month' ? `month ${every.day}` : every?.days}`;
}

const now = date(11, 20);

describe('rises that recur', () => {
  it('are expected at the time of day at which all of them can have come', () => {
    const rises = [
      rise(date(8, 26, 9), { hours: 7 }),
      rise(date(9, 26, 6), { hours: 1 }),
      rise(date(10, 26, 8), { hours: 8 }),
    ];
    assert.equal(next(rises, now), '11-26T06 to 1000 month 26');
    assert.equal(next(rises.slice(1), now), '11-26T06 to 1000 month 26');
  });

  it('are on the day that the narrowest of the last three says, where the last was seen days later', () => {
    const rises = [rise(date(8, 26)), rise(date(9, 26)), rise(date(10, 29), { hours: 80 })];
    assert.equal(next(rises, now), '11-26T03 to 1000 month 26');
    assert.equal(
      next(
        [rises[2], rises[0], rises[1]].filter((one) => one !== undefined),
        now,
      ).split(' ')[0],
      'none',
    );
  });

  it('say nothing where each was seen over more than four days', () => {
    assert.equal(next([rise(date(9, 26), { hours: 97 }), rise(date(10, 26), { hours: 97 })], now), 'none');
    assert.notEqual(next([rise(date(9, 26), { hours: 95 }), rise(date(10, 26), { hours: 95 })], now), 'none');
  });

  it('do not count one that was seen over a long time, nor end at it', () => {
    const wide = rise(date(9, 30), { hours: 240 });
    const rises = [rise(date(7, 26)), rise(date(8, 26)), wide, rise(date(10, 26))];
    assert.equal(next(rises, now), '11-26T03 to 1000 month 26');
    assert.equal(next([rise(date(8, 26)), wide, rise(date(10, 26))], now), 'none', 'two of three are needed three');
  });

  it('end at a month without one, and at a month with two', () => {
    assert.equal(next([rise(date(7, 26)), rise(date(8, 26)), rise(date(10, 26))], now), 'none');
    const twice = [rise(date(8, 26)), rise(date(9, 26, 1)), rise(date(9, 26, 20)), rise(date(10, 26))];
    assert.equal(next(twice, now), 'none');
    assert.equal(next([rise(date(7, 26)), ...twice.slice(0, 2), rise(date(10, 26))], now), '11-26T01 to 1000 month 26');
  });

  it('may be six hours off the day of a month, twelve off 30 days or a week, two off a day', () => {
    const month = (hours: number) =>
      next([rise(date(7, 27, hours)), rise(date(8, 26)), rise(date(9, 26))], date(10, 20));
    assert.equal(month(7), '10-26T03 to 1000 month 26');
    assert.equal(month(8), 'none');
    const every = (days: number, count: number, late: number) =>
      next(
        Array.from({ length: count }, (_, index) =>
          rise(date(10, 26) - (count - 1 - index) * days * day - (index === 0 ? late * hour : 0)),
        ),
        date(10, 26, 4),
      );
    assert.deepStrictEqual([every(7, 3, 12), every(7, 3, 14)], ['11-02T02 to 1000 7', 'none']);
    assert.deepStrictEqual([every(1, 4, 2), every(1, 4, 4)], ['10-27T02 to 1000 1', 'none']);
  });

  it('are a month rather than 30 days where both fit, and 30 days where no month fits', () => {
    assert.match(next([rise(date(9, 1)), rise(date(10, 1)), rise(date(11, 1))], now), /month 1$/);
    assert.match(
      next([rise(date(7, 31)), rise(date(8, 30)), rise(date(9, 29)), rise(date(10, 29))], now),
      /11-28T03 to 1000 30$/,
    );
  });

  it('bring the round amount that the highest of the last three is just below of', () => {
    const amounts = (...all: readonly number[]) =>
      next(
        all.map((amount, index) => rise(date(8 + index, 26), { amount, size: amount / 2 })),
        now,
      ).split(' ')[2];
    assert.equal(amounts(998, 992, 995), '1000');
    assert.equal(amounts(985, 984, 983), '990');
    assert.equal(amounts(12_345, 12_340, 12_310), '12345');
    assert.equal(amounts(0.4975, 0.4951, 0.4982), '0.5');
  });

  it('add the largest of the last three sizes where they lead to other amounts', () => {
    const adds = [495, 480, 498].map((size, index) => rise(date(8 + index, 26), { size, amount: 700 + 600 * index }));
    assert.equal(next(adds, now), '11-26T03 +500 month 26');
  });

  it('are found among purchases of other sizes that came later and more often', () => {
    const bought = [3, 6, 7, 11, 12, 15].map((dayOfMonth) =>
      rise(date(11, dayOfMonth), { size: 50 * dayOfMonth, amount: 2000 + 500 * dayOfMonth }),
    );
    assert.equal(
      next([rise(date(9, 26)), rise(date(10, 26)), ...bought.slice(0, 3)], now),
      '11-26T03 to 1000 month 26',
    );
  });

  it('are missed where a turn is over in which nothing rose, by whatever amount', () => {
    const rises = [rise(date(9, 26)), rise(date(10, 26))];
    const later = date(11, 28);
    assert.equal(next(rises, later), 'missed 11-26T03');
    const other = (time: number) => rise(time, { size: 37, amount: 4321 });
    assert.equal(next([...rises, other(date(11, 26, 5))], later), '12-26T03 to 1000 month 26');
    assert.equal(next([...rises, other(date(11, 27, 5))], later), '12-26T03 to 1000 month 26');
    assert.equal(next([...rises, other(date(11, 27, 8))], later), 'missed 11-26T03');
    assert.equal(next([...rises, other(date(11, 25, 17))], later), 'missed 11-26T03');
  });

  it('have come where the pool was full at the time, but not where they add to what is left', () => {
    const rises = [rise(date(9, 26)), rise(date(10, 26))];
    const at = (amount: number) => (time: number) => (time === date(11, 26) ? amount : undefined);
    assert.equal(next(rises, date(11, 28), undefined, at(950)), '12-26T03 to 1000 month 26');
    assert.equal(next(rises, date(11, 28), undefined, at(949)), 'missed 11-26T03');
    const adding = rises.map((one, index) => ({ ...one, least: 3000 * (index + 1), most: 3000 * (index + 1) }));
    assert.equal(next(adding, date(11, 28), undefined, at(9000)), 'missed 11-26T03');
  });
});

describe('one rise on the date of the plan', () => {
  const plan = { name: 'Pro', allowance: 1000, since: date(3, 26) };

  it('is a renewal if it brings the allowance: up to it, or in addition', () => {
    assert.equal(next([rise(date(10, 26), { size: 400 })], now, plan), '11-26T03 to 1000 month 26');
    assert.equal(next([rise(date(10, 26), { size: 1000, amount: 2750 })], now, plan)?.slice(0, 5), '11-26');
    assert.equal(next([rise(date(10, 26), { size: 500, amount: 2750 })], now, plan), 'none');
  });

  it('is none before the plan began, on another day, or where it was seen over more than four days', () => {
    assert.equal(next([rise(date(10, 26))], now, { ...plan, since: date(10, 26, 2) }), '11-26T03 to 1000 month 26');
    assert.equal(next([rise(date(10, 26))], now, { ...plan, since: date(10, 26, 3) }), 'none');
    assert.equal(next([rise(date(10, 26))], now, { ...plan, since: date(3, 24) }), 'none');
    assert.equal(next([rise(date(10, 27), { hours: 97 })], now, plan), 'none');
  });

  it('is none without an allowance, a date or a name of the plan', () => {
    for (const part of ['name', 'allowance', 'since'])
      assert.equal(next([rise(date(10, 26))], now, { ...plan, [part]: undefined }), 'none', part);
    assert.equal(next([rise(date(10, 26))], now), 'none');
  });
});
