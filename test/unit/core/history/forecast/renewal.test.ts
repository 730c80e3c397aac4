import assert from 'node:assert/strict';
import type { Lot, Plan, Pool } from '../../../../../src/core/balance.ts';
import { renewalOf } from '../../../../../src/core/history/forecast/renewal.ts';
import { compact } from '../../../../../src/core/history/record/compact.ts';
import type { Series } from '../../../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { type StatedAmount, seriesFrom } from '../../../../support/fakes/samples.ts';

interface Filled {
  readonly from: number;
  readonly to: number;
  /** When the pool is filled. */
  readonly at: readonly number[];
  /** What it is filled up to, … */
  readonly level?: number;
  /** … or what is added. */
  readonly adds?: number;
  readonly perDay?: number;
  readonly interval?: number;
  /** Whether the editor is open. */
  readonly isOn?: (time: number) => boolean;
}

/** The readings of a pool that is used evenly and filled at these times. */
function filled({ from, to, at, level, adds = 0, perDay = 20, interval = hour, isOn = () => true }: Filled): Series {
  const answers: StatedAmount[] = [];
  let amount = level ?? adds;
  for (let time = from; time <= to; time += interval) {
    const times = at.filter((one) => one > time - interval && one <= time).length;
    for (let count = 0; count < times; count++) amount = level ?? amount + adds;
    amount = Math.max(0, amount - (perDay * interval) / day);
    if (isOn(time)) answers.push({ at: time, amount: Math.round(amount * 100) / 100 });
  }
  return seriesFrom(answers);
}

function pool(series: Series, change: Partial<Pool> = {}): Pool {
  return { unit: credits, amount: series.points.at(-1)?.amount, ...change };
}

function renewalsOf(series: Series, now: number, change: Partial<Pool> = {}, plan?: Plan) {
  return renewalOf(pool(series, change), [series], plan, now);
}

/** The next renewal in words: its day, what it brings, how often it was seen. */
function next(series: Series, now: number, change: Partial<Pool> = {}, plan?: Plan) {
  const { expected, missed } = renewalsOf(series, now, change, plan);
  const dateOf = (time: number) => new Date(time).toISOString().slice(5, 10);
  if (missed) return `missed ${dateOf(missed.at)}`;
  if (!expected) return 'none';
  const { at, amount, adds, every } = expected;
  const what = amount === undefined ? `+${Math.round(adds ?? 0)}` : `to ${Math.round(amount)}`;
  return `${dateOf(at)} ${what} ${every?.kind === 'month' ? `month ${every.day}` : every?.days}`;
}

const from = Date.UTC(2026, 7, 20);
const date = (month: number, dayOfMonth: number, at = 3 * hour) => Date.UTC(2026, month - 1, dayOfMonth) + at;
const now = date(11, 20, 12 * hour);

