import type { DashboardPool, Past, PoolDetails } from '../core/dashboard/dashboardPool.ts';
import { type Range, spans } from '../core/dashboard/range.ts';

/** The past and the future of a balance as columns over the same times, which is how a chart wants them. Null: nothing. */
export interface ChartData {
  /** Milliseconds since 1970, each later than the one before. */
  readonly times: readonly number[];
  /** Each holds until the next time. */
  readonly amounts: readonly (number | null)[];
  /** Straight from time to time, as are its range's ends. */
  readonly ahead: readonly (number | null)[];
  readonly lows: readonly (number | null)[];
  readonly highs: readonly (number | null)[];
}

/** The places of the columns in the data of a chart: what is drawn over another comes after it. */
export const seriesPlaces = { low: 1, high: 2, ahead: 3, amount: 4 } as const;

/** The columns of a pool. What was read with one key ends at its last reading, and does not lead to the next key's. */
export function chartData({ past, future }: Pick<PoolDetails, 'past' | 'future'>): ChartData {
  const rows: Row[] = [];
  const add = (time: number, amount: number | null) => {
    if (time > (rows.at(-1)?.time ?? Number.NEGATIVE_INFINITY)) rows.push({ ...nothing, time, amount });
  };
  for (const { times, amounts, until } of past?.lines ?? []) {
    // A time between two keys at which nothing is known.
    const before = rows.at(-1);
    if (before) add(before.time + 1, null);
    for (const [index, time] of times.entries()) add(time, amounts[index] ?? null);
    add(until, amounts.at(-1) ?? null);
  }
  for (const [index, time] of (future?.times ?? []).entries()) {
    const ahead = {
      ahead: future?.amounts[index] ?? null,
      low: future?.lows[index] ?? null,
      high: future?.highs[index] ?? null,
    };
    const last = rows.at(-1);
    if (last === undefined || time > last.time) rows.push({ time, amount: null, ...ahead });
    else if (time === last.time) rows[rows.length - 1] = { ...last, ...ahead };
  }
  return {
    times: rows.map(({ time }) => time),
    amounts: rows.map(({ amount }) => amount),
    ahead: rows.map(({ ahead }) => ahead),
    lows: rows.map(({ low }) => low),
    highs: rows.map(({ high }) => high),
  };
}

/** True where a chart says more than a line of text: a forecast, or readings over a tenth of its past. */
export function isWorthDrawing(
  { learning }: Pick<DashboardPool, 'learning'>,
  past: Past,
  range: Range,
  now: number,
): boolean {
  const first = past.lines[0]?.times[0];
  return first !== undefined && (learning === undefined || now - first >= spans[range] / 10);
}

interface Row {
  readonly time: number;
  readonly amount: number | null;
  readonly ahead: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const nothing = { amount: null, ahead: null, low: null, high: null };
