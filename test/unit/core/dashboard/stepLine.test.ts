import assert from 'node:assert/strict';
import fc from 'fast-check';
import { amountOn, stepLine } from '../../../../src/core/dashboard/stepLine.ts';
import type { Point } from '../../../../src/core/history/series.ts';

const point = (at: number, amount: number, until = at): Point => ({ at, until, amount });

/** Points as a history holds them: by time, and none begins before the one before it ends. */
const somePoints = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: -50, max: 50 })),
    {
      minLength: 1,
      maxLength: 200,
    },
  )
  .map((steps) => {
    let time = 0;
    return steps.map(([gap, length, amount]) => {
      const at = time + gap;
      time = at + length;
      return point(at, amount, time);
    });
  });

/** The amounts that hold in a column: what it begins with, and what begins in it. */
function inColumn(points: readonly Point[], from: number, to: number, columns: number, place: number) {
  return points.filter(({ at }, index) => {
    const next = points[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const clipped = at < from && next > from ? from : at;
    return clipped >= from && clipped <= to && Math.floor(((clipped - from) / (to - from)) * columns) === place;
  });
}

describe('the line of a balance', () => {
  it('holds each amount until the next', () => {
    const line = stepLine([point(10, 5, 20), point(30, 4, 40)], 0, 100, 100);
    assert.deepStrictEqual(line, { times: [10, 30], amounts: [5, 4], until: 40 });
    assert.deepStrictEqual(
      [9, 10, 29, 30, 40, 41].map((time) => line && amountOn(line, time)),
      [undefined, 5, 5, 4, 4, undefined],
    );
  });

  it('begins with what held when the stretch began', () => {
    assert.deepStrictEqual(stepLine([point(0, 9, 1), point(10, 5, 60), point(70, 4)], 50, 100, 10), {
      times: [50, 70],
      amounts: [5, 4],
      until: 70,
    });
  });

  it('is none where no reading lies between', () => {
    assert.equal(stepLine([], 0, 100, 10), undefined);
    assert.equal(stepLine([point(10, 5, 20)], 30, 100, 10), undefined);
    assert.equal(stepLine([point(110, 5, 120)], 30, 100, 10), undefined);
  });

  it('does not know what comes after its end', () => {
    assert.deepStrictEqual(stepLine([point(10, 5, 200), point(300, 4)], 0, 100, 10), {
      times: [10],
      amounts: [5],
      until: 100,
    });
  });

  it('keeps the spike of one reading among ten thousand', () => {
    const points = Array.from({ length: 10_000 }, (_, index) => point(index, index === 7321 ? 1e6 : 5));
    const line = stepLine(points, 0, 10_000, 100);
    assert.equal(Math.max(...(line?.amounts ?? [])), 1e6);
    assert.equal(amountOn(line ?? { times: [], amounts: [], until: 0 }, 7321), 1e6);
    assert.ok((line?.times.length ?? 0) <= 400);
  });

  it('keeps of every column the lowest, the highest and the last, in at most four steps', () => {
    fc.assert(
      fc.property(
        somePoints,
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 50 }),
        (points, from, length, columns) => {
          const to = from + length;
          const line = stepLine(points, from, to, columns);
          if (!line) {
            assert.ok(points.every(({ at, until }) => at > to || until < from));
            return;
          }
          assert.ok(line.times.every((time, index) => index === 0 || time > (line.times[index - 1] ?? time)));
          for (let place = 0; place <= columns; place += 1) {
            const all = inColumn(points, from, to, columns, place).map(({ amount }) => amount);
            const kept: readonly number[] = line.amounts.filter(
              (_, index) => Math.floor((((line.times[index] ?? 0) - from) / length) * columns) === place,
            );
            assert.ok(kept.length <= 4);
            assert.equal(kept.length === 0, all.length === 0);
            if (all.length === 0) continue;
            assert.deepStrictEqual(
              [Math.min(...kept), Math.max(...kept), kept[0], kept.at(-1)],
              [Math.min(...all), Math.max(...all), all[0], all.at(-1)],
            );
          }
        },
      ),
    );
  });

  it('says nothing that no reading said', () => {
    fc.assert(
      fc.property(somePoints, (points) => {
        const line = stepLine(points, 0, 10_000, 20);
        for (const [index, time] of (line?.times ?? []).entries()) {
          assert.ok(points.some(({ at, amount }) => at === time && amount === line?.amounts[index]));
        }
      }),
    );
  });
});