describe('a renewal that was seen', () => {
  it('is expected a month after two of the same amount, on the same day', () => {
    const series = filled({ from, to: now, at: [date(9, 26), date(10, 26)], level: 1000 });
    assert.equal(next(series, now), '11-26 to 1000 month 26');
    assert.equal(renewalsOf(series, now).expected?.source, 'seen');
  });

  it('adds to what is left where rises of one size led to other amounts', () => {
    const series = filled({ from, to: now, at: [date(9, 26), date(10, 26)], adds: 1000 });
    assert.equal(next(series, now), '11-26 +1000 month 26');
  });

  it('is on the last day of a shorter month, and on the 31st again after it', () => {
    const to = date(4, 10);
    const at = [date(1, 31), date(2, 28), date(3, 31)];
    assert.equal(next(filled({ from: date(1, 10), to, at, level: 500 }), to), '04-30 to 500 month 31');
    assert.equal(
      next(filled({ from: date(1, 10), to: date(3, 10), at: at.slice(0, 2), level: 500 }), date(3, 10)),
      '03-31 to 500 month 31',
    );
    assert.equal(
      next(filled({ from: date(1, 10), to: date(3, 10), at: [date(1, 29), date(2, 28)], level: 500 }), date(3, 10)),
      '03-29 to 500 month 29',
    );
  });

  it('is expected after 30 days, a week or a day, once it came three or four times', () => {
    const times = (count: number, days: number) =>
      Array.from({ length: count }, (_, index) => now - 3 * hour - index * days * day);
    const seen = (count: number, days: number) =>
      next(filled({ from: now - 110 * day, to: now, at: times(count, days), level: 3000 }), now);
    assert.equal(seen(3, 30), '12-20 to 3000 30');
    assert.equal(seen(3, 7), '11-27 to 3000 7');
    assert.equal(seen(2, 7), 'none');
    assert.equal(seen(4, 1), '11-21 to 3000 1');
    assert.equal(seen(3, 1), 'none');
  });

  it('is none after one rise, after rises at irregular times, or of unlike sizes', () => {
    assert.equal(next(filled({ from, to: now, at: [date(10, 26)], level: 1000 }), now), 'none');
    assert.equal(next(filled({ from, to: now, at: [date(9, 20), date(10, 26)], level: 1000 }), now), 'none');
    const answers = [
      { at: from, amount: 100 },
      { at: date(9, 26), amount: 600 },
      { at: date(9, 26) + minute, amount: 100 },
      { at: date(10, 26), amount: 100 },
      { at: date(10, 26) + minute, amount: 900 },
    ];
    assert.equal(next(seriesFrom(answers), date(10, 27)), 'none');
  });

  it('takes three where the same came at another time before: automatic recharges may fall on the day by chance', () => {
    const at = [date(9, 2), date(9, 26), date(10, 26)];
    assert.equal(next(filled({ from, to: now, at, level: 1000 }), now), 'none');
    const before = [date(7, 2), date(8, 26), ...at.slice(1)];
    assert.equal(next(filled({ from: date(6, 20), to: now, at: before, level: 1500 }), now), '11-26 to 1500 month 26');
  });

  it('is seen through nights and weekends without readings', () => {
    const isOn = (time: number) => {
      const [hours, weekday] = [new Date(time).getUTCHours(), new Date(time).getUTCDay()];
      return hours >= 8 && hours < 19 && weekday > 0 && weekday < 6;
    };
    // The 26th of September is a Saturday.
    const at = [date(8, 26), date(9, 26), date(10, 26)];
    const series = filled({ from: date(8, 10), to: now, at, level: 1000, isOn });
    assert.equal(next(series, now).replace(/to \d+/, 'to'), '11-26 to month 26');
  });

  it('is seen in what is left of the readings after a year as well', () => {
    const at = [date(8, 26), date(9, 26), date(10, 26)];
    const series = filled({ from, to: now, at, level: 1000, interval: 15 * minute });
    const left = compact(series, now);
    assert.ok(left && left.points.length < series.points.length);
    assert.equal(next(left, now), '11-26 to 1000 month 26');
    const [part, whole] = [left, series].map((one) => renewalsOf(one, now).expected?.at ?? 0);
    assert.ok(Math.abs((part ?? 0) - (whole ?? 0)) <= hour, 'exact to the hour that is left');
  });

  it('is expected on its day, and no longer on the same day if it does not come', () => {
    const series = (to: number) => filled({ from, to, at: [date(9, 26), date(10, 26)], level: 1000 });
    assert.equal(next(series(date(11, 26, hour)), date(11, 26, hour)), '11-26 to 1000 month 26');
    assert.equal(next(series(date(11, 26, 6 * hour)), date(11, 26, 6 * hour)), '11-26 to 1000 month 26');
    assert.equal(next(series(date(11, 26, 18 * hour)), date(11, 26, 18 * hour)), 'missed 11-26');
    assert.equal(next(series(date(12, 5)), date(12, 5)), 'none');
  });

  it('is the one after that once it has come', () => {
    const to = date(11, 26, 6 * hour);
    const series = filled({ from, to, at: [date(9, 26), date(10, 26), date(11, 26)], level: 1000 });
    assert.equal(next(series, to), '12-26 to 1000 month 26');
  });

  it('has come where a pool that is still full does not rise', () => {
    const to = date(12, 5);
    const answers = [
      { at: from, amount: 100 },
      { at: date(9, 26) - hour, amount: 80 },
      { at: date(9, 26), amount: 1000 },
      { at: date(10, 26) - hour, amount: 700 },
      { at: date(10, 26), amount: 1000 },
      { at: to, amount: 1000 },
    ];
    assert.equal(next(seriesFrom(answers), to), '12-26 to 1000 month 26');
  });

  it('has come where there was no reading at the time and the amount rose meanwhile', () => {
    const to = date(12, 5);
    const isOn = (time: number) => time < date(11, 18) || time > date(12, 2);
    const series = filled({ from, to, at: [date(9, 26), date(10, 26), date(11, 26)], level: 1000, isOn });
    assert.equal(next(series, to), '12-26 to 1000 month 26');
  });

  it('is seen whatever is topped up meanwhile', () => {
    const answers = filled({ from, to: now, at: [date(9, 26), date(10, 26)], level: 1000 }).points.map(
      ({ at, amount }) => ({ at, amount: amount + (at > date(11, 3) ? 300 : 0) }),
    );
    assert.equal(next(seriesFrom(answers), now), '11-26 to 1000 month 26');
  });

  it('takes one rise on the date of the plan that brings its allowance', () => {
    const series = filled({ from, to: now, at: [date(10, 26)], level: 1000 });
    const plan = { name: 'Pro', allowance: 1000, since: date(3, 26) };
    assert.equal(next(series, now, {}, plan), '11-26 to 1000 month 26');
    assert.equal(next(series, now, {}, { ...plan, allowance: 5000 }), 'none');
    assert.equal(next(series, now, {}, { ...plan, since: date(3, 12) }), 'none');
    assert.equal(next(series, now, {}, { allowance: 1000, since: date(3, 26) }), 'none');
    const never = filled({ from, to: now, at: [], level: 2000 });
    assert.equal(next(never, now, {}, plan), 'none');
  });
});

