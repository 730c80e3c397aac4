import assert from 'node:assert/strict';
import { type Change, findChanges } from '../../../../../src/core/history/changes/changes.ts';
import { compact } from '../../../../../src/core/history/record/compact.ts';
import type { Series } from '../../../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { inZone } from '../../../../support/fakes/environment.ts';
import { sampleSeries } from '../../../../support/fakes/samples.ts';

/** Twenty past noon in the zone of the tests. */
const now = Date.UTC(2026, 10, 20, 18, 20);

/** A series of amounts, each read once, some milliseconds ago. */
function series(points: readonly (readonly [ago: number, amount: number])[], more: Partial<Series> = {}): Series {
  return sampleSeries(
    points.map(([ago, amount]) => ({ at: now - ago, until: now - ago, amount })),
    more,
  );
}

const agos = (left: Series | undefined) => left?.points.map(({ at }) => now - at);
const kinds = ['used', 'toppedUp', 'expired', 'adjusted'] as const;

function totals(changes: readonly Change[]): Readonly<Record<string, number>> {
  const of = (kind: string) =>
    changes.filter((change) => change.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return Object.fromEntries(kinds.map((kind) => [kind, Math.round(of(kind) * 1e6) / 1e6]));
}

describe('a compacted series', () => {
  inZone('America/Chicago');

  it('still shows a false zero that takes longer to come back than the points are kept', () => {
    const hours = Array.from({ length: 6 * 48 }, (_, index) => [8 * day - index * 30 * minute, 2044 - index] as const);
    const empty = [
      [5 * day + 10 * minute, 1900],
      [5 * day, 0],
      [5 * day - hour, 0],
    ] as const;
    const before = hours.filter(([ago]) => ago > 5 * day + 10 * minute);
    const waiting = compact(series([...before, ...empty]), now - hour);
    assert.ok(waiting);
    const back = { ...waiting, points: [...waiting.points, { at: now, until: now, amount: 1890 }] };
    assert.ok(waiting.points.some(({ tally }) => tally));
    assert.deepStrictEqual(totals(findChanges(back)), { used: 154, toppedUp: 0, expired: 0, adjusted: 0 });
  });

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

  it('has nothing that was read last more than 400 days ago, and no tally of what was before', () => {
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

  it('is undefined when all of it is older', () => {
    assert.equal(compact(series([[450 * day, 100]]), now), undefined);
  });

  it('has no lot and no top-up that was listed last more than 400 days ago', () => {
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

  it('has no more than four hundred lots that are not listed any more', () => {
    const lots = Array.from({ length: 1000 }, (_, index) => ({
      lot: { kind: `${index}` },
      since: now - index * hour,
      until: now - Math.max(0, index - 10) * hour,
    }));
    assert.equal(compact(series([[0, 5]], { lots }), now)?.lots.length, 411);
  });

  it('still has an adjustment whose second half is in the sum of an hour', () => {
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

  it('has a tally that is finite, also of the huge amounts that an older version recorded', () => {
    const amounts = [1.7e308, 0, 1.7e308, 0, 1.7e308, -1.7e308];
    const whole = series([...amounts.map((amount, index) => [40 * day - 2 * index * hour, amount] as const), [0, 0]]);
    const left = compact(whole, now) ?? assert.fail('Nothing is left.');
    assert.ok(left.points.length < whole.points.length);
    for (const { tally = {} } of left.points)
      assert.ok(Object.values(tally).every(Number.isFinite), JSON.stringify(tally));
    assert.ok(findChanges(whole).every(({ amount }) => Number.isFinite(amount)));
  });
});
