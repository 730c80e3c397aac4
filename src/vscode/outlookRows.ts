import type { Pool } from '../core/balance.ts';
import type { Format } from '../core/format.ts';
import { runsOutAt } from '../core/history/forecast/forecast.ts';
import type { PoolOutlook } from '../core/history/forecast/outlook.ts';
import {
  confidenceText,
  learningText,
  runOutShort,
  runOutText,
  usageRateShort,
  usageRateText,
} from '../core/text/forecastText.ts';
import type { DetailRow } from './detailRows.ts';
import type { Row } from './treeRows.ts';

/** The usage rate and when the pool runs out, or what the forecast still needs. None where no amount could fall. */
export function outlookRows(
  { usageRate, learning, forecast }: PoolOutlook,
  pool: Pool,
  prefix: string,
  format: Format,
  now: number,
  row: DetailRow,
): readonly Row[] {
  if (pool.unlimited || pool.amount === undefined) return [];
  if (!usageRate || !forecast)
    return learning ? [row(`${prefix}rate`, learningText(learning, format), '', 'pulse')] : [];
  const sentence = usageRateText(usageRate, pool.unit, format);
  const days = format.dateRange(usageRate.from, usageRate.to, now);
  const rate = row(`${prefix}rate`, 'Usage', usageRateShort(usageRate, pool.unit, format), 'pulse', {
    tooltip: `${sentence}, ${confidenceText(usageRate)}\nMeasured ${days}. Top-ups and expired credits don't count.`,
    accessibilityLabel: sentence,
  });
  if (pool.amount <= 0 || runsOutAt(pool, forecast) !== forecast.emptyAt) return [rate];
  const text = runOutText(forecast, format, now);
  const runOut = row(`${prefix}runOut`, 'Runs out', runOutShort(forecast, format, now), 'watch', {
    tooltip: text,
    accessibilityLabel: text,
  });
  return [rate, runOut];
}
