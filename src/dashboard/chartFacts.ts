import type { DashboardPool, PoolDetails } from '../core/dashboard/dashboardPool.ts';
import type { Range } from '../core/dashboard/range.ts';
import type { Format } from '../core/format.ts';
import type { AxisText } from './axisText.ts';
import type { Theme } from './themeColors.ts';
import type { ChartModule } from './useChartModule.ts';

/** The same for everything on the page. */
export interface PageFacts {
  readonly range: Range;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly format: Format;
  readonly axisText: AxisText;
  /** Undefined before the page's script has read it. */
  readonly theme: Theme | undefined;
  /** Undefined while it loads. */
  readonly chart: ChartModule | 'failed' | undefined;
}

/** What a chart says. */
export interface PoolFacts extends PageFacts {
  readonly pool: DashboardPool;
  readonly details: PoolDetails;
}

/** What a chart shows. */
export interface ChartFacts extends PoolFacts {
  readonly theme: Theme;
}
