import { day } from '../time.ts';
import { type Alert, type AlertKind, type AlertSubject, parseKey } from './alert.ts';
import type { AlertReport } from './alertReport.ts';
import { type AlertSettings, isOn } from './alertSettings.ts';

/** What is saved about alerts, for all windows and across restarts: one entry an account at most. */
export type AlertState = readonly AccountAlerts[];

/** The alerts of one account with one key. Times are milliseconds since 1970. */
export interface AccountAlerts {
  readonly accountId: string;
  /** `Account.keySetAt`. */
  readonly keySetAt: number;
  /** `Reading.checkedAt` of the reading that last changed something here: older ones change nothing. */
  readonly at: number;
  /** The rules whose first result was taken without an alert, by `ruleKey`. What they raise from then on is news. */
  readonly known: readonly string[];
  /** The alerts that were shown and haven't cleared since, or that are snoozed. */
  readonly alerts: readonly AlertStatus[];
}

export interface AlertStatus {
  /** `alertKey`. */
  readonly key: string;
  /** Whether the alert is shown when it is raised: no more once it was shown, again once it has cleared. */
  readonly armed: boolean;
  /** `Reading.checkedAt` of the reading that it was shown for. */
  readonly at: number;
  /** Not shown before this time. */
  readonly snoozedUntil?: number | undefined;
}

/** What follows from some reports. */
export interface AlertTransition {
  /** The same object as before if nothing has to be saved. */
  readonly state: AlertState;
  /** The alerts to show now, once among all windows. */
  readonly alerts: readonly Alert[];
}

/** Of the kinds that one falling balance goes through, only the most pressing is shown. */
const steps: readonly AlertKind[] = ['blocked', 'empty', 'critical', 'low'];

/**
 * The state after a report on each account that there is: that of other accounts is dropped. Pure: every window that has
 * the state and the reports comes to the same alerts. `now` is in milliseconds since 1970.
 */
export function nextState(
  state: AlertState,
  reports: readonly AlertReport[],
  settings: AlertSettings,
  now: number,
): AlertTransition {
  const alerts: Alert[] = [];
  const accounts = reports.flatMap((report) => {
    const saved = state.find(({ accountId }) => accountId === report.accountId);
    const next = nextAccount(saved, report, settings, now);
    alerts.push(...next.alerts);
    return next.account ?? [];
  });
  const isSame = accounts.length === state.length && accounts.every((account) => state.includes(account));
  return { state: isSame ? state : accounts, alerts };
}

/** The state once the user has snoozed these alerts for a day. `now` is in milliseconds since 1970. */
export function snoozed(state: AlertState, alerts: readonly AlertSubject[], now: number): AlertState {
  return state.map((account) => {
    const keys = alerts
      .filter(({ accountId, keySetAt }) => accountId === account.accountId && keySetAt === account.keySetAt)
      .map(({ key }) => key);
    if (keys.length === 0) return account;
    const others = account.alerts.filter(({ key }) => !keys.includes(key));
    const snoozes = keys.map((key) => {
      const status = account.alerts.find((saved) => saved.key === key);
      // It may have cleared while the message was open.
      return { armed: true, at: account.at, ...status, key, snoozedUntil: now + day };
    });
    return { ...account, alerts: [...others, ...snoozes] };
  });
}

interface AccountTransition {
  readonly account: AccountAlerts | undefined;
  readonly alerts: readonly Alert[];
}

function nextAccount(
  saved: AccountAlerts | undefined,
  report: AlertReport,
  settings: AlertSettings,
  now: number,
): AccountTransition {
  if (saved && isOutdated(report, saved, now)) return { account: saved, alerts: [] };
  const { accountId, keySetAt, checkedAt, results } = report;
  const present = saved?.keySetAt === keySetAt ? withoutUnwanted(saved, report, settings) : undefined;
  if (checkedAt === undefined || results.length === 0) return { account: present, alerts: [] };
  const before = present ?? { accountId, keySetAt, at: checkedAt, known: [], alerts: [] };
  const added = results.map(({ rule }) => rule).filter((rule) => !before.known.includes(rule));
  const statuses = nextStatuses(before.alerts, report, checkedAt, now);
  const alerts = newAlerts(before, report, statuses.news);
  if (added.length === 0 && !statuses.changed) return { account: present, alerts };
  const known = [...before.known, ...added];
  return { account: { ...before, at: checkedAt, known, alerts: statuses.all }, alerts };
}

