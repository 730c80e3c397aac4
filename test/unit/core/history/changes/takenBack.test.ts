import assert from 'node:assert/strict';
import type { Move } from '../../../../../src/core/history/changes/adjustments.ts';
import { takenBack } from '../../../../../src/core/history/changes/takenBack.ts';
import { day, hour } from '../../../../../src/core/time.ts';

/** What happens in one interval: the amount rises (above 0), falls (below 0) or stays, until so many hours after the start. */
type Step = readonly [hours: number, change: number];

function movesOf(steps: readonly Step[]): readonly Move[] {
  return steps.map(([hours, change], index) => {
    const [from, to] = [(steps[index - 1]?.[0] ?? hours - 1) * hour, hours * hour];
    const fall = Math.max(0, -change);
    return { from, to, time: to - from, amount: 1000, rise: Math.max(0, change), fall, used: fall };
  });
}

/** How many hours after the start the only rise is taken back, by a fall that may be larger by so much. */
function takenBackBy(more: number, ...steps: readonly Step[]): number | undefined {
  const moves = movesOf(steps);
  const index = moves.findIndex(({ rise }) => rise > 0);
  const at = takenBack(moves, index, () => (moves[index]?.rise ?? 0) + more);
  return at === undefined ? undefined : (moves[at]?.to ?? 0) / hour;
}

/** Falls of these sizes, an hour after one another, the last at the start. */
function falls(...sizes: readonly number[]): readonly Step[] {
  return sizes.map((size, index) => [index + 1 - sizes.length, -size]);
}

/** So many sizes from one on, all different. */
function sizesFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + 13.7 * index);
}

const [rise, back]: readonly [Step, Step] = [
  [1, 100],
  [2, -100],
];

describe('a rise that is taken back', () => {
  it('is so by a fall of its size within a day, where nothing else falls by half as much', () => {
    assert.equal(takenBackBy(0, [0, -49], rise, [2, -49], [3, -100]), 3);
    assert.equal(takenBackBy(0, rise, [25, -100]), 25);
    assert.equal(takenBackBy(0, rise, [26, -100]), undefined);
    assert.equal(takenBackBy(0, rise, [2, 0], [3, -99]), undefined);
  });

  it('is so by one of exactly its size rather than by a larger one before', () => {
    const usual = falls(...sizesFrom(301, 40));
    assert.equal(takenBackBy(10, ...usual, rise, [2, -105], [3, -100]), 3);
    assert.equal(takenBackBy(10, ...usual, rise, [2, -105], [3, -95]), 2);
    assert.equal(takenBackBy(10, rise, [2, -105], [3, -95]), undefined, 'nothing tells them apart');
    assert.equal(takenBackBy(10, rise, [2, -105], [3, -45]), 2);
    assert.equal(takenBackBy(10, rise, [2, -111], [3, -45]), undefined);
  });

  it('is not so where over one in ten of the other falls is of exactly its size', () => {
    assert.equal(takenBackBy(0, ...falls(100, ...sizesFrom(200, 8)), rise, back), undefined);
    assert.equal(takenBackBy(0, ...falls(100, ...sizesFrom(200, 9)), rise, back), 2);
  });

  it('is not so where it would be one of several tries: each fall of the day may be the one', () => {
    const usual = falls(100, ...sizesFrom(200, 19));
    assert.equal(takenBackBy(0, ...usual, rise, [2, -70], [3, -100]), 3);
    assert.equal(takenBackBy(0, ...usual, rise, [2, -70], [3, -71], [4, -100]), undefined);
  });

  it('is not so where a fall of its size would come by chance: many are about as large, in coarse steps', () => {
    // From 70 to 140 in steps of 10 the next is one of eight sizes; in steps of a hundredth it is not.
    const inSteps = (step: number) => Array.from({ length: 20 }, (_, index) => 70 + ((index * 30) % 80) + step * index);
    const coarse = inSteps(0).filter((size) => size !== 100);
    assert.equal(takenBackBy(0, ...falls(...coarse), rise, back), undefined);
    assert.equal(takenBackBy(0, ...falls(...inSteps(0.01).slice(2)), rise, back), 2);
  });

  it('is so where those that are about as large are few among much larger ones', () => {
    assert.equal(takenBackBy(0, ...falls(80, ...sizesFrom(300, 40)), rise, back), 2);
    assert.equal(takenBackBy(0, ...falls(80, 90, 110, 120), rise, back), undefined);
  });

  it('is not so by a larger fall where usual ones are within what may be missing', () => {
    const larger: Step = [2, -104];
    assert.equal(takenBackBy(10, ...falls(...sizesFrom(301, 12)), rise, larger), 2);
    assert.equal(takenBackBy(10, ...falls(...sizesFrom(301, 12), 108, 109), rise, larger), undefined);
  });

  it('is judged by the falls of the week before and the day after alone', () => {
    const usual = (first: number) => [0, 1, 2].map((index): Step => [first + index, -100]);
    const [weekBefore, dayAfter] = [1 - (7 * day) / hour, 2 + day / hour];
    assert.equal(takenBackBy(0, ...usual(weekBefore), rise, back), undefined);
    assert.equal(takenBackBy(0, ...usual(weekBefore - 3), rise, back), 2);
    assert.equal(takenBackBy(0, rise, back, ...usual(dayAfter)), undefined);
    assert.equal(takenBackBy(0, rise, back, ...usual(dayAfter + 1)), 2);
  });
});
