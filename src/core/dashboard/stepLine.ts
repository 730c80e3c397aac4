import type { Point } from '../history/series.ts';

/** A line that holds each amount until the next one begins. Plain lists, because they are posted to a page. */
export interface StepLine {
  /** Milliseconds since 1970, each later than the one before. */
  readonly times: readonly number[];
  readonly amounts: readonly number[];
  /** The last reading that said the last amount. */
  readonly until: number;
}

/**
 * The line of these points from one time to another, in at most four steps for each of so many columns: the first, the
 * lowest, the highest and the last amount of a column are kept, so no spike is lost. Undefined when no reading lies
 * between the two times.
 */
export function stepLine(points: readonly Point[], from: number, to: number, columns: number): StepLine | undefined {
  const first = Math.max(firstAfter(points, from) - 1, 0);
  const end = firstAfter(points, to);
  const last = points[end - 1];
  if (last === undefined || last.until < from) return undefined;
  const line: Line = { times: [], amounts: [] };
  let column: Column | undefined;
  for (let index = first; index < end; index += 1) {
    const point = points[index];
    if (point === undefined) continue;
    // The amount that held when the stretch began is its first.
    const step = { at: Math.max(point.at, from), amount: point.amount };
    const place = Math.floor(((step.at - from) / (to - from)) * columns);
    if (column?.place === place) {
      if (step.amount < column.lowest.amount) column.lowest = step;
      if (step.amount > column.highest.amount) column.highest = step;
      column.last = step;
    } else {
      if (column) write(column, line);
      column = { place, first: step, lowest: step, highest: step, last: step };
    }
  }
  if (column) write(column, line);
  return { ...line, until: Math.min(last.until, to) };
}

interface Line {
  readonly times: number[];
  readonly amounts: number[];
}

type LinePoint = Pick<Point, 'at' | 'amount'>;

interface Column {
  readonly place: number;
  readonly first: LinePoint;
  lowest: LinePoint;
  highest: LinePoint;
  last: LinePoint;
}

function write({ first, lowest, highest, last }: Column, line: Line): void {
  const inner = lowest.at < highest.at ? [lowest, highest] : [highest, lowest];
  for (const { at, amount } of [first, ...inner, last]) {
    const before = line.times.at(-1);
    if (before !== undefined && at <= before) continue;
    line.times.push(at);
    line.amounts.push(amount);
  }
}

/** The place of the first point that begins after a time. */
function firstAfter(points: readonly Point[], time: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The amount of a line at a time; undefined before it begins and after its last reading. */
export function amountOn({ times, amounts, until }: StepLine, time: number): number | undefined {
  return time > until ? undefined : amounts[times.findLastIndex((at) => at <= time)];
}
