import uPlot from 'uplot';
import type { Mark } from '../core/dashboard/dashboardPool.ts';
import type { StepLine } from '../core/dashboard/stepLine.ts';
import type { ChartFacts } from './chartFacts.ts';
import type { Theme } from './theme.ts';

/** Of a label, in pixels of the page. */
const lineHeight = 12;
/** Half the size of a mark, in pixels of the page. */
const half = 5;

/** Draws over a chart where now is, and a shape for all that came, expired and was adjusted. */
export function drawMarks(plot: uPlot, { pool, now, theme, format }: ChartFacts): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  drawNow(plot, now, theme);
  drawDots(plot, pool.past?.lines ?? [], theme);
  const marks = (pool.past?.marks ?? []).filter(({ at }) => at >= (plot.scales['x']?.min ?? 0));
  const unit = pool.past?.unit;
  const labels: Box[] = [];
  for (const [index, mark] of marks.entries()) {
    const x = plot.valToPos(mark.at, 'x', true);
    // What happened at once stands below each other.
    const above = index - marks.findIndex(({ at }) => at === mark.at);
    const y = plot.valToPos(mark.level, 'y', true) + above * 3 * half * ratio;
    ctx.fillStyle = theme[mark.kind];
    // A rim, so that the shape stands out from the line that it is on.
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([]);
    shape(ctx, mark.kind, x, y, half * ratio);
    ctx.stroke();
    ctx.fill();
    if (!unit) continue;
    const fell = mark.kind === 'expired' || mark.amount < 0;
    const text = `${fell ? '−' : '+'}${format.amount(Math.abs(mark.amount), unit)}`;
    const box = drawLabel(plot, text, theme, x, y, labels);
    if (box) labels.push(box);
  }
  // What happened just now says more than the word.
  drawLabel(plot, 'now', theme, plot.valToPos(now, 'x', true) - half * ratio, bbox.top + lineHeight * ratio, labels);
  ctx.restore();
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

/** The part of a line of text that is taken, in pixels of the canvas. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/** Writes beside a place, unless it would be over what is written there already. */
function drawLabel(
  { ctx, bbox }: uPlot,
  text: string,
  theme: Theme,
  x: number,
  y: number,
  taken: readonly Box[],
): Box | undefined {
  const ratio = uPlot.pxRatio;
  ctx.fillStyle = theme.text;
  ctx.font = scaled(theme.font);
  const { width } = ctx.measureText(text);
  const gap = 8 * ratio;
  const left = x + gap + width > bbox.left + bbox.width ? x - gap - width : x + gap;
  const bottom = Math.max(y - 3 * ratio, lineHeight * ratio);
  const box = { left, right: left + width, bottom };
  const isOver = (other: Box) =>
    box.left < other.right + gap &&
    other.left < box.right + gap &&
    Math.abs(bottom - other.bottom) < lineHeight * ratio;
  if (taken.some(isOver)) return undefined;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  // A rim, so that it can be read where it is over a line.
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 3 * ratio;
  ctx.setLineDash([]);
  ctx.strokeText(text, left, bottom);
  ctx.fillText(text, left, bottom);
  return box;
}

/** A font of the page, in the pixels of the canvas. */
function scaled(font: string): string {
  return font.replace(/^(\d+)px/, (_, size) => `${Number(size) * uPlot.pxRatio}px`);
}
