import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { runOutText, usageRateText } from '../core/text/forecastText.ts';

/** Usage rate and forecast. Empty where nothing can be forecast. */
export function outlookSentences(pool: DashboardPool, format: Format, now: number): readonly string[] {
  const { balance, usageRate, forecast } = pool;
  if (!balance || balance.unlimited || balance.amount === undefined) return [];
  if (!usageRate) return [];
  const rate = `${usageRateText(usageRate, balance.unit, format)}.`;
  return forecast && balance.amount > 0 ? [rate, `${runOutText(forecast, format, now)}.`] : [rate];
}
