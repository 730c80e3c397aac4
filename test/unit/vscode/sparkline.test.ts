import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import { sparkline } from '../../../src/vscode/sparkline.ts';
import { sampleSeries } from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;
const format = new Format('en-US', 'UTC');

function drawn(...history: Parameters<typeof sparkline>[0]) {
  const found = sparkline(history, now, '#123456', format);
  return (
    found && { alt: found.alt, line: /<path d="([^"]+)" fill="none"/.exec(atob(found.image.split(',')[1] ?? ''))?.[1] }
  );
}

/** The points that a line of M, H and V goes through. */
function corners(line = ''): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const [, command, x, y] of line.matchAll(/([MHV])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    const [lastX = 0, lastY = 0] = found.at(-1) ?? [];
    found.push(command === 'M' ? [Number(x), Number(y)] : command === 'H' ? [Number(x), lastY] : [lastX, Number(x)]);
  }
  return found;
}

describe('a sparkline', () => {
  it('of nothing is not drawn', () => {
    assert.equal(sparkline([], now, '#123456', format), undefined);
  });

  it('of less than a day is not drawn', () => {
    const since = (hours: number) =>
      drawn(sampleSeries([{ at: now - (hours * day) / 24, until: now, amount: 7 }])) !== undefined;
    assert.deepStrictEqual([0, 6, 15, 24].map(since), [false, false, false, true]);
  });

  it('of a balance that is older than its first day has one level, at the top', () => {
    const seen = drawn(sampleSeries([{ at: now - 40 * day, until: now, amount: 7 }]));
    assert.equal(seen?.alt, '14 days: from 7 credits to 7 credits');
    assert.deepStrictEqual([...new Set(corners(seen?.line).map(([, y]) => y))], [1]);
    assert.deepStrictEqual([corners(seen?.line)[0]?.[0], corners(seen?.line).at(-1)?.[0]], [0, 84]);
  });

  it('begins where the readings do', () => {
    const seen = drawn(sampleSeries([{ at: now - 7 * day, until: now, amount: 7 }]));
    assert.equal(Math.round(corners(seen?.line)[0]?.[0] ?? 0), 41);
  });

  it('goes down to half at half of what there was, and to the floor at nothing', () => {
    const seen = drawn(
      sampleSeries([
        { at: now - 14 * day, until: now - 9 * day, amount: 100 },
        { at: now - 9 * day, until: now - 4 * day, amount: 50 },
        { at: now - 4 * day, until: now, amount: 0 },
      ]),
    );
    assert.deepStrictEqual([...new Set(corners(seen?.line).map(([, y]) => y))], [1, 8, 15]);
  });

  it('goes on over a replaced key, and leaves out what had another unit', () => {
    const before = { at: now - 10 * day, until: now - 5 * day, amount: 100 };
    const after = { at: now - 5 * day, until: now, amount: 50 };
    assert.equal(
      drawn(sampleSeries([before]), sampleSeries([after], { keySetAt: 1 }))?.alt,
      '14 days: from 100 credits to 50 credits',
    );
    assert.equal(
      drawn(sampleSeries([before], { unit: { kind: 'currency', name: 'USD' } }), sampleSeries([after]))?.alt,
      '14 days: from 50 credits to 50 credits',
    );
  });

  it('of a debt stays in the picture', () => {
    const seen = drawn(sampleSeries([{ at: now - 5 * day, until: now, amount: -3 }]));
    assert.ok(corners(seen?.line).every(([x, y]) => x >= 0 && x <= 84 && y >= 0 && y <= 16));
  });
});
