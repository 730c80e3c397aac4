import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Box, crosses, labelPlace, overlap, type Segment } from '../../../src/dashboard/labelPlaces.ts';

const frame: Box = { left: 0, top: 0, right: 200, bottom: 100 };
const size = { width: 30, height: 12 };
const at = (x: number, y: number): Box => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 });

describe('the place of a label in a chart', () => {
  it('is beside its mark', () => {
    assert.deepStrictEqual(labelPlace(at(100, 50), size, frame, { boxes: [], lines: [] }), {
      left: 108,
      top: 44,
      right: 138,
      bottom: 56,
    });
  });

  it('is on the other side at an edge', () => {
    const place = labelPlace(at(190, 50), size, frame, { boxes: [], lines: [] });
    assert.ok(place && place.right < 185 && place.top === 44);
  });

  it('is clear of lines and of other labels', () => {
    const line: Segment = [0, 50, 200, 50];
    const place = labelPlace(at(100, 50), size, frame, { boxes: [], lines: [line] });
    assert.ok(place && !crosses(line, place));
    const next = labelPlace(at(100, 50), size, frame, { boxes: [place], lines: [line] });
    assert.ok(next && !overlap(place, next));
  });

  it('is none where there is no room', () => {
    const everywhere: Segment[] = Array.from({ length: 21 }, (_, index) => [0, 5 * index, 200, 5 * index]);
    assert.equal(labelPlace(at(100, 50), size, frame, { boxes: [], lines: everywhere }), undefined);
    assert.equal(labelPlace(at(100, 50), { width: 300, height: 12 }, frame, { boxes: [], lines: [] }), undefined);
  });

  it('is within the chart and crosses nothing, whatever is drawn', () => {
    const x = fc.integer({ min: 0, max: 200 });
    const y = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        x,
        y,
        fc.array(fc.tuple(x, y, x, y), { maxLength: 6 }),
        fc.array(fc.tuple(x, y), { maxLength: 4 }),
        (left, top, lines, marks) => {
          const boxes = marks.map(([markX, markY]) => at(markX, markY));
          const place = labelPlace(at(left, top), size, frame, { boxes, lines });
          if (!place) return;
          assert.ok(place.left >= 0 && place.right <= 200 && place.top >= 0 && place.bottom <= 100);
          assert.ok(!boxes.some((box) => overlap(box, place)));
          for (const [fromX, fromY, toX, toY] of lines) {
            for (let step = 0; step <= 50; step += 1) {
              const [pointX, pointY] = [fromX + ((toX - fromX) * step) / 50, fromY + ((toY - fromY) * step) / 50];
              const isInside =
                pointX > place.left && pointX < place.right && pointY > place.top && pointY < place.bottom;
              assert.ok(!isInside, `${pointX}, ${pointY}`);
            }
          }
        },
      ),
    );
  });
});
