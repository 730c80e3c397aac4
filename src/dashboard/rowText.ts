import type { DashboardAccount } from '../core/dashboard/dashboardAccount.ts';
import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { attentionText } from '../core/text/attentionText.ts';
import { failureLabel } from '../core/text/failureLabel.ts';
import { learningText, runOutShort } from '../core/text/forecastText.ts';
import { expireVerb } from '../core/text/lotText.ts';
import { renewsText } from '../core/text/renewalText.ts';
import { learningShort } from '../core/text/rowText.ts';
import { credits, sameUnit, type Unit } from '../core/unit.ts';

/** What stands in a cell where there is nothing to say. */
export const nothing = '–';

/** Why an account needs attention: "blocked", "invalid key", "18 h left". */
export function reasonText(account: DashboardAccount, format: Format, now: number): string | undefined {
  const { attention, failure, moved } = account;
  return attentionText({ attention, reading: { failure }, moved }, format, now);
}

/** What else matters about an account: "paused", "3 h ago", "rate limited", "checking". Empty where all is well. */
export function stateTexts(account: DashboardAccount, format: Format, now: number): readonly string[] {
  const { attention, paused, state, balanceAt, failure, moved, refreshing } = account;
  const isOld = balanceAt !== undefined && (state === 'stale' || failure !== undefined);
  return [
    paused && 'paused',
    !paused && isOld && format.age(balanceAt, now),
    !paused && failure && attention?.reason !== 'invalidKey' && failureLabel(failure, format, now, moved),
    refreshing && 'checking',
  ].filter((text) => typeof text === 'string');
}

/** "20", "$4.20", "1.23M characters", "unlimited", "unknown"; the unit only where it isn't credits. */
export function leftText({ balance }: DashboardPool, state: DashboardAccount['state'], format: Format): string {
  if (!balance) return state === 'never' ? 'not checked yet' : 'unknown';
  if (balance.unlimited) return 'unlimited';
  if (balance.amount === undefined) return 'unknown';
  return sameUnit(balance.unit, credits)
    ? format.amount(balance.amount, balance.unit)
    : format.amountWithUnit(balance.amount, balance.unit);
}

/** "24", "$1.20": the usage of a day. */
export function usageText({ balance, usageRate }: DashboardPool, format: Format): string {
  return balance && usageRate ? format.roughly(usageRate.perDay, balance.unit) : nothing;
}

/** The cell of when a pool runs out: "Nov 25" with "4 d left" or "~264 expire Nov 24" below it. */
export interface RunsOut {
  readonly text: string;
  readonly note?: string | undefined;
}

/** When a pool runs out, or is renewed before it does; `said` is what the row says already. */
export function runsOutText(
  { balance, forecast, renewal, nextExpiry }: DashboardPool,
  said: string | undefined,
  format: Format,
  now: number,
): RunsOut {
  if (balance?.amount === undefined || balance.unlimited) return { text: nothing };
  const renews = renewal && { text: renewsText(renewal, format, now) };
  if (balance.amount <= 0) return renews ?? { text: nothing };
  const emptyAt = forecast?.emptyAt ?? Number.POSITIVE_INFINITY;
  const expiry = nextExpiry && nextExpiry.at <= emptyAt ? expiryText(nextExpiry, balance.unit, format, now) : undefined;
  if (!forecast) return { ...(renews ?? { text: nothing }), note: expiry };
  const left = Number.isFinite(emptyAt) && emptyAt > now ? `${format.span(emptyAt - now)} left` : undefined;
  return {
    text: runOutShort({ emptyAt: forecast.emptyAt }, format, now),
    note: expiry ?? (left === said ? undefined : left),
  };
}

/** "~264 expire Nov 24". */
function expiryText(
  { amount, at }: NonNullable<DashboardPool['nextExpiry']>,
  unit: Unit,
  format: Format,
  now: number,
): string {
  const number = format.roughly(amount, unit);
  return `~${number} ${expireVerb(number, unit, format)} ${format.date(at, now)}`;
}

/** What a forecast still needs, in words that fit into a line, and in full. */
interface LearningWords {
  readonly short: string;
  readonly sentence: string;
}

/** "Forecast in 24 h and 3 charges" and the sentence; undefined once there is a forecast, and where none will be. */
export function learningWords({ learning }: DashboardPool, format: Format): LearningWords | undefined {
  return learning && { short: `Forecast ${learningShort(learning, format)}`, sentence: learningText(learning, format) };
}

/** The trend in words: "30 days: from 120 to 42 credits". */
export function trendText({ trend, balance }: DashboardPool, range: string, format: Format): string {
  const amounts = trend?.flatMap((line) => line.amounts) ?? [];
  const [first, last] = [amounts[0], amounts.at(-1)];
  if (!balance || first === undefined || last === undefined) return `${range}: no updates`;
  return `${range}: from ${format.amount(first, balance.unit)} to ${format.amountWithUnit(last, balance.unit)}`;
}
