import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { isPressing } from '../core/standing.ts';
import { amountText } from '../core/text/accountText.ts';
import { failureLabel } from '../core/text/failureText.ts';
import { learningText, runOutText, usageRateText } from '../core/text/forecastText.ts';
import { leftAtRenewalText, missedText, renewalText } from '../core/text/renewalText.ts';
import type { Unit } from '../core/unit.ts';

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
  const renewal = renewalSentences(pool, balance.amount, balance.unit, format, now);
  if (learning) return [...renewal, `${learningText(learning, format)}.`];
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
  const left = atRenewal ? `: ${leftAtRenewalText(atRenewal, unit, format)}` : '';
  return [`${renewalText(amount, renewal, atRenewal, unit, format, now)}${left}.`];
}
