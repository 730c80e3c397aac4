import { type Range, windowOf } from '../core/dashboard/range.ts';
import type { StepLine } from '../core/dashboard/stepLine.ts';
import { trendPath } from './trendPath.ts';

interface TrendProps {
  readonly lines: readonly StepLine[];
  readonly range: Range;
  readonly now: number;
  /** The same in words. */
  readonly label: string;
}

export const trendSize = { width: 72, height: 18 };

/** The balance over the time shown, as small as a word. */
export function Trend({ lines, range, now, label }: TrendProps) {
  const { width, height } = trendSize;
  const { line, area } = trendPath(lines, windowOf(range, now).from, now, trendSize);
  return (
    <svg class="trend" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path class="area" d={area} />
      <path class="line" d={line} />
    </svg>
  );
}
