import type { Alert } from '../alerts/alert.ts';
import { alertKinds } from '../alerts/alertKind.ts';
import type { Format } from '../format.ts';
import { day, hour } from '../time.ts';
import type { Unit } from '../unit.ts';
import { failureHelp, failureLabel } from './failureText.ts';

/** So many are told in full when there are several. */
const most = 5;
/** Beyond this many times the usual, the number says no more. */
const mostTimes = 1000;

/** The message for these alerts: "Mimir is low: 12 credits.", or "3 alerts: …; …; …." with the most pressing first. */
export function alertText(alerts: readonly Alert[], format: Format, now: number): string {
  const [first, ...others] = alerts.toSorted((a, b) => alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind));
  if (!first) return '';
  const text = others.length === 0 ? single(first, format, now) : several([first, ...others], format, now);
  // Labels are typed by people, and VS Code makes a link of [this](command:that) in any message.
  return text.replace(/[\p{C}\s]+/gu, ' ').replaceAll('](', '] (');
}

function single(alert: Alert, format: Format, now: number): string {
  if (alert.kind === 'keyRefused') return failureHelp(alert.failure).sentence(alert.label);
  const advice = alert.kind === 'burst' ? ' If that was not you, replace the key.' : '';
  return `${matterText(alert, format, now)}.${advice}`;
}

function several(alerts: readonly Alert[], format: Format, now: number): string {
  const told = alerts.slice(0, most).map((alert) => matterText(alert, format, now));
  const rest = alerts.length - told.length;
  return `${alerts.length} alerts: ${[...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')}.`;
}

/** One alert as a clause, without the full stop. */
function matterText(alert: Alert, format: Format, now: number): string {
  const { label } = alert;
  switch (alert.kind) {
    case 'low':
    case 'critical':
    case 'empty':
      return `${label} is ${alert.kind}: ${format.amountWithUnit(alert.amount, alert.unit)}`;
    case 'blocked': {
      const left = alert.amount === undefined ? '' : `, with ${format.amountWithUnit(alert.amount, alert.unit)} left`;
      return `${label}: use is blocked by the service${left}`;
    }
    case 'keyRefused':
      return `${label}: ${failureLabel(alert.failure, format, now)}`;
    case 'burst': {
      const used = format.amountWithUnit(whole(alert.used, alert.unit), alert.unit);
      return `${label} used ${used} in the last hour, ${timesText(alert.used, alert.usual, format)}`;
    }
    case 'runway': {
      const when = alert.emptyAt <= now ? 'about now' : `in about ${spanText(alert.emptyAt - now, format)}`;
      const left = format.amountWithUnit(alert.amount, alert.unit);
      return `${label} runs out ${when} (${format.date(alert.emptyAt)}): ${left} left`;
    }
    case 'lapsing':
      return `${label}: ${expiryLossText(alert, format)}`;
    case 'noAnswer': {
      const why = failureLabel(alert.failure, format, now);
      if (alert.balanceAt === undefined) return `${label} has not given a balance yet (${why})`;
      return `${label} has given no balance for ${spanText(now - alert.balanceAt, format)} (${why})`;
    }
  }
}

/** "320 of 1,000 credits expiry on 14 March 2027 at this pace". */
function expiryLossText(
  { amount, allocated, unit, at, paced }: Extract<Alert, { kind: 'lapsing' }>,
  format: Format,
): string {
  const lost = whole(amount, unit);
  const isWhole = allocated === undefined || allocated <= lost;
  const what = isWhole
    ? format.amountWithUnit(lost, unit)
    : `${format.amount(lost, unit)} of ${format.amountWithUnit(allocated, unit)}`;
  const verb = lost === 1 || unit.kind === 'currency' ? 'expiries' : 'expiry';
  return `${what} ${verb} on ${format.date(at)} ${paced ? 'at this pace' : 'unless used before'}`;
}

/** What was reckoned is not known to the fraction of a credit; of a currency it is. */
function whole(amount: number, unit: Unit): number {
  return unit.kind === 'currency' ? amount : Math.round(amount) || amount;
}

function timesText(used: number, usual: number, format: Format): string {
  if (usual <= 0) return 'where it usually uses none';
  const times = Math.floor(used / usual);
  const count: Unit = { kind: 'count', name: '' };
  return times > mostTimes
    ? `more than ${format.amount(mostTimes, count)} times the usual`
    : `${format.amount(times, count)} times the usual`;
}

/** "2 days", "5 hours", "1 hour": rounded, at least an hour. */
function spanText(span: number, format: Format): string {
  const inHours = span < 1.5 * day;
  const count = Math.max(1, Math.round(span / (inHours ? hour : day)));
  return format.amountWithUnit(count, { kind: 'count', name: inHours ? 'hours' : 'days' });
}
