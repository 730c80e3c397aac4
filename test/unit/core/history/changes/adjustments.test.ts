import assert from 'node:assert/strict';
import { findChanges } from '../../../../../src/core/history/changes/changes.ts';
import { day, hour, minute } from '../../../../../src/core/time.ts';
import { changesOf, lot, read, toppedUp } from '../../../../support/history/changesOf.ts';

describe('the changes of an amount at an adjustment', () => {
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
