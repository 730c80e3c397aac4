import type { Format } from '../format.ts';
import { learningText } from '../history/forecast/learning.ts';
import { isPressing } from '../standing.ts';
import { amountText } from '../text/accountText.ts';
import { failureLabel } from '../text/failureText.ts';
import { runwayText, usageRateText } from '../text/forecastText.ts';
import type { DashboardAccount } from './dashboardAccount.ts';

/** What is left: "42 credits", "unlimited", "unknown", "not checked yet". */
export function amountWords({ balance, state }: DashboardAccount, format: Format, now: number): string {
  if (!balance && state === 'never') return 'Not checked yet';
  // The words alone: a currency may begin with a small letter.
  return amountText(balance, balance?.last, format, now).replace(/^un(?=known|limited)/, 'Un');
}

/** How it stands, how old that is and what is wrong: "low", "3 h ago", "not up to date", "offline". */
export function stateWords(account: DashboardAccount, format: Format, now: number): readonly string[] {
  const { balance, standing, state, failure, refreshing } = account;
  return [
    isPressing(standing) && standing,
    balance && format.age(balance.at, now),
    state === 'stale' && 'not up to date',
    failure && failureLabel(failure, format, now),
    refreshing && 'checking',
  ].filter((words) => typeof words === 'string');
}

/** How fast it goes and until when it lasts, or what is missing to say so. Empty where nothing can be said. */
export function outlookSentences(account: DashboardAccount, format: Format, now: number): readonly string[] {
  const { balance, usageRate, learning, forecast } = account;
  if (!balance || balance.unlimited || balance.amount === undefined) return [];
  if (learning) return [`${learningText(learning)}.`];
  if (!usageRate) return [];
  const pace = `${usageRateText(usageRate, balance.unit, format)}.`;
  return forecast && balance.amount > 0 ? [pace, `${runwayText(forecast, format, now)}.`] : [pace];
}