describe('a renewal by lots', () => {
  const subscription = (remaining: number, expiresAt: number): Lot => ({
    kind: 'Subscription',
    allocated: 1000,
    remaining,
    expiresAt,
  });
  const reading = (at: number, ...lots: readonly Lot[]): StatedAmount => ({
    at,
    amount: lots.reduce((sum, { remaining = 0 }) => sum + remaining, 50),
    lots,
  });
  const months = [
    reading(from, subscription(800, date(9, 26))),
    reading(date(9, 25), subscription(200, date(9, 26))),
    reading(date(9, 26, 8 * hour), subscription(1000, date(10, 26))),
    reading(date(10, 25), subscription(120, date(10, 26))),
    reading(date(10, 26, 8 * hour), subscription(1000, date(11, 26))),
    reading(now, subscription(376, date(11, 26))),
  ];

  it('is expected when one expires that followed an equal one', () => {
    const { expected } = renewalsOf(seriesFrom(months), now);
    assert.deepStrictEqual(
      [expected?.at, expected?.adds, expected?.lot?.remaining, expected?.every],
      [date(11, 26), 1000, 376, { kind: 'month', day: 26 }],
    );
  });

  it('is missed on the day on which no other comes', () => {
    const series = seriesFrom([...months, reading(date(11, 26, 22 * hour))]);
    assert.equal(next(series, date(11, 26, 22 * hour)), 'missed 11-26');
    assert.equal(
      next(seriesFrom([...months, reading(date(11, 26, 5 * hour))]), date(11, 26, 5 * hour)),
      '11-26 +1000 month 26',
    );
  });

  it('is none of a lot that follows no other, or one of another kind or size', () => {
    assert.equal(next(seriesFrom(months.slice(0, 2)), date(9, 25)), 'none');
    const other = (change: Partial<Lot>) =>
      seriesFrom([
        ...months.slice(0, 2),
        reading(date(9, 26, 8 * hour), { ...subscription(900, date(10, 26)), ...change }),
      ]);
    assert.equal(next(other({ kind: 'Gift' }), date(9, 27)), 'none');
    assert.equal(next(other({ allocated: 900 }), date(9, 27)), 'none');
  });

  it('is none of packs that were bought together, or expire at other times', () => {
    const packs = [subscription(500, date(10, 26)), subscription(1000, date(11, 26))];
    assert.equal(next(seriesFrom([reading(from, ...packs)]), from), 'none');
    const later = [
      reading(from, subscription(500, date(9, 26))),
      reading(date(9, 27), subscription(1000, date(12, 5))),
    ];
    assert.equal(next(seriesFrom(later), date(9, 28)), 'none');
  });
});

describe('a renewal that the service states', () => {
  const seen = filled({ from, to: now, at: [date(9, 26), date(10, 26)], level: 1000 });

  it('is certain, and comes before one that was seen', () => {
    const { expected } = renewalsOf(seen, now, { renewsAt: date(11, 27), allowance: 1200 });
    assert.deepStrictEqual(expected, {
      at: date(11, 27),
      source: 'stated',
      amount: 1200,
      every: { kind: 'month', day: 26 },
    });
  });

  it('brings what was seen where the service does not say it', () => {
    const { expected } = renewalsOf(seen, now, { renewsAt: date(11, 26) });
    assert.deepStrictEqual([expected?.source, Math.round(expected?.amount ?? 0)], ['stated', 1000]);
    assert.equal(renewalsOf(seen, now, { renewsAt: date(12, 15) }).expected?.amount, undefined);
  });

  it('is over on the day after which the service still states it', () => {
    const one = seriesFrom([{ at: now, amount: 10 }]);
    assert.equal(renewalsOf(one, now, { renewsAt: now - 6 * hour }).expected?.at, now - 6 * hour);
    assert.deepStrictEqual(renewalsOf(one, now, { renewsAt: now - 13 * hour }), {
      missed: { at: now - 13 * hour, source: 'stated' },
    });
    assert.equal(next(one, now, { renewsAt: now - 8 * day }), 'none');
  });
});
