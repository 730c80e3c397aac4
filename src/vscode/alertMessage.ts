import type { Alert, AlertKind } from '../core/alerts/alert.ts';
import type { Format } from '../core/format.ts';
import { alertText } from '../core/text/alertText.ts';
import { failureHelp, type Remedy } from '../core/text/failureHelp.ts';
import { type CommandId, commands } from './names.ts';
import type { RowTarget } from './treeRow.ts';

/** A message about alerts, ready to be shown. */
export interface AlertMessage {
  /** A warning for most alerts. */
  readonly severity: 'warning' | 'information';
  readonly text: string;
  readonly buttons: readonly AlertButton[];
}

/** A button of an alert, and what it does. */
export type AlertButton = { readonly title: string } & (
  | { readonly does: 'run'; readonly command: CommandId; readonly target?: RowTarget | undefined }
  | { readonly does: 'snooze' }
  | { readonly does: 'turnOff'; readonly kinds: readonly AlertKind[] }
);

type Action = Extract<AlertButton, { does: 'run' }>;

/** Something to know rather than to act on at once. */
const informational: ReadonlySet<AlertKind> = new Set(['expiring', 'unreachable']);

/** The message for these alerts: what helps comes first, then the ways not to see them for a day or again. */
export function alertMessage(
  alerts: readonly Alert[],
  format: Format,
  now: number,
  hasBillingPage: (accountId: string) => boolean,
): AlertMessage {
  const kinds = [...new Set(alerts.map(({ kind }) => kind))];
  return {
    severity: kinds.every((kind) => informational.has(kind)) ? 'information' : 'warning',
    text: alertText(alerts, format, now),
    buttons: [
      commonAction(alerts.map((alert) => actionFor(alert, hasBillingPage(alert.accountId)))),
      { title: 'Snooze', does: 'snooze' },
      ...muteButton(alerts),
      { title: 'Turn Off', does: 'turnOff', kinds },
    ],
  };
}

const show: Action = { title: 'Show Balances', does: 'run', command: commands.showBalances };

/** Where the message is about one account. */
function muteButton([first, ...others]: readonly Alert[]): readonly AlertButton[] {
  if (!first || others.some(({ accountId }) => accountId !== first.accountId)) return [];
  const { accountId } = first;
  return [{ title: 'Mute This Account', does: 'run', command: commands.muteAccount, target: { accountId } }];
}

/** The action that helps with all of them, or the view, which has one for each. */
function commonAction([first, ...others]: readonly Action[]): Action {
  const isSame = (other: Action) =>
    other.command === first?.command && other.target?.accountId === first.target?.accountId;
  return first && others.every(isSame) ? first : show;
}

function actionFor(alert: Alert, hasBillingPage: boolean): Action {
  const target: RowTarget = { accountId: alert.accountId };
  const billing: Action = hasBillingPage
    ? { title: 'Top Up', does: 'run', command: commands.openBilling, target }
    : show;
  const replace: Action = { title: 'Replace Key', does: 'run', command: commands.replaceKey, target };
  const byRemedy: Readonly<Record<Remedy, Action>> = {
    replaceKey: replace,
    openBilling: billing,
    refresh: { title: 'Try Again', does: 'run', command: commands.refresh, target },
    openSettings: show,
    openProxySettings: show,
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
    case 'expiring':
      return show;
    case 'invalidKey':
    case 'unreachable':
      return byRemedy[failureHelp(alert.failure).remedy];
  }
}
