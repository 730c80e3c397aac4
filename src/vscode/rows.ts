import type { Balance, Lot, TopUp, Unit } from '../core/balance.ts';
import type { Failure } from '../core/failure.ts';
import { failureHelp, type Remedy } from '../core/failureHelp.ts';
import { failureWords } from '../core/failureWords.ts';
import type { Format } from '../core/format.ts';
import type { Provider } from '../core/provider.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { accountWords } from './accountWords.ts';
import { commands, section, settings } from './names.ts';

/** A row of the tree, ready to be assigned. Texts are plain, never markdown. */
export interface Row {
  /** Stays the same while what it stands for does, so that the tree keeps what is open and selected. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip: string;
  /** For screen readers; what the icon says is said here in words. */
  readonly accessibilityLabel: string;
  /** A codicon id. */
  readonly icon: string;
  readonly color?: 'problemsWarningIcon.foreground' | 'problemsErrorIcon.foreground' | 'disabledForeground';
  /** For `when` clauses: what can be done with the row. */
  readonly context: string;
  /** What a click does. */
  readonly action?: RowAction;
  /** The account that the row is about. */
  readonly accountId: string;
  readonly children: readonly Row[];
}

export interface RowAction {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/** What a command that is run on a row gets. It names the account and holds nothing else of it. */
export interface RowTarget {
  readonly accountId: string;
}

/** Writes the tree from the summary. */
export function rows(
  summary: Summary,
  format: Format,
  providerOf: (id: string) => Provider | undefined,
): readonly Row[] {
  return summary.accounts.map((account) =>
    accountRow(account, format, summary.now, providerOf(account.account.provider)),
  );
}

/** What the view says above its rows, or undefined. */
export function viewMessage({ condition, lastAnswerAt, now }: Summary, format: Format): string | undefined {
  if (condition !== 'offline') return undefined;
  return lastAnswerAt === undefined
    ? 'Offline. No balance has been read yet.'
    : `Offline. The last answer came ${format.age(lastAnswerAt, now)}.`;
}

function accountRow(summary: AccountSummary, format: Format, now: number, provider: Provider | undefined): Row {
  const { account, reading } = summary;
  const words = accountWords(summary, format, now);
  const service = provider && provider.name !== account.label ? ` (${provider.name})` : '';
  const sentence = reading?.failure && failureHelp(reading.failure).sentence(account.label);
  return {
    id: account.id,
    label: account.label,
    description: words.join(' · '),
    tooltip: [`${account.label}${service}: ${words.join(', ')}`, sentence].filter(Boolean).join('\n'),
    accessibilityLabel: `${account.label}${service}, ${words.join(', ')}`,
    ...accountIcon(summary),
    context: provider?.pages.billing ? 'account billing' : 'account',
    accountId: account.id,
    children: details(summary, format, now, provider),
  };
}

function accountIcon({ refreshing, reading, standing, state }: AccountSummary): Pick<Row, 'icon' | 'color'> {
  if (refreshing) return { icon: 'sync~spin' };
  if (reading?.failure?.kind === 'offline') return { icon: 'debug-disconnect' };
  if (reading?.failure) return { icon: 'warning', color: 'problemsWarningIcon.foreground' };
  if (state === 'stale') return { icon: 'history' };
  switch (standing) {
    case 'blocked':
      return { icon: 'circle-slash', color: 'problemsErrorIcon.foreground' };
    case 'empty':
    case 'critical':
      return { icon: 'error', color: 'problemsErrorIcon.foreground' };
    case 'low':
      return { icon: 'warning', color: 'problemsWarningIcon.foreground' };
    case 'unknown':
      return { icon: 'question' };
    case 'fine':
    case 'unlimited':
      return { icon: 'credit-card' };
  }
}

function details(
  { account, reading }: AccountSummary,
  format: Format,
  now: number,
  provider: Provider | undefined,
): readonly Row[] {
  const detail = (id: string, label: string, icon: string, more: Partial<Row> = {}): Row => ({
    id: `${account.id}/${id}`,
    label,
    tooltip: label,
    accessibilityLabel: label,
    icon,
    context: 'detail',
    accountId: account.id,
    children: [],
    ...more,
  });
  const found: Row[] = [];
  if (reading?.failure) found.push(...failureRows(reading.failure, account.label, account.id, format, now, detail));
  for (const parameter of provider?.parameters ?? []) {
    const value = account.parameters[parameter.id];
    if (value) found.push(detail(parameter.id, `${parameter.title}: ${value}`, 'organization'));
  }
  const balance = reading?.balance;
  if (balance) found.push(...balanceRows(balance, format, now, detail));
  return found;
}

type Detail = (id: string, label: string, icon: string, more?: Partial<Row>) => Row;

function failureRows(
  failure: Failure,
  name: string,
  accountId: string,
  format: Format,
  now: number,
  detail: Detail,
): readonly Row[] {
  const { remedy, sentence: say } = failureHelp(failure);
  const action = remedyAction(remedy, accountId);
  const label = `${capitalised(failureWords(failure, format, now))}. ${action.title}`;
  const sentence = say(name);
  return [
    detail('failure', label, remedyIcons[remedy], {
      tooltip: sentence,
      accessibilityLabel: `${sentence} ${action.title}.`,
      action,
    }),
  ];
}

const remedyIcons: Readonly<Record<Remedy, string>> = {
  replaceKey: 'key',
  refresh: 'refresh',
  openBilling: 'link-external',
  openSettings: 'settings-gear',
  removeAccount: 'trash',
};

function remedyAction(remedy: Remedy, accountId: string): RowAction {
  const target: RowTarget = { accountId };
  switch (remedy) {
    case 'replaceKey':
      return { title: 'Replace the key', command: commands.replaceKey, arguments: [target] };
    case 'refresh':
      return { title: 'Ask again', command: commands.refresh, arguments: [target] };
    case 'openBilling':
      return { title: 'Open the billing page', command: commands.openBilling, arguments: [target] };
    case 'openSettings':
      return {
        title: 'Open the setting',
        command: 'workbench.action.openSettings',
        arguments: [`@id:${section}.${settings.endpoints}`],
      };
    case 'removeAccount':
      return { title: 'Remove the account', command: commands.removeAccount, arguments: [target] };
  }
}

function balanceRows(balance: Balance, format: Format, now: number, detail: Detail): readonly Row[] {
  const { unit, usageAllowed, plan, lots = [], topUps = [] } = balance;
  const found: Row[] = [];
  if (usageAllowed !== undefined) {
    const label = usageAllowed ? 'Use is allowed' : 'Use is blocked by the service';
    found.push(detail('usage', label, usageAllowed ? 'check' : 'circle-slash'));
  }
  if (plan) found.push(detail('plan', planText(plan, unit, format), 'package'));
  for (const [index, lot] of lots.entries()) {
    const label = lotText(lot, unit, format, now);
    const spent = lot.pending || (lot.expiresAt !== undefined && lot.expiresAt <= now);
    found.push(
      detail(`lot/${index}`, label, 'layers', {
        accessibilityLabel: `Lot ${label}`,
        ...(spent ? { color: 'disabledForeground' as const } : {}),
      }),
    );
  }
  for (const [index, topUp] of topUps.entries()) {
    const label = topUpText(topUp, unit, format);
    const tooltip = topUp.id ? `Top-up ${topUp.id}: ${label}` : `Top-up: ${label}`;
    found.push(detail(`topUp/${index}`, label, 'add', { tooltip, accessibilityLabel: `Top-up ${label}` }));
  }
  return found;
}

/** "Plan Pro, 10,000 credits, since 1 January 2024", or "No active plan". */
function planText({ name, allowance, since }: NonNullable<Balance['plan']>, unit: Unit, format: Format): string {
  if (name === undefined) return 'No active plan';
  return [
    `Plan ${name}`,
    allowance !== undefined && format.amountWithUnit(allowance, unit),
    since !== undefined && `since ${format.date(since)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** "Subscription: 8,500 of 10,000, expires 1 January 2027 (in 42 days)". */
function lotText(
  { kind, allocated, remaining, expiresAt, pending }: Lot,
  unit: Unit,
  format: Format,
  now: number,
): string {
  const left = remaining === undefined ? 'unknown' : format.amount(remaining, unit);
  const amount = allocated === undefined ? left : `${left} of ${format.amount(allocated, unit)}`;
  return [
    `${kind}: ${amount}`,
    pending && 'not counted yet',
    expiresAt !== undefined && expiryText(expiresAt, format, now),
  ]
    .filter(Boolean)
    .join(', ');
}

function expiryText(expiresAt: number, format: Format, now: number): string {
  return expiresAt <= now
    ? `expired ${format.date(expiresAt)}`
    : `expires ${format.date(expiresAt)} (${format.daysUntil(expiresAt, now)})`;
}

/** "500, completed, 3 March 2026"; the status is the service's own word. */
function topUpText({ amount, status, at }: TopUp, unit: Unit, format: Format): string {
  return [
    amount === undefined ? 'amount unknown' : format.amount(amount, unit),
    status ?? 'status unknown',
    at === undefined ? 'date unknown' : format.date(at),
  ].join(', ');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
