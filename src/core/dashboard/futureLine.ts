import type { Pool } from '../balance.ts';
import { type Forecast, leftAt } from '../history/forecast/forecast.ts';
import type { UsageForecast, UsagePath } from '../history/forecast/usageForecast.ts';

/** The forecast amount with its likely range: straight from each time to the next. Not drawn before and after. */
export interface FutureLine {
  /** Milliseconds since 1970, each later than the one before. */
  readonly times: readonly number[];
  /** Null after it has run out. */
  readonly amounts: readonly (number | null)[];
  /** Where more is used than expected: less is left in one case of ten. */
  readonly lows: readonly number[];
  /** Where less is used. */
  readonly highs: readonly number[];
}

/** Usage isn't the same at each hour and day: the line is drawn in so many parts. */
const parts = 28;

/** The line from the reading of a balance to `end`, or until it has run out for certain. */
export function futureLine(
  pool: Pool,
  usage: UsageForecast,
  { emptyAt, earliest, latest }: Forecast,
  start: number,
  end: number,
): FutureLine | undefined {
  if (pool.amount === undefined || pool.amount <= 0 || pool.unlimited || start >= end) return undefined;
  const stop = Math.min(end, latest ?? end);
  // A lot leaves all at once: the moment before it counts as well.
  const expiries = (pool.lots ?? []).flatMap(({ expiresAt }) =>
    expiresAt === undefined ? [] : [expiresAt - 1, expiresAt],
  );
  const bends = [emptyAt, earliest, ...expiries].filter((time) => time !== undefined && time > start && time < stop);
  const steps = Array.from({ length: parts }, (_, index) => start + ((stop - start) * index) / parts);
  const times = [...new Set([...steps, ...bends, stop])].map(Number).toSorted((a, b) => a - b);
  const at = (path: UsagePath) => times.map((time) => leftAt(pool, path, start, time).left);
  return {
    times,
    amounts: at(usage.expected).map((amount, index) =>
      emptyAt !== undefined && (times[index] ?? 0) > emptyAt ? null : amount,
    ),
    lows: at(usage.high),
    highs: at(usage.low),
  };
}

/** What is left at a time of the line, between its low and its high; undefined before and after it. */
export function futureAt(
  { times, amounts, lows, highs }: FutureLine,
  time: number,
): { readonly amount: number | undefined; readonly low: number; readonly high: number } | undefined {
  const next = times.findIndex((at) => at >= time);
  if (next < 0 || time < (times[0] ?? 0)) return undefined;
  const before = Math.max(next - 1, 0);
  const [start = 0, end = 0] = [times[before], times[next]];
  const share = end > start ? (time - start) / (end - start) : 0;
  const between = (values: readonly (number | null)[]) => {
    const [a, b] = [values[before], values[next]];
    return typeof a === 'number' && typeof b === 'number' ? a + (b - a) * share : undefined;
  };
  return { amount: between(amounts), low: between(lows) ?? 0, high: between(highs) ?? 0 };
}
