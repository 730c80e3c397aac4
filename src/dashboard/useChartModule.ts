import { useEffect, useState } from 'preact/hooks';
import { useAfterFirstPaint } from './useAfterFirstPaint.ts';

/** The module that draws charts. */
export type ChartModule = typeof import('./chart.ts');

/**
 * Loads the module that draws charts from a URI: half of the page's code, which the first row doesn't wait for. Undefined
 * while it loads.
 */
export function useChartModule(uri: string): ChartModule | 'failed' | undefined {
  const isPainted = useAfterFirstPaint();
  const [chart, set] = useState<ChartModule | 'failed'>();
  useEffect(() => {
    if (!isPainted) return;
    import(uri).then(set, () => set('failed'));
  }, [isPainted, uri]);
  return chart;
}
