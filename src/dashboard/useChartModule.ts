import { useEffect, useState } from 'preact/hooks';

/** The module that draws charts. */
export type ChartModule = typeof import('./chart.ts');

/** Loads the module that draws charts: half of the page's code, which the rows don't wait for. Undefined while it loads. */
export function useChartModule(): ChartModule | 'failed' | undefined {
  const [chart, set] = useState<ChartModule | 'failed'>();
  useEffect(() => {
    import('./chart.ts').then(set, () => set('failed'));
  }, []);
  return chart;
}
