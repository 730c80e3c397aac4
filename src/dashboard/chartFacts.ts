import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { Range } from '../core/dashboard/range.ts';
import type { Format } from '../core/format.ts';
import type { AxisText } from './axisText.ts';
import type { Theme } from './theme.ts';

/** What a chart shows. */
export interface ChartFacts {
  readonly pool: DashboardPool;
  readonly range: Range;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly format: Format;
  readonly axisText: AxisText;
  readonly theme: Theme;
}
