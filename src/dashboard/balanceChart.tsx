import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { windowOf } from '../core/dashboard/range.ts';
import type { Chart } from './chart.ts';
import type { PoolFacts } from './chartFacts.ts';
import { chartSentence, readout, stopsOf } from './chartText.ts';
import type { ChartModule } from './useChartModule.ts';
import { useInView } from './useInView.ts';

/** As many as a person is willing to press through. */
const mostStops = 120;

interface BalanceChartProps {
  readonly facts: PoolFacts;
  /** Undefined while it loads: its place is kept. */
  readonly module: ChartModule | undefined;
}

/** The chart of a pool, drawn while it is in view, with a cursor for the mouse and for the keys. */
export function BalanceChart({ facts, module }: BalanceChartProps) {
  const { pool, details, range, now, format, axisText, theme } = facts;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  // Paper shows all at once.
  const isInView = useInView(box) || theme?.isPaper;
  const [pointed, point] = useState<number>();
  const [said, say] = useState('');

  // Before the browser paints or prints.
  useLayoutEffect(() => {
    if (!isInView || !box.current || !module || !theme) return;
    if (chart.current) chart.current.show({ ...facts, theme });
    else chart.current = new module.Chart(box.current, { ...facts, theme });
  }, [isInView, pool, range, now, format, axisText, theme, module]);

  useEffect(() => {
    chart.current?.pointAt(pointed);
  }, [pointed, pool, range, now, isInView, module]);

  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const watching = new ResizeObserver(() => chart.current?.resize(current.clientWidth));
    watching.observe(current);
    return () => {
      watching.disconnect();
      chart.current?.dispose();
    };
  }, []);

  const goTo = (time: number | undefined) => {
    point(time);
    if (time !== undefined) say(readout(details, time, format, now));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { from, to } = windowOf(range, now);
    const time = stopFor(event.key, stopsOf(details, from, to, mostStops), pointed, now);
    if (time === undefined) return;
    event.preventDefault();
    goTo(time);
  };
  return (
    <div class="chart">
      <div class="readout" aria-hidden="true">
        {pointed === undefined ? '' : readout(details, pointed, format, now)}
      </div>
      {/* Its keys are its own, which is what makes a screen reader hand them over. */}
      <div
        ref={box}
        class="plot"
        role="application"
        aria-roledescription="chart"
        aria-label={`${chartSentence(pool, range, format, now)} Arrow keys, Home and End read the amounts.`}
        data-stop
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onBlur={() => point(undefined)}
        onMouseMove={(event) => point(chart.current?.timeAt(event.clientX))}
        onMouseLeave={() => point(undefined)}
      />
      <div class="hidden" aria-live="polite">
        {said}
      </div>
    </div>
  );
}

/** Where a key leads from a time, or else from now; undefined for a key that leads nowhere. */
function stopFor(key: string, stops: readonly number[], from: number | undefined, now: number): number | undefined {
  const [first, last] = [stops[0], stops.at(-1)];
  switch (key) {
    case 'Home':
      return first;
    case 'End':
      return last;
    case 'ArrowLeft':
      return stops.findLast((time) => (from === undefined ? time <= now : time < from)) ?? first;
    case 'ArrowRight':
      return stops.find((time) => time > (from ?? now)) ?? last;
    default:
      return undefined;
  }
}