/**
 * Whether a report comes from a window that doesn't know a newer key or reading yet. A saved time to come was saved
 * before the clock was set back, and doesn't count.
 */
function isOutdated({ keySetAt, checkedAt = 0 }: AlertReport, saved: AccountAlerts, now: number): boolean {
  if (keySetAt !== saved.keySetAt) return keySetAt < saved.keySetAt && saved.keySetAt <= now;
  return checkedAt < saved.at && saved.at <= now;
}

/** Without the kinds that are turned off, which start over when they are turned on, and without pools that are gone. */
function withoutUnwanted(account: AccountAlerts, { pools }: AlertReport, settings: AlertSettings): AccountAlerts {
  const isWanted = (name: string) => {
    const key = parseKey(name);
    return key && isOn(settings, key.kind) && (!pools || key.pool === undefined || pools.includes(key.pool));
  };
  const known = account.known.filter(isWanted);
  const alerts = account.alerts.filter(({ key }) => isWanted(key));
  const isSame = known.length === account.known.length && alerts.length === account.alerts.length;
  return isSame ? account : { ...account, known, alerts };
}

/** The statuses after a report, and the keys of the alerts that are news. */
function nextStatuses(before: readonly AlertStatus[], { results }: AlertReport, checkedAt: number, now: number) {
  const raised = new Set(results.flatMap((result) => result.raised.map(({ key }) => key)));
  const near = new Set(results.flatMap((result) => result.near));
  const rules = new Set(results.map(({ rule }) => rule));
  const said = before.map(({ key }) => key).filter((key) => rules.has(parseKey(key)?.rule ?? ''));
  const statuses = new Map(before.map((status) => [status.key, status]));
  const news = new Set<string>();
  for (const key of new Set([...raised, ...said])) {
    const level = raised.has(key) ? 'raised' : near.has(key) ? 'near' : 'cleared';
    const next = nextStatus(statuses.get(key), key, level, checkedAt, now);
    if (next.isNews) news.add(key);
    if (next.status) statuses.set(key, next.status);
    else statuses.delete(key);
  }
  const changed = statuses.size !== before.length || before.some((status) => statuses.get(status.key) !== status);
  return { all: [...statuses.values()], changed, news };
}

/**
 * What becomes of an alert, and whether it is news. It is armed again only by a later reading than the one that it was
 * shown for, so that two windows with different settings don't show one reading twice. Undefined: armed, not snoozed.
 */
function nextStatus(
  saved: AlertStatus | undefined,
  key: string,
  level: 'raised' | 'near' | 'cleared',
  checkedAt: number,
  now: number,
): { readonly status: AlertStatus | undefined; readonly isNews: boolean } {
  const { armed, at, snoozedUntil } = saved ?? { armed: true, at: checkedAt };
  // No snooze is longer than a day: the clock was set back since, and the rest of it can't be known.
  const until = snoozedUntil === undefined ? undefined : Math.min(snoozedUntil, now + day);
  const isSnoozed = until !== undefined && now < until;
  const isOver = until !== undefined && !isSnoozed;
  const isRaised = level === 'raised';
  const clears = level === 'cleared' && (checkedAt > at || at > now);
  const isNews = isRaised && (armed || isOver);
  const next: AlertStatus = {
    key,
    armed: !isRaised && (armed || clears),
    at: isNews ? checkedAt : at,
    snoozedUntil: isSnoozed ? until : undefined,
  };
  const isSame = saved && next.armed === armed && next.at === at && next.snoozedUntil === snoozedUntil;
  const status = next.armed && next.snoozedUntil === undefined ? undefined : isSame ? saved : next;
  return { status, isNews: isNews && !isSnoozed };
}

/** Of the raised alerts those to show: news of known rules that isn't part of something worse. */
function newAlerts({ known }: AccountAlerts, { results }: AlertReport, news: ReadonlySet<string>): readonly Alert[] {
  const raised = results.filter(({ rule }) => known.includes(rule)).flatMap((result) => result.raised);
  return raised.filter(({ kind, key }) => {
    const pool = parseKey(key)?.pool;
    const isPartOfWorse = raised.some((other) => {
      const isSamePool = other.kind === 'blocked' || parseKey(other.key)?.pool === pool;
      return isSamePool && steps.includes(other.kind) && steps.indexOf(other.kind) < steps.indexOf(kind);
    });
    return news.has(key) && !isPartOfWorse;
  });
}
