import type { Balance, Pool } from '../core/balance.ts';
import type { Failure } from '../core/failure.ts';
import type { Format } from '../core/format.ts';
import type { ExpectedExpiry } from '../core/history/forecast/forecast.ts';
import type { Provider } from '../core/provider.ts';
import type { AccountSummary } from '../core/summary.ts';
import { failureHelp, failureLabel, type Remedy } from '../core/text/failureText.ts';
import { expiryLossText } from '../core/text/forecastText.ts';
import { lotWords, planText, topUpText } from '../core/text/lotText.ts';
import { commands, section, settings } from './names.ts';
import { outlookRows } from './outlookRows.ts';
import type { Detail, Row, RowAction, RowTarget } from './treeRows.ts';

/** The rows below an account's: what helps against its failure, its parameters, plan, lots and top-ups. */
export function detailRows(
  { account, reading, main }: AccountSummary,
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
  if (balance && main) {
    const { outlook, pool } = main;
    const rows = outlook ? outlookRows(outlook, pool, format, now, detail) : [];
    const rest = balanceRows(balance, pool, outlook?.forecast?.expiries ?? [], format, now, detail);
    // That something is not known yet is the last thing that a person wants to know.
    found.push(...(outlook?.usageRate ? [...rows, ...rest] : [...rest, ...rows]));
  }
  return found;
}

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
  const label = `${capitalised(failureLabel(failure, format, now))}. ${action.title}`;
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

function balanceRows(
  { usageAllowed, plan }: Balance,
  { unit, lots = [], topUps = [] }: Pool,
  expiries: readonly ExpectedExpiry[],
  format: Format,
  now: number,
  detail: Detail,
): readonly Row[] {
  const found: Row[] = [];
  if (usageAllowed !== undefined) {
    const label = usageAllowed ? 'Use is allowed' : 'Use is blocked by the service';
    found.push(detail('usage', label, usageAllowed ? 'check' : 'circle-slash'));
  }
  if (plan) found.push(detail('plan', planText(plan, unit, format), 'package'));
  for (const [index, lot] of lots.entries()) {
    const expiry = expiries.find((one) => one.lot === lot);
    const lost = expiry && expiryLossText(expiry, unit, format);
    const label = `${lot.kind}: ${lotWords(lot, unit, format, now, expiry?.amount).join(', ')}`;
    const spent = lot.pending || (lot.expiresAt !== undefined && lot.expiresAt <= now);
    found.push(
      detail(`lot/${index}`, label, 'layers', {
        tooltip: [label, lost].filter(Boolean).join('\n'),
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

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
