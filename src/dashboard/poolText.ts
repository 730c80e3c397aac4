import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { isPressing } from '../core/standing.ts';
import { amountText } from '../core/text/accountText.ts';
import { failureLabel } from '../core/text/failureText.ts';
import { learningText, runOutText, usageRateText } from '../core/text/forecastText.ts';

/** The amount: "42 credits", "unlimited", "unknown", "not checked yet". */
export function amountWords({ balance, state }: DashboardPool, format: Format, now: number): string {
  if (!balance && state === 'never') return 'Not checked yet';
  // The words alone: a currency may begin with a small letter.
  return amountText(balance, balance?.last, format, now).replace(/^un(?=known|limited)/, 'Un');
}

/** Standing, age and failure: "low", "3 h ago", "out of date", "offline". */
export function stateWords(pool: DashboardPool, format: Format, now: number): readonly string[] {
  const { balance, standing, state, failure, refreshing } = pool;
  return [
    isPressing(standing) && standing,
    balance && format.age(balance.at, now),
    state === 'stale' && 'out of date',
    failure && failureLabel(failure, format, now),
    refreshing && 'checking',
  ].filter((words) => typeof words === 'string');
}

/** Usage rate and forecast, or what the forecast still needs. Empty where nothing can be forecast. */
export function outlookSentences(pool: DashboardPool, format: Format, now: number): readonly string[] {
  const { balance, usageRate, learning, forecast } = pool;
  if (!balance || balance.unlimited || balance.amount === undefined) return [];
  if (learning) return [`${learningText(learning, format)}.`];
  if (!usageRate) return [];
  const rate = `${usageRateText(usageRate, balance.unit, format)}.`;
  return forecast && balance.amount > 0 ? [rate, `${runOutText(forecast, format, now)}.`] : [rate];
}
