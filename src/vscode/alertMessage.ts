import type { Alert } from '../core/alerts/alert.ts';
import type { AlertKind } from '../core/alerts/alertKind.ts';
import type { Format } from '../core/format.ts';
import { alertText } from '../core/text/alertText.ts';
import { failureHelp, type Remedy } from '../core/text/failureText.ts';
import { type CommandId, commands } from './names.ts';
import type { RowTarget } from './treeRows.ts';

/** A message about alerts, ready to be shown. */
export interface AlertMessage {
  /** For most alerts; what only has to be known is an information. */
  readonly severity: 'warning' | 'information';
  readonly text: string;
  readonly buttons: readonly AlertButton[];
}

/** What a button of an alert does. */
export type AlertButton = { readonly title: string } & (
  | { readonly does: 'run'; readonly command: CommandId; readonly target?: RowTarget | undefined }
  | { readonly does: 'snooze' }
  | { readonly does: 'turnOff'; readonly kinds: readonly AlertKind[] }
);

type Mending = Extract<AlertButton, { does: 'run' }>;

const calm: ReadonlySet<AlertKind> = new Set(['lapsing', 'noAnswer']);

/** What to say of these alerts, and the ways to mend them or to hear no more of them. */
export function alertMessage(
  alerts: readonly Alert[],
  format: Format,
  now: number,
  hasBillingPage: (accountId: string) => boolean,
): AlertMessage {
  const kinds = [...new Set(alerts.map(({ kind }) => kind))];
  return {
    severity: kinds.every((kind) => calm.has(kind)) ? 'information' : 'warning',
    text: alertText(alerts, format, now),
    buttons: [
      mendingAll(alerts.map((alert) => mending(alert, hasBillingPage(alert.accountId)))),
      { title: 'Snooze for a Day', does: 'snooze' },
      { title: kinds.length > 1 ? "Don't Show These Again" : "Don't Show Again", does: 'turnOff', kinds },
    ],
  };
}

const show: Mending = { title: 'Show Balances', does: 'run', command: commands.showBalances };

/** One way that mends them all; where each needs its own, the view has them. */
function mendingAll([first, ...others]: readonly Mending[]): Mending {
  const isSame = (other: Mending) =>
    other.command === first?.command && other.target?.accountId === first.target?.accountId;
  return first && others.every(isSame) ? first : show;
}

function mending(alert: Alert, hasBillingPage: boolean): Mending {
  const target: RowTarget = { accountId: alert.accountId };
  const billing: Mending = hasBillingPage
    ? { title: 'Open Billing Page', does: 'run', command: commands.openBilling, target }
    : show;
  const replace: Mending = { title: 'Replace Key', does: 'run', command: commands.replaceKey, target };
  const byRemedy: Readonly<Record<Remedy, Mending>> = {
    replaceKey: replace,
    openBilling: billing,
    refresh: { title: 'Ask Again', does: 'run', command: commands.refresh, target },
    openSettings: show,
    removeAccount: show,
  };
  switch (alert.kind) {
    case 'low':
    case 'critical':
    case 'empty':
    case 'blocked':
    case 'runway':
      return billing;
    case 'burst':
      return replace;
    case 'lapsing':
      return show;
    case 'keyRefused':
    case 'noAnswer':
      return byRemedy[failureHelp(alert.failure).remedy];
  }
}
