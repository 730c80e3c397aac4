import type { Unit } from '../balance.ts';
import { failureWords } from '../failureWords.ts';
import { type Format, spanText } from '../format.ts';
import type { Burn } from '../history/burn.ts';
import { isPressing } from '../standing.ts';
import type { DashboardAccount, DashboardLot, Learning } from './dashboardAccount.ts';
import { roughly } from './roughly.ts';

const day = 24 * 3_600_000;
const usesNeeded = 3;

/** What is left: "42 credits", "unlimited", "unknown", "not checked yet". */
export function amountWords({ balance, state }: DashboardAccount, format: Format, now: number): string {
  if (!balance) return state === 'never' ? 'Not checked yet' : 'Unknown';
  if (balance.unlimited) return 'Unlimited';
  if (balance.amount !== undefined) return format.amountWithUnit(balance.amount, balance.unit);
  const { last } = balance;
  return last ? `Unknown (${format.amountWithUnit(last.amount, last.unit)} ${format.age(last.at, now)})` : 'Unknown';
}

/** How it stands, how old that is and what is wrong: "low", "3 h ago", "not up to date", "offline". */
export function stateWords(account: DashboardAccount, format: Format, now: number): readonly string[] {
  const { balance, standing, state, failure, refreshing } = account;
  return [
    isPressing(standing) && standing,
    balance && format.age(balance.at, now),
    state === 'stale' && 'not up to date',
    failure && failureWords(failure, format, now),
    refreshing && 'checking',
  ].filter((words) => typeof words === 'string');
}

/** How fast it goes and until when it lasts, or what is missing to say so. Empty where nothing can be said. */
export function outlookSentences(account: DashboardAccount, format: Format, now: number): readonly string[] {
  const { balance, burn, learning } = account;
  if (!balance || balance.unlimited || balance.amount === undefined) return [];
  if (learning) return [learningSentence(learning)];
  if (!burn) return [];
  const pace = paceSentence(burn, balance.unit, format);
  return balance.amount > 0 ? [pace, runwaySentence(account, format, now)] : [pace];
}

/** "Uses about 12 credits a day, fairly sure (9 to 15)." */
function paceSentence({ perDay, low, high, sureness }: Burn, unit: Unit, format: Format): string {
  const sure = { sure: 'sure', fair: 'fairly sure', rough: 'a rough guess' }[sureness];
  const range = `${format.amount(roughly(low), unit)} to ${format.amount(roughly(high), unit)}`;
  return `Uses about ${format.amountWithUnit(roughly(perDay), unit)} a day, ${sure} (${range}).`;
}

/** "Runs out in about 15 d, on 6 December 2026 (3 December 2026 to 12 December 2026)." */
export function runwaySentence({ forecast }: DashboardAccount, format: Format, now: number): string {
  if (forecast?.emptyAt === undefined) return 'Lasts more than ten years at this pace.';
  const { emptyAt, earliest, latest } = forecast;
  if (emptyAt <= now) return 'Has run out by now, if the pace stayed.';
  const on = format.date(emptyAt);
  const range = rangeWords(on, dateOrNothing(earliest, format), dateOrNothing(latest, format));
  return `Runs out in about ${spanText(emptyAt - now)}, on ${on}${range}.`;
}

function dateOrNothing(time: number | undefined, format: Format): string | undefined {
  return time === undefined ? undefined : format.date(time);
}

function rangeWords(on: string, earliest: string | undefined, latest: string | undefined): string {
  if (!earliest) return '';
  if (!latest) return ` (${earliest} at the earliest)`;
  return earliest === on && latest === on ? '' : ` (${earliest} to ${latest})`;
}

/** What is missing for a pace. */
function learningSentence({ watched, uses }: Learning): string {
  const missing = [
    watched < day && `${spanText(day - watched)} more of readings`,
    uses < usesNeeded && `${usesNeeded - uses} more ${usesNeeded - uses === 1 ? 'use' : 'uses'}`,
  ].filter((words) => typeof words === 'string');
  return missing.length > 0
    ? `Learning the pace: it takes ${missing.join(' and ')}.`
    : 'Learning the pace: it takes more readings.';
}

/** "8,500 of 10,000, expires 1 January 2027 (in 42 days)", and how much of it will lapse. */
export function lotWords(lot: DashboardLot, unit: Unit, format: Format, now: number): readonly string[] {
  const { allocated, remaining, expiresAt, pending, lapses } = lot;
  const left = remaining === undefined ? 'unknown' : format.amount(remaining, unit);
  return [
    allocated === undefined ? left : `${left} of ${format.amount(allocated, unit)}`,
    pending && 'not counted yet',
    expiresAt !== undefined &&
      (expiresAt <= now
        ? `expired ${format.date(expiresAt)}`
        : `expires ${format.date(expiresAt)} (${format.daysUntil(expiresAt, now)})`),
    lapses !== undefined && `about ${format.amount(roughly(lapses), unit)} will lapse at this pace`,
  ].filter((words) => typeof words === 'string');
}
