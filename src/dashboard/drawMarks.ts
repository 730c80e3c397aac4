import uPlot from 'uplot';
import type { Mark } from '../core/dashboard/dashboardPool.ts';
import type { StepLine } from '../core/dashboard/stepLine.ts';
import type { Format } from '../core/format.ts';
import type { Unit } from '../core/unit.ts';
import { seriesPlaces } from './chartData.ts';
import type { ChartFacts } from './chartFacts.ts';
import { type Box, labelPlace, type Segment } from './labelPlaces.ts';
import type { Theme } from './themeColors.ts';

/** Of a label with the room around it, in pixels of the page. */
const lineHeight = 15;
/** Half the size of a mark, in pixels of the page. */
const half = 5;

/** Draws over a chart where now is, and a shape for all that came, expired and was adjusted, with its amount where there is room. */
export function drawMarks(plot: uPlot, { details, now, theme, format }: ChartFacts): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  // A mark at the edge is whole.
  ctx.rect(bbox.left - 7 * uPlot.pxRatio, 0, plot.ctx.canvas.width, plot.ctx.canvas.height);
  ctx.clip();
  drawNow(plot, now, theme);
  drawDots(plot, details.past?.lines ?? [], theme);
  const marks = placedMarks(plot, details.past?.marks ?? []);
  for (const { mark, x, y } of marks) drawMark(ctx, mark.kind, x, y, theme);
  const unit = details.past?.unit;
  const nowX = plot.valToPos(now, 'x', true);
  const labels: Label[] = marks.map(({ mark, box }) => ({ text: unit ? changeText(mark, unit, format) : '', box }));
  labels.push({ text: 'now', box: { left: nowX, right: nowX, top: bbox.top, bottom: bbox.top } });
  drawLabels(
    plot,
    labels,
    marks.map(({ box }) => box),
    [...linesOf(plot), [nowX, bbox.top, nowX, bbox.top + bbox.height]],
    theme,
  );
  ctx.restore();
}

/** A mark with its place, in pixels of the canvas. */
interface PlacedMark {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

function placedMarks(plot: uPlot, all: readonly Mark[]): readonly PlacedMark[] {
  const size = half * uPlot.pxRatio;
  const marks = all.filter(({ at }) => at >= (plot.scales['x']?.min ?? 0));
  return marks.map((mark, index) => {
    const x = plot.valToPos(mark.at, 'x', true);
    // What happened at once stands below each other.
    const above = index - marks.findIndex(({ at }) => at === mark.at);
    const y = plot.valToPos(mark.level, 'y', true) + above * 3 * size;
    const reach = 1.4 * size;
    return { mark, x, y, box: { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach } };
  });
}

function drawMark(ctx: CanvasRenderingContext2D, kind: Mark['kind'], x: number, y: number, theme: Theme): void {
  ctx.fillStyle = theme[kind];
  // A rim, so that the shape stands out from the line that it is on.
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.setLineDash([]);
  shape(ctx, kind, x, y, half * uPlot.pxRatio);
  ctx.stroke();
  ctx.fill();
}

/** "+500", "−20". */
function changeText({ kind, amount }: Mark, unit: Unit, format: Format): string {
  const fell = kind === 'expired' || amount < 0;
  return `${fell ? '−' : '+'}${format.amount(Math.abs(amount), unit)}`;
}

/** All that the series of a chart draw, as straight lines in pixels of the canvas. */
function linesOf(plot: uPlot): readonly Segment[] {
  const times = Array.from(plot.data[0]);
  const at = (time: number, value: number) =>
    [plot.valToPos(time, 'x', true), plot.valToPos(value, 'y', true)] as const;
  return seriesOf(plot).flatMap((values, index) =>
    times.slice(1).flatMap((time, before): readonly Segment[] => {
      const [from, to] = [values[before], values[before + 1]];
      const start = times[before];
      if (typeof from !== 'number' || start === undefined) return [];
      const [x, y] = at(start, from);
      // The balance holds until it changes; what is ahead goes straight.
      if (index > 0) return typeof to === 'number' ? [[x, y, ...at(time, to)]] : [];
      const [nextX, nextY] = at(time, to ?? from);
      return [
        [x, y, nextX, y],
        [nextX, y, nextX, nextY],
      ];
    }),
  );
}

/** The amounts, then the lines ahead. */
function seriesOf(plot: uPlot) {
  const { low, high, ahead, amount } = seriesPlaces;
  return [amount, ahead, low, high].map((place) => plot.data[place] ?? []);
}

interface Label {
  readonly text: string;
  /** What it belongs to. */
  readonly box: Box;
}

/** Writes each label beside its mark where it crosses nothing, the first ones first. */
function drawLabels(
  { ctx, bbox }: uPlot,
  labels: readonly Label[],
  marks: readonly Box[],
  lines: readonly Segment[],
  theme: Theme,
): void {
  const ratio = uPlot.pxRatio;
  const frame = { left: bbox.left, top: bbox.top, right: bbox.left + bbox.width, bottom: bbox.top + bbox.height };
  ctx.font = canvasFont(theme.font);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const height = lineHeight * ratio;
  const taken = [...marks];
  for (const { text, box } of labels) {
    const width = ctx.measureText(text).width + 4 * ratio;
    const near = lines.filter(([x, , toX]) => x <= box.right + width + 4 && toX >= box.left - width - 4);
    const others = taken.filter((other) => other !== box);
    const place = text === '' ? undefined : labelPlace(box, { width, height }, frame, { boxes: others, lines: near });
    if (!place) continue;
    taken.push(place);
    // No line of the grid runs through it.
    ctx.fillStyle = theme.background;
    ctx.fillRect(place.left, place.top, width, height);
    ctx.fillStyle = theme.text;
    ctx.fillText(text, place.left + 2 * ratio, (place.top + place.bottom) / 2);
  }
}

function drawNow(plot: uPlot, now: number, theme: Theme): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const x = Math.round(plot.valToPos(now, 'x', true)) + 0.5;
  ctx.strokeStyle = theme.now;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

/** A dot at the last reading, and one for what was read only once, which is a line of no length. */
function drawDots(plot: uPlot, lines: readonly StepLine[], theme: Theme): void {
  const { ctx } = plot;
  ctx.fillStyle = theme.line;
  for (const [index, { times, amounts, until }] of lines.entries()) {
    const amount = amounts.at(-1);
    if (amount === undefined || (index < lines.length - 1 && times[0] !== until)) continue;
    ctx.beginPath();
    ctx.arc(plot.valToPos(until, 'x', true), plot.valToPos(amount, 'y', true), 3 * uPlot.pxRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** A triangle that rises, one that falls, a diamond: told apart without their colors. */
function shape(ctx: CanvasRenderingContext2D, kind: Mark['kind'], x: number, y: number, size: number): void {
  const corners = {
    toppedUp: [
      [0, -1.2],
      [1.1, 0.8],
      [-1.1, 0.8],
    ],
    expired: [
      [0, 1.2],
      [1.1, -0.8],
      [-1.1, -0.8],
    ],
    adjusted: [
      [0, -1.1],
      [1.1, 0],
      [0, 1.1],
      [-1.1, 0],
    ],
  }[kind];
  ctx.beginPath();
  for (const [right = 0, down = 0] of corners) ctx.lineTo(x + right * size, y + down * size);
  ctx.closePath();
}

/** A font of the page, in the pixels of the canvas. */
export function canvasFont(font: string): string {
  return font.replace(/^(\d+)px/, (_, size) => `${Number(size) * uPlot.pxRatio}px`);
}
