import type { Format } from '../core/format.ts';
import { type History, inPresentUnit } from '../core/history/series.ts';
import { day } from '../core/time.ts';

const days = 14;
const columnsPerDay = 4;
const columns = columnsPerDay * days;
const width = 84;
const height = 16;

/** A small picture of the balance over the last 14 days, and the same in words. */
export interface Sparkline {
  /** A `data:` address of an SVG. */
  readonly image: string;
  readonly alt: string;
}

/** Draws an account's sparkline in a color like `#3794ff`; undefined when less than a day of them is known. */
export function sparkline(history: History, now: number, color: string, format: Format): Sparkline | undefined {
  const current = history.at(-1);
  if (!current) return undefined;
  const amounts = amountsOf(history, now);
  const from = amounts.findIndex((amount) => amount !== undefined);
  const known = amounts.slice(from).map((amount) => amount ?? 0);
  const [first, last] = [known[0], known.at(-1)];
  if (from < 0 || first === undefined || last === undefined) return undefined;
  // A few hours would be a speck.
  if (known.length < columnsPerDay) return undefined;
  const top = Math.max(...known, 0);
  const bottom = Math.min(...known, 0);
  const y = (amount: number) => round(1 + (height - 2) * (top === bottom ? 1 : (top - amount) / (top - bottom)));
  const x = (index: number) => round((width * index) / columns);
  // A balance holds until it changes, so the line has steps.
  const steps = known.map((amount, index) => `V${y(amount)}H${x(from + index + 1)}`).join('');
  const line = `M${x(from)} ${y(first)}${steps}`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<path d="${line}V${y(0)}H${x(from)}Z" fill="${color}" fill-opacity=".2"/>` +
    `<path d="${line}" fill="none" stroke="${color}"/></svg>`;
  const amount = (value: number) => format.amountWithUnit(value, current.unit);
  return { image: `data:image/svg+xml;base64,${btoa(svg)}`, alt: `14 days: from ${amount(first)} to ${amount(last)}` };
}

/** The amount at the end of each column; undefined before the first reading. */
function amountsOf(history: History, now: number): readonly (number | undefined)[] {
  const step = (days * day) / columns;
  // Amounts of another unit have no place on this line.
  const points = inPresentUnit(history).flatMap((series) => series.points);
  // Those of the last days only: a year has many more.
  let next = points.findLastIndex(({ at }) => at <= now - days * day + step);
  return Array.from({ length: columns }, (_, index) => {
    const end = now - days * day + (index + 1) * step;
    while ((points[next + 1]?.at ?? Number.POSITIVE_INFINITY) <= end) next += 1;
    return points[next]?.amount;
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
