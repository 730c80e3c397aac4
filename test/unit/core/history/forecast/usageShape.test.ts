import assert from 'node:assert/strict';
import type { UsageDay } from '../../../../../src/core/history/forecast/usageDays.ts';
import { usageShapeOf } from '../../../../../src/core/history/forecast/usageShape.ts';
import { day } from '../../../../../src/core/time.ts';

/** A Monday, in days since 1970. */
const monday = Math.floor(Date.UTC(2026, 0, 5) / day);

function days(...used: readonly number[]): readonly UsageDay[] {
  return used.map((amount, index) => ({
    date: monday + index,
    used: amount,
    byHour: new Array<number>(24).fill(amount / 24),
    known: [[0, 24]],
  }));
}

/** How many ordinary days a Saturday is for each that a Tuesday is. */
function saturday(shape: ReturnType<typeof usageShapeOf>): number {
  const of = (date: number) => shape.ofDay({ date: monday + date, used: 0, byHour: [], known: [[0, 24]] });
  return of(5) / of(1);
}

describe('the weekend of a usage shape', () => {
  it('is less than half a working day of people before one was seen, and a day like any other of even usage', () => {
    assert.ok(saturday(usageShapeOf(days(90, 10, 200, 30), 1)) < 0.5);
    assert.equal(saturday(usageShapeOf(days(50, 50, 50, 50), 0)).toFixed(6), '1.000000');
  });

  it('is hardly anything after one that was idle', () => {
    assert.ok(saturday(usageShapeOf(days(90, 10, 200, 30, 80, 0, 0, 40), 1)) < 0.05);
  });

  it('comes near a working day where three were used like other days', () => {
    const week = [90, 10, 200, 30, 80, 120, 40] as const;
    const found = saturday(usageShapeOf(days(...week, ...week, ...week, 10), 1));
    assert.ok(found > 0.8 && found < 1.2, `${found}`);
  });

  it('stays small where one of four was a single busy day', () => {
    const week = [90, 10, 200, 30, 80, 0, 0] as const;
    const busy = [90, 10, 200, 30, 80, 400, 0] as const;
    const found = saturday(usageShapeOf(days(...week, ...week, ...busy, ...week, 10), 1));
    assert.ok(found > 0 && found < 0.25, `${found}`);
  });

  it('is one where nothing was used on other days', () => {
    assert.equal(saturday(usageShapeOf(days(0, 0, 0, 0, 0, 70, 70, 0), 1)).toFixed(6), '1.000000');
  });
});
