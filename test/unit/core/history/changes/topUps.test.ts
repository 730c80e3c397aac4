import assert from 'node:assert/strict';
import type { TopUp } from '../../../../../src/core/balance.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { changesOf, lot, read, toppedUp, withTally } from '../../../../support/history/changesOf.ts';

describe('the changes of an amount from top-ups', () => {
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
    assert.deepStrictEqual(changesOf(read([0, 100, { topUps }], [hour, 90, { topUps }], [2 * hour, 587, { topUps }])), [
      'used 10',
      'toppedUp 500 t',
      'used 3',
    ]);
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

  it('name the top-up of the same amount beside a new lot, and it explains nothing more', () => {
    const lots = [lot('Gift', 500, 500)];
    const both = { ...listing(toppedUp('other', 30), toppedUp('t', 500)), lots };
    const series = read(
      [0, 100, { ...listing(), lots: [lot('Old', 100, 100)] }],
      [hour, 600, both],
      [2 * hour, 1100, both],
    );
    assert.deepStrictEqual(changesOf(series), ['toppedUp 500 t Gift', 'toppedUp 500']);
  });

  it('name the largest where all together are less than the rise', () => {
    const topUps = listing(toppedUp('small', 300), toppedUp('large', 500), toppedUp('unknown', undefined));
    assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 1000, topUps])), ['toppedUp 900 large']);
  });

  it('are no purchase of nothing, or of less than nothing', () => {
    const topUps = listing(toppedUp('refund', -500), toppedUp('free', 0), toppedUp('t', 520));
    assert.deepStrictEqual(changesOf(read([0, 100, listing()], [hour, 600, topUps])), ['toppedUp 520 t', 'used 20']);
  });

  it('leave a pending top-up for the rise that it explains', () => {
    const [a, b] = [toppedUp('a', 500), toppedUp('b', 300)];
    const series = read(
      [0, 100, listing()],
      [hour, 100, listing(a, b)],
      [2 * hour, 150, listing(a, b)],
      [3 * hour, 450, listing(a, b)],
      [4 * hour, 950, listing(a, b)],
    );
    assert.deepStrictEqual(changesOf(series), ['toppedUp 50', 'toppedUp 300 b', 'toppedUp 500 a']);
  });

  it('do not wait longer than a week for the credits of a top-up', () => {
    const topUps = listing(toppedUp('t', 500));
    const waited = (time: number) => changesOf(read([0, 100, listing()], [hour, 100, topUps], [time, 600, topUps]));
    assert.deepStrictEqual(waited(7 * day + hour), ['toppedUp 500 t']);
    assert.deepStrictEqual(waited(7 * day + 2 * hour), ['toppedUp 500']);
  });

  it('name a top-up that is listed later once, and no later than a week', () => {
    const rises = [
      [0, 100, listing()],
      [hour, 600, listing()],
      [2 * hour, 1100, listing()],
    ] as const;
    const later = (time: number, topUp: TopUp) => changesOf(read(...rises, [time, 1100, listing(topUp)]));
    assert.deepStrictEqual(later(3 * hour, toppedUp('t', 500)), ['toppedUp 500 t', 'toppedUp 500']);
    assert.deepStrictEqual(later(7 * day + 90 * minute, toppedUp('t', 500)), ['toppedUp 500', 'toppedUp 500 t']);
    assert.deepStrictEqual(later(7 * day + 3 * hour, toppedUp('t', 500)), ['toppedUp 500', 'toppedUp 500']);
    assert.deepStrictEqual(later(3 * hour, toppedUp('old', 500, -8 * day)), ['toppedUp 500', 'toppedUp 500']);
  });

  it('name none of the first listing that says no date, where it comes after the rise', () => {
    const series = read([0, 100], [hour, 600], [2 * hour, 600, { topUps: [toppedUp('undated', 500)] }]);
    assert.deepStrictEqual(changesOf(series), ['toppedUp 500']);
    const dated = read([0, 100], [hour, 600], [2 * hour, 600, { topUps: [toppedUp('t', 500, 30 * minute)] }]);
    assert.deepStrictEqual(changesOf(dated), ['toppedUp 500 t']);
  });

  it('are taken by when they were listed, in whatever order they come', () => {
    const series = read(
      [0, 100, listing()],
      [hour, 600, listing(toppedUp('a', 500))],
      [2 * hour, 900, listing(toppedUp('b', 300))],
    );
    const turned = { ...series, topUps: series.topUps.toReversed() };
    assert.deepStrictEqual(changesOf(turned), ['toppedUp 500 a', 'toppedUp 300 b']);
  });

  it('are no top-up twice: of two new lots of its amount it names one', () => {
    const old = lot('Old', 100, 100);
    const gifts = { ...listing(toppedUp('t', 500)), lots: [old, lot('A', 500, 500), lot('B', 500, 500)] };
    assert.deepStrictEqual(changesOf(read([0, 100, { ...listing(), lots: [old] }], [hour, 1100, gifts])), [
      'toppedUp 500 t A',
      'toppedUp 500 B',
    ]);
  });

  it('are not those that a tally has counted', () => {
    const topUps = listing(toppedUp('t', 500));
    const series = read([0, 100, listing()], [hour, 600, topUps], [2 * hour, 1100, topUps]);
    const tally = { used: 0, toppedUp: 500, expired: 0, adjusted: 0 };
    assert.deepStrictEqual(changesOf(withTally(series, 1, tally)), ['toppedUp 500', 'toppedUp 500']);
  });
});
