import type { StepLine } from '../core/dashboard/stepLine.ts';

/** Room for half a line at each edge, in pixels. */
const margin = 1;

/** The balance from one time to another as the paths of an SVG of this size, from zero or the debt up. */
export function trendPath(
  lines: readonly StepLine[],
  from: number,
  to: number,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly line: string; readonly area: string } {
  const amounts = lines.flatMap((line) => line.amounts);
  const top = Math.max(0, ...amounts);
  const bottom = Math.min(0, ...amounts);
  const x = (time: number) =>
    round(margin + (width - 2 * margin) * Math.min(1, Math.max(0, (time - from) / (to - from))));
  const y = (amount: number) =>
    round(margin + (height - 2 * margin) * (top === bottom ? 1 : (top - amount) / (top - bottom)));
  const paths = lines.map(({ times, amounts, until }) => {
    // Each amount holds until the next.
    const steps = times.map((time, index) => `H${x(time)}V${y(amounts[index] ?? 0)}`);
    const line = `M${x(times[0] ?? from)} ${y(amounts[0] ?? 0)}${steps.slice(1).join('')}H${x(until)}`;
    return { line, area: `${line}V${y(0)}H${x(times[0] ?? from)}Z` };
  });
  return { line: paths.map(({ line }) => line).join(''), area: paths.map(({ area }) => area).join('') };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
