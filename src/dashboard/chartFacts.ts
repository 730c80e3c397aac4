import type { AxisText } from '../core/dashboard/axisText.ts';
import type { DashboardAccount } from '../core/dashboard/dashboardAccount.ts';
import type { Range } from '../core/dashboard/range.ts';
import type { Format } from '../core/format.ts';
import type { Theme } from './theme.ts';

/** What a chart shows. */
export interface ChartFacts {
  readonly account: DashboardAccount;
  readonly range: Range;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly format: Format;
  readonly axisText: AxisText;
  readonly theme: Theme;
}
