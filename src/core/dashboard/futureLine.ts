import type { Pool } from '../balance.ts';
import { leftWithRenewals, renewalsUntil } from '../history/forecast/afterRenewals.ts';
import type { Forecast } from '../history/forecast/forecast.ts';
import type { Renewal } from '../history/forecast/renewal.ts';
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

/** The line from the reading of a balance to `end`, or until it has run out for certain and isn't renewed. */
export function futureLine(
  pool: Pool,
  usage: UsageForecast,
  { emptyAt, earliest, latest }: Forecast,
  start: number,
  end: number,
  renewal?: Renewal | undefined,
): FutureLine | undefined {
  if (pool.amount === undefined || pool.amount <= 0 || pool.unlimited || start >= end) return undefined;
  const renewals = renewal ? renewalsUntil(renewal, end) : [];
  const stop = renewals.length > 0 ? end : Math.min(end, latest ?? end);
  // A lot leaves and a renewal comes all at once: the moment before it counts as well.
  const steps = [...(pool.lots ?? []).flatMap(({ expiresAt }) => expiresAt ?? []), ...renewals];
  const bends = [emptyAt, earliest, ...steps.flatMap((time) => [time - 1, time])].filter(
    (time) => time !== undefined && time > start && time < stop,
  );
  const even = Array.from({ length: parts }, (_, index) => start + ((stop - start) * index) / parts);
  const times = [...new Set([...even, ...bends, stop])].map(Number).toSorted((a, b) => a - b);
  const at = (path: UsagePath) => leftWithRenewals(pool, renewal, path, start, times);
  const lefts = (path: UsagePath) => at(path).map(({ left }) => left);
  return {
    times,
    amounts: at(usage.expected).map(({ left, emptyAt: empty }, index) =>
      left <= 0 && empty !== undefined && (times[index] ?? 0) > empty ? null : left,
    ),
    lows: lefts(usage.high),
    highs: lefts(usage.low),
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
    if (share === 1 && typeof b === 'number') return b;
    return typeof a === 'number' && typeof b === 'number' ? a + (b - a) * share : undefined;
  };
  return { amount: between(amounts), low: between(lows) ?? 0, high: between(highs) ?? 0 };
}
