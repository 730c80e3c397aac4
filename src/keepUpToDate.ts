import * as vscode from 'vscode';
import { Outlooks } from './core/history/forecast/outlook.ts';
import type { CheckPorts } from './core/refresh/checkAccount.ts';
import { Refresher } from './core/refresh/refresher.ts';
import { providers } from './providers/index.ts';
import type { Shown } from './showLastKnown.ts';
import { ActivityFile } from './storage/activityFile.ts';
import { AlertsFile } from './storage/alertsFile.ts';
import { HistoryFile } from './storage/historyFile.ts';
import { keyFingerprints as fingerprints } from './storage/keyFingerprints.ts';
import { sweepFolder } from './storage/sweepFolder.ts';
import { watchFolder } from './storage/watchFolder.ts';
import { Activity } from './vscode/activity.ts';
import { Alerts } from './vscode/alerts.ts';
import { BalancesView } from './vscode/balancesView.ts';
import { commandRunner } from './vscode/commandRunner.ts';
import { Dashboard } from './vscode/dashboard.ts';
import type { Subscriptions } from './vscode/lazyStart.ts';
import { ManualRefresh } from './vscode/manualRefresh.ts';
import type { RunCommand } from './vscode/registerCommands.ts';
import { SecretKeys } from './vscode/secretKeys.ts';

/** Builds what asks the services and what the commands work with, and begins to ask. */
export function keepUpToDate(
  context: vscode.ExtensionContext,
  subscriptions: Subscriptions,
  { log, files, format, settings, locks, accounts, readings, summary, clock }: Shown,
): RunCommand {
  const { folder } = files;
  void sweepFolder(folder, locks, clock.now());
  const keys = new SecretKeys(context.secrets, clock);
  const check: CheckPorts = {
    // VS Code's own, at the time of the call: it honours the proxy settings and the system's certificates.
    fetch: (url, init) => fetch(url, init),
    clock,
    keys,
    fingerprints,
    providers,
    endpointsOf: (provider, key, parameters) => settings.endpointsOf(provider, key, parameters),
  };
  const history = new HistoryFile(files);
  const lookAgain = () => void accounts.load().then(() => Promise.all([readings.load(), history.load()]));
  const use = new Activity(new ActivityFile(folder), clock, lookAgain);
  const refresher = new Refresher({
    ...check,
    accounts,
    readings,
    locks,
    log,
    random: Math.random,
    keysAreShared: vscode.env.uiKind === vscode.UIKind.Desktop,
    interval: () => settings.interval.value * use.factor,
  });
  const manualRefresh = new ManualRefresh(refresher, clock);
  const dashboard = new Dashboard({
    extensionUri: context.extension.extensionUri,
    locale: format.locale,
    summary,
    providers,
  });
  const alertsFile = new AlertsFile(files);
  const alerts = new Alerts({
    store: alertsFile,
    clock,
    log,
    format,
    settings,
    summary,
    providers,
  });
  const view = new BalancesView({ summary, format, providers, attention: (current) => alerts.attention(current) });
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
    watchFolder(folder, lookAgain),
    refresher.onDidTick(() => void use.look()),
    settings.endpoints.onDidChange(() => void refresher.refreshMoved()),
    keys.onDidChange((accountId) => void refresher.keyChanged(accountId)),
  );
  summary.follow({
    checks: {
      get refreshing() {
        return manualRefresh.awaited ? refresher.running : new Set<string>();
      },
      onDidChange: (listener) => {
        const both = [refresher.onDidChange(listener), manualRefresh.onDidChange(listener)];
        return { dispose: () => both.forEach((one) => one.dispose()) };
      },
    },
    outlooks: new Outlooks({ accounts, readings, history }),
    hostOf: (account) => {
      const provider = providers.get(account.provider);
      const endpoint = provider && settings.endpointOf(provider);
      return endpoint && new URL(endpoint.origin).host;
    },
  });
  refresher.start();
  return commandRunner({
    providers,
    summary,
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
