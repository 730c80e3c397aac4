import * as vscode from 'vscode';
import type { CheckPorts } from './core/check.ts';
import { Outlooks } from './core/history/outlooks.ts';
import { Refresher } from './core/refresher.ts';
import { providers } from './providers/index.ts';
import type { Shown } from './showLastKnown.ts';
import { AlertsFile } from './storage/alertsFile.ts';
import { HistoryFile } from './storage/historyFile.ts';
import { keyFingerprints as fingerprints } from './storage/keyFingerprints.ts';
import { LastUse } from './storage/lastUse.ts';
import { LeaseFiles } from './storage/leaseFiles.ts';
import { sweepFolder } from './storage/sweepFolder.ts';
import { watchFolder } from './storage/watchFolder.ts';
import { Alerts } from './vscode/alerts.ts';
import { BalancesView } from './vscode/balancesView.ts';
import { commandRunner } from './vscode/commandRunner.ts';
import { Dashboard } from './vscode/dashboard.ts';
import { fullStatus } from './vscode/fullStatus.ts';
import { lineColor } from './vscode/lineColor.ts';
import { ManualRefresh } from './vscode/manualRefresh.ts';
import type { RunCommand } from './vscode/registerCommands.ts';
import { SecretKeys } from './vscode/secretKeys.ts';
import type { Subscriptions } from './vscode/startSoon.ts';
import { statusTooltip } from './vscode/statusTooltip.ts';
import { WindowUse } from './vscode/windowUse.ts';

/** Builds what asks the services and what the commands work with, and begins to ask. */
export function keepUpToDate(
  context: vscode.ExtensionContext,
  subscriptions: Subscriptions,
  { log, files, format, settings, leases, accounts, readings, screen, statusBar, clock }: Shown,
): RunCommand {
  const { folder } = files;
  leases.arrive(new LeaseFiles(folder, (code) => log.warn(`leases: ${code}`), clock));
  void sweepFolder(folder, leases, clock.now());
  const keys = new SecretKeys(context.secrets, clock);
  const providerOf = (id: string) => providers.find((provider) => provider.id === id);
  const check: CheckPorts = {
    // VS Code's own, at the time of the call: it honours the proxy settings and the system's certificates.
    fetch: (url, init) => fetch(url, init),
    clock,
    keys,
    fingerprints,
    providerOf,
    endpointOf: (provider) => settings.endpointOf(provider),
  };
  const history = new HistoryFile(files);
  const lookAgain = () => void accounts.load().then(() => Promise.all([readings.load(), history.load()]));
  const use = new WindowUse(new LastUse(folder), clock, lookAgain);
  const refresher = new Refresher({
    ...check,
    accounts,
    readings,
    leases,
    log,
    random: Math.random,
    keysAreShared: vscode.env.uiKind === vscode.UIKind.Desktop,
    interval: () => settings.interval * use.factor,
  });
  const manualRefresh = new ManualRefresh(refresher, clock);
  const view = new BalancesView(format, providerOf);
  const dashboard = new Dashboard({ extensionUri: context.extension.extensionUri, locale: format.locale, providerOf });
  const alertsFile = new AlertsFile(files);
  const alerts = new Alerts({
    store: alertsFile,
    clock,
    log,
    format,
    settings,
    providerOf,
    onDidTick: refresher.onDidTick,
    checkAgain: (account) => void refresher.refresh([account], new AbortController().signal),
  });
  // What was read last may not have come into the history: a window can end between the two.
  const remembered = history.load().then(() => {
    for (const reading of readings.all().values()) history.add(reading, undefined);
  });
  subscriptions.push(
    keys,
    refresher,
    manualRefresh,
    view,
    dashboard,
    alerts,
    alertsFile,
    history,
    use,
    readings.onDidPut(({ reading, previous }) => void remembered.then(() => history.add(reading, previous))),
    vscode.window.onDidChangeActiveColorTheme(() => screen.draw()),
    watchFolder(folder, lookAgain),
    refresher.onDidTick(() => void use.look()),
    settings.onDidChange(() => void refresher.refreshMoved()),
    keys.onDidChange((accountId) => void refresher.keyChanged(accountId)),
  );
  screen.follow({
    refresher,
    manualRefresh,
    outlooks: new Outlooks({ accounts, readings, history }),
    show(summary, awaited) {
      const tooltip = statusTooltip(summary, format, lineColor());
      statusBar.show(fullStatus(summary, format, settings.statusBar), tooltip);
      view.show(summary, awaited, alerts.attention(summary));
      dashboard.show(summary);
      alerts.look(summary);
    },
  });
  refresher.start();
  return commandRunner({
    providers,
    accounts,
    readings,
    history,
    dashboard,
    keys,
    fingerprints,
    check,
    manualRefresh,
    format,
    log,
  });
}
