import type { Pool } from '../core/balance.ts';
import type { Format } from '../core/format.ts';
import type { PoolOutlook } from '../core/history/forecast/outlook.ts';
import {
  lastingText,
  learningText,
  paceRangeText,
  paceText,
  runwayRangeText,
  runwayText,
  usageRateText,
} from '../core/text/forecastText.ts';
import type { Detail, Row } from './treeRows.ts';

/** How fast it goes and for how long it lasts. Nothing for what has no amount that could fall. */
export function outlookRows(
  { usageRate, learning, forecast }: PoolOutlook,
  pool: Pool,
  format: Format,
  now: number,
  detail: Detail,
): readonly Row[] {
  if (pool.unlimited || pool.amount === undefined) return [];
  if (!usageRate || !forecast)
    return [detail('usageRate', learningText(learning ?? { hours: 24, charges: 3 }, format), 'pulse')];
  const window = `Reckoned from use alone, ${format.date(usageRate.from)} to ${format.date(usageRate.to)}. Top-ups and what expired do not count.`;
  const pace = usageRateText(usageRate, pool.unit, format);
  const rows = [
    detail('usageRate', paceText(usageRate, pool.unit, format), 'pulse', {
      description: paceRangeText(usageRate, pool.unit, format),
      tooltip: `${pace}\n${window}`,
      accessibilityLabel: pace,
    }),
  ];
  if (pool.amount <= 0) return rows;
  const runway = runwayText(forecast, format, now);
  const range = runwayRangeText(forecast, format);
  rows.push(
    detail('runway', lastingText(forecast, format, now), 'watch', {
      ...(range ? { description: range } : {}),
      tooltip: runway,
      accessibilityLabel: runway,
    }),
  );
  return rows;
}
