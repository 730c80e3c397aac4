import { outlookOf } from '../../../src/core/history/forecast/outlook.ts';
import type { UsageRate } from '../../../src/core/history/forecast/usageRate.ts';
import type { History } from '../../../src/core/history/series.ts';
import { credits } from '../../../src/core/unit.ts';
import { sampleReading } from '../fakes/samples.ts';

/** The usage rate of the pool with this history, as of a reading at a time. */
export function usageRateAt(history: History, at: number): UsageRate | undefined {
  const balance = { pools: [{ unit: history.at(-1)?.unit ?? credits, amount: 1 }] } as const;
  return outlookOf(history, sampleReading({ balance, balanceAt: at })).pools.get('main')?.usageRate;
}
