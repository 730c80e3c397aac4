import { day } from '../../time.ts';
import type { UsageForecast } from './usageForecast.ts';

/** How fast a pool will be used over a week, idle time included. In its unit, for 24 hours. */
export interface UsageRate {
  readonly perDay: number;
  /** The usage of the week is between `low` and `high` in four cases of five. */
  readonly low: number;
  readonly high: number;
  /** The time that it was measured in, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Whole weeks have their share of weekends. */
const days = 7;

/** The mean of the next week, as of the forecast's time `to`; `from` is the first reading that it comes from. */
export function usageRateOf(usage: UsageForecast, from: number, to: number): UsageRate {
  const week = to + days * day;
  const [perDay, low, high] = [usage.expected, usage.low, usage.high].map((path) => path.by(week) / days) as [
    number,
    number,
    number,
  ];
  return { perDay, low, high, from, to };
}
