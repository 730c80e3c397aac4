import type { Forecast } from '../../../src/core/history/forecast/forecast.ts';
import type { Outlook, PoolOutlook } from '../../../src/core/history/forecast/outlook.ts';
import type { UsageRate } from '../../../src/core/history/forecast/usageRate.ts';
import type { Point, Series } from '../../../src/core/history/series.ts';
import { credits } from '../../../src/core/unit.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 12);

/** A series of credits of the account "mimir" with these points, or one that differs from it. */
export function sampleSeries(points: readonly Point[], change: Partial<Series> = {}): Series {
  return { accountId: 'mimir', keySetAt: 0, pool: 'main', unit: credits, points, lots: [], topUps: [], ...change };
}

/** 12 credits a day, between 9 and 15, reckoned from the last seven days. */
export const sampleUsageRate: UsageRate = {
  perDay: 12,
  low: 9,
  high: 15,
  confidence: 'medium',
  from: now - 7 * day,
  to: now,
};

/** An outlook on which 42 credits run out in three and a half days. */
export function sampleOutlook(forecast: Partial<Forecast> = {}, history: readonly Series[] = []): Outlook {
  const days = (count: number) => now + count * day;
  const pool: PoolOutlook = {
    history,
    usageRate: sampleUsageRate,
    forecast: { emptyAt: days(3.5), earliest: days(2.8), latest: days(4.7), expiries: [], ...forecast },
    fullAmount: 100,
  };
  return { history, pools: new Map([['main', pool]]) };
}
