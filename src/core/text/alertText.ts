import { type Alert, type AlertFacts, alertKinds } from '../alerts/alert.ts';
import type { Format } from '../format.ts';
import { count } from '../unit.ts';
import { failureHelp } from './failureHelp.ts';
import { failureLabel } from './failureLabel.ts';
import { runOutDate } from './forecastText.ts';
import { expireVerb } from './lotText.ts';
import { plainLabel } from './plainLabel.ts';

/** How many of several alerts are written out. */
const most = 5;
/** Beyond this many times normal, the number says no more. */
const mostTimes = 1000;

/** The message for these alerts: "Mimir is low: 12 credits.", or "3 alerts: …; …; …." with the most pressing first. */
export function alertText(alerts: readonly Alert[], format: Format, now: number): string {
  const [first, ...others] = alerts.toSorted((a, b) => alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind));
  if (!first) return '';
  return plainLabel(others.length === 0 ? single(first, format, now) : several([first, ...others], format, now));
}

function single(alert: Alert, format: Format, now: number): string {
  if (alert.kind === 'invalidKey') return failureHelp(alert.failure).sentence(alert.label);
  const advice = alert.kind === 'burst' ? " If this wasn't you, replace the key." : '';
  return `${clause(alert, format, now)}.${advice}`;
}

function several(alerts: readonly Alert[], format: Format, now: number): string {
  const clauses = alerts.slice(0, most).map((alert) => clause(alert, format, now));
  const rest = alerts.length - clauses.length;
  return `${alerts.length} alerts: ${[...clauses, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')}.`;
}

/** One alert without the full stop. */
function clause(alert: Alert, format: Format, now: number): string {
  const name = alert.poolName === undefined ? alert.label : `${alert.label} (${alert.poolName})`;
  switch (alert.kind) {
    case 'low':
    case 'critical':
    case 'empty':
      return `${name} is ${alert.kind}: ${format.amountWithUnit(alert.amount, alert.unit)}`;
    case 'blocked': {
      const left = alert.amount === undefined ? '' : ` (${format.amountWithUnit(alert.amount, alert.unit)} left)`;
      return `${name} has blocked usage${left}`;
    }
    case 'invalidKey':
      return `${name}: ${failureLabel(alert.failure, format, now)}`;
    case 'burst': {
      const used = format.roughlyWithUnit(alert.used, alert.unit);
      const time = alert.hours === 1 ? 'hour' : `${alert.hours} hours`;
      return `${name} used ${used} in the last ${time}, ${timesText(alert.used, alert.usual, format)}`;
    }
    case 'runway': {
      return `${name} ${runwayText(alert, format, now)}: ${format.amountWithUnit(alert.amount, alert.unit)} left`;
    }
    case 'expiring':
      return `${name}: ${expiringText(alert, format, now)}`;
    case 'unreachable': {
      const time = alert.balanceAt === undefined ? 'yet' : `for ${format.span(now - alert.balanceAt, 'long')}`;
      return `${name} hasn't returned a balance ${time} (${failureLabel(alert.failure, format, now)})`;
    }
  }
}

/** "runs out Tuesday morning", "may run out by Tuesday morning (likely Nov 27)". */
function runwayText({ riskyFrom, emptyAt }: Extract<AlertFacts, { kind: 'runway' }>, format: Format, now: number) {
  if (riskyFrom <= now) return 'may have run out';
  const [first, likely] = [riskyFrom, emptyAt].map((time) => time && runOutDate(time, format, now));
  if (first === likely) return `runs out ${first}`;
  return `may run out by ${first}${likely === undefined ? '' : ` (likely ${likely})`}`;
}

/** "~320 of 1,000 credits expire on Mar 14"; without a forecast "320 of 1,000 credits expire on Mar 14 unless used". */
function expiringText(alert: Extract<AlertFacts, { kind: 'expiring' }>, format: Format, now: number): string {
  const { amount, allocated, unit, at, forecast } = alert;
  const isWhole = allocated === undefined || allocated <= amount;
  const number = forecast ? format.roughly(amount, unit) : format.amount(amount, unit);
  const withUnit = forecast ? format.roughlyWithUnit(amount, unit) : format.amountWithUnit(amount, unit);
  const what = isWhole ? withUnit : `${number} of ${format.amountWithUnit(allocated, unit)}`;
  return `${forecast ? '~' : ''}${what} ${expireVerb(number, unit, format)} on ${format.date(at, now)}${forecast ? '' : ' unless used'}`;
}

/** "12× normal". */
function timesText(used: number, usual: number, format: Format): string {
  const times = Math.floor(used / usual);
  const number = (value: number) => format.amount(value, count(''));
  // "More than" would say something about what is hidden.
  return times > mostTimes && !format.hidesAmounts
    ? `more than ${number(mostTimes)}× normal`
    : `${number(times)}× normal`;
}
