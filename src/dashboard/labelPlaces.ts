/** A rectangle in pixels, from the top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A straight line between two places, in pixels. */
export type Segment = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** What a label must stay clear of: other boxes, and lines. */
export interface Obstacles {
  readonly boxes: readonly Box[];
  readonly lines: readonly Segment[];
}

/**
 * The place of a label of this size beside a mark, inside of `frame` and clear of everything: beside the mark, above or
 * below it, near before far. Undefined where there is none: no label says less than one that can't be read.
 */
export function labelPlace(
  mark: Box,
  { width, height }: { readonly width: number; readonly height: number },
  frame: Box,
  { boxes, lines }: Obstacles,
): Box | undefined {
  const middle = (mark.left + mark.right - width) / 2;
  for (const distance of [0.25, 1, 2, 3]) {
    const gap = distance * height;
    const beside = (mark.top + mark.bottom - height) / 2;
    const above = mark.top - gap - height;
    const below = mark.bottom + gap;
    for (const [left, top] of [
      [mark.right + gap, beside],
      [mark.left - gap - width, beside],
      [mark.right + 2, above],
      [middle, above],
      [mark.left - 2 - width, above],
      [mark.right + 2, below],
      [middle, below],
      [mark.left - 2 - width, below],
    ] as const) {
      const box = { left, top, right: left + width, bottom: top + height };
      const isInside =
        box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
      if (isInside && !boxes.some((other) => overlap(box, other)) && !lines.some((line) => crosses(line, box))) {
        return box;
      }
    }
  }
  return undefined;
}

/** True for boxes that share a place. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** True for a line with a part inside a box: it is cut at each side of the box, and something is left. */
export function crosses([fromX, fromY, toX, toY]: Segment, box: Box): boolean {
  let [start, end] = [0, 1];
  const [x, y] = [toX - fromX, toY - fromY];
  for (const [step, room] of [
    [-x, fromX - box.left],
    [x, box.right - fromX],
    [-y, fromY - box.top],
    [y, box.bottom - fromY],
  ] as const) {
    if (step === 0) {
      if (room <= 0) return false;
      continue;
    }
    const at = room / step;
    if (step < 0) start = Math.max(start, at);
    else end = Math.min(end, at);
    if (start >= end) return false;
  }
  return true;
}
