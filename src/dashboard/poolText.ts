import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { runOutText, usageRateText } from '../core/text/forecastText.ts';
import { missedText, renewalTexts } from '../core/text/renewalText.ts';
import type { Unit } from '../core/unit.ts';

/** Usage rate and forecast. Empty where nothing can be forecast. */
export function outlookSentences(pool: DashboardPool, format: Format, now: number): readonly string[] {
  const { balance, usageRate, forecast } = pool;
  if (!balance || balance.unlimited || balance.amount === undefined) return [];
  const renewal = renewalSentences(pool, balance.amount, balance.unit, format, now);
  if (!usageRate) return renewal;
  const rate = `${usageRateText(usageRate, balance.unit, format)}.`;
  const runOut = forecast && balance.amount > 0 ? [`${runOutText(forecast, format, now)}.`] : [];
  return [rate, ...runOut, ...renewal];
}

function renewalSentences(
  { renewal, atRenewal, missedRenewal }: DashboardPool,
  amount: number,
  unit: Unit,
  format: Format,
  now: number,
): readonly string[] {
  if (missedRenewal) return [`${missedText(missedRenewal, format, now)}.`];
  if (!renewal) return [];
  return renewalTexts(amount, renewal, atRenewal, unit, format, now).map((text) => `${text}.`);
}
