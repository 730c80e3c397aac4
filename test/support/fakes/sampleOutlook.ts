import { credits } from '../../../src/core/balance.ts';
import type { Burn } from '../../../src/core/history/burn.ts';
import type { Forecast } from '../../../src/core/history/forecast.ts';
import type { Outlook } from '../../../src/core/history/outlook.ts';
import type { Point, Series } from '../../../src/core/history/series.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 12);

/** A series of credits of the account "mimir" with these points, or one that differs from it. */
export function sampleSeries(points: readonly Point[], change: Partial<Series> = {}): Series {
  return { accountId: 'mimir', keySetAt: 0, unit: credits, points, lots: [], topUps: [], ...change };
}

/** 12 credits a day, between 9 and 15, reckoned from the last seven days. */
export const sampleBurn: Burn = { perDay: 12, low: 9, high: 15, sureness: 'fair', from: now - 7 * day, to: now };

/** An outlook on which 42 credits run out in three and a half days. */
export function sampleOutlook(forecast: Partial<Forecast> = {}, history: readonly Series[] = []): Outlook {
  const days = (count: number) => now + count * day;
  return {
    history,
    burn: sampleBurn,
    forecast: { emptyAt: days(3.5), earliest: days(2.8), latest: days(4.7), lapses: [], ...forecast },
  };
}
