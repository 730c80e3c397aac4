import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ranges, windowOf } from '../../../src/core/dashboard/range.ts';
import { ticks } from '../../../src/dashboard/ticks.ts';
import { inZone } from '../../support/fakes/environment.ts';

const local = (time: number) => {
  const date = new Date(time);
  return [date.getDate(), date.getHours(), date.getMinutes()];
};

describe('the labels of the time axis', () => {
  inZone('Europe/Berlin');

  it('stand at round hours, days and months of the user', () => {
    const now = new Date(2026, 10, 20, 13, 37).getTime();
    const at = (range: (typeof ranges)[number]) => {
      const { from, to } = windowOf(range, now);
      return ticks(range, from, to, 12).map((time) => new Date(time));
    };
    assert.ok(at('day').every((date) => date.getMinutes() === 0 && date.getHours() % 3 === 0));
    assert.ok(at('week').every((date) => date.getHours() === 0));
    assert.ok(at('month').every((date) => date.getHours() === 0 && date.getDay() === 1));
    assert.ok(at('year').every((date) => date.getHours() === 0 && date.getDate() === 1));
  });

  it('stand at round hours on the days that the clocks change', () => {
    for (const [month, day] of [
      [2, 29],
      [9, 25],
    ] as const) {
      const { from, to } = windowOf('day', new Date(2026, month, day, 18).getTime());
      const times = ticks('day', from, to, 13);
      assert.ok(times.length > 8);
      assert.deepStrictEqual(
        times.map(local).filter(([, hour = 0, minute]) => hour % 3 !== 0 || minute !== 0),
        [],
      );
    }
  });

  it('are in order, within the window and no more than there is room for, wherever and whenever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ranges),
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe'),
        (range, now, most, zone) => {
          process.env['TZ'] = zone;
          const { from, to } = windowOf(range, now);
          const times = ticks(range, from, to, most);
          assert.ok(times.length <= most && times.length > 0);
          assert.ok(
            times.every((time, index) => time >= from && time <= to && (index === 0 || time > (times[index - 1] ?? 0))),
          );
        },
      ),
    );
  });
});
