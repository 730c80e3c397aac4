import * as vscode from 'vscode';
import { readEntryValue } from './core/catalog/customEntries.ts';
import { Outlooks } from './core/history/forecast/outlook.ts';
import type { ReadPorts } from './core/refresh/readAccount.ts';
import { readBalance } from './core/refresh/readBalance.ts';
import { Refresher } from './core/refresh/refresher.ts';
import { entryProblemsText, entryProblemText } from './core/text/entryProblemText.ts';
import { providers as written } from './providers/index.ts';
import { catalogLines, Registry } from './providers/registry.ts';
import { unreadable } from './providers/unreadable.ts';
import type { Shown } from './showLastKnown.ts';
import { ActivityFile } from './storage/activityFile.ts';
import { AlertsFile } from './storage/alertsFile.ts';
import { readCatalogFile } from './storage/catalogFile.ts';
import { HistoryFolder } from './storage/historyFolder.ts';
import { keyFingerprints as fingerprints } from './storage/keyFingerprints.ts';
import { sweepFolder } from './storage/sweepFolder.ts';
import { watchFolder } from './storage/watchFolder.ts';
import { Activity } from './vscode/activity.ts';
import { Alerts } from './vscode/alerts.ts';
import { BalancesView } from './vscode/balancesView.ts';
import { addAccount } from './vscode/commands/addAccount.ts';
import { cancelRefresh } from './vscode/commands/cancelRefresh.ts';
import { changeParameters } from './vscode/commands/changeParameters.ts';
import { chooseStatusBar } from './vscode/commands/chooseStatusBar.ts';
import { type Command, lateCommand, onSelection } from './vscode/commands/command.ts';
import { copyBalance } from './vscode/commands/copyBalance.ts';
import { hideFromStatusBar } from './vscode/commands/hideFromStatusBar.ts';
import { muteAccount } from './vscode/commands/muteAccount.ts';
import { openBilling } from './vscode/commands/openBilling.ts';
import { openDashboard } from './vscode/commands/openDashboard.ts';
import { openSettings } from './vscode/commands/openSettings.ts';
import { pauseAccount } from './vscode/commands/pauseAccount.ts';
import { pinToStatusBar } from './vscode/commands/pinToStatusBar.ts';
import { refresh } from './vscode/commands/refresh.ts';
import { removeAccount } from './vscode/commands/removeAccount.ts';
import { removeAllKeys } from './vscode/commands/removeAllKeys.ts';
import { renameAccount } from './vscode/commands/renameAccount.ts';
import { replaceKey } from './vscode/commands/replaceKey.ts';
import { resumeAccount } from './vscode/commands/resumeAccount.ts';
import { setLowBalanceAlert } from './vscode/commands/setLowBalanceAlert.ts';
import { showBalances } from './vscode/commands/showBalances.ts';
import { showInStatusBar } from './vscode/commands/showInStatusBar.ts';
import { showLog } from './vscode/commands/showLog.ts';
import { togglePrivacy } from './vscode/commands/togglePrivacy.ts';
import { unmuteAccount } from './vscode/commands/unmuteAccount.ts';
import { unpinFromStatusBar } from './vscode/commands/unpinFromStatusBar.ts';
import { Dashboard } from './vscode/dashboard.ts';
import type { Subscriptions } from './vscode/lazyStart.ts';
import { ManualRefresh } from './vscode/manualRefresh.ts';
import { commands } from './vscode/names.ts';
import { reportErrors } from './vscode/reportErrors.ts';
import { keysAreShared, SecretKeys } from './vscode/secretKeys.ts';
import { windowUi as ui } from './vscode/windowUi.ts';
import { splitAlerts } from './vscode/writeAlertSettings.ts';

/** Builds what asks the services and what the commands work with, and begins to ask. */
export async function keepUpToDate(
  context: vscode.ExtensionContext,
  subscriptions: Subscriptions,
  { log, files, format, privacy, settings, schedule, locks, accounts, readings, summary, statusBar, clock }: Shown,
): Promise<readonly Command[]> {
  const { folder } = files;
  void sweepFolder(folder, locks, clock.now());
  const keys = new SecretKeys(context.secrets, clock, fingerprints);
  const providers = new Registry({
    written: written.all,
    unreadable,
    catalog: () => catalogLines(readCatalogFile(context.extensionPath)),
    custom: settings.customProviders,
  });
  const noteCustomProblems = () => {
    for (const problem of providers.customEntries.problems) log.warn(entryProblemText(problem));
  };
  noteCustomProblems();
  const inBrowser = vscode.env.uiKind === vscode.UIKind.Web;
  const runsInWorkspace = context.extension.extensionKind === vscode.ExtensionKind.Workspace;
  const sharesKeys = keysAreShared({ inBrowser, remoteName: vscode.env.remoteName, runsInWorkspace });
  const check: ReadPorts = {
    // VS Code's own, at the time of the call: it honours the proxy settings and the system's certificates.
    fetch: (url, init) => fetch(url, init),
    clock,
    keys,
    fingerprints,
    providers,
    endpointsOf: (provider, key, parameters) => settings.endpointsOf(provider, key, parameters),
  };
  const history = new HistoryFolder(files);
  // Before anything shows it: rows are drawn once, with their forecasts.
  await history.load();
  // What was read last may not be in the history: a window can end between the two.
  for (const reading of readings.all().values()) history.add(reading, undefined);
  const reload = () => void accounts.load().then(() => Promise.all([readings.load(), history.load()]));
  const refresher = new Refresher({
    ...check,
    accounts,
    readings,
    locks,
    log,
    random: Math.random,
    keysAreShared: sharesKeys,
    schedule,
  });
  const activity = new Activity({
    window: vscode.window,
    lastUse: new ActivityFile(folder),
    clock,
    schedule,
    onFocus() {
      reload();
      refresher.look();
    },
  });
  const manualRefresh = new ManualRefresh(refresher, clock);
  const dashboard = new Dashboard({
    extensionUri: context.extension.extensionUri,
    locale: format.locale,
    summary,
    providers,
    privacy,
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
  summary.follow({
    checks: refresher,
    outlooks: new Outlooks({ accounts, readings, history }),
    hostOf: (account) => {
      const provider = providers.get(account.provider);
      const endpoint = provider && settings.endpointOf(provider);
      return endpoint && new URL(endpoint.origin).host;
    },
    leastIntervalOf: (account) => providers.get(account.provider)?.least,
  });
  const view = new BalancesView({
    summary,
    format,
    providers,
    privacy,
    grouping: settings.groupByService,
    settingsProblem: {
      get value() {
        return entryProblemsText(providers.customEntries.problems);
      },
      onDidChange: providers.onDidChange,
    },
  });
  statusBar.linkBillingPages((provider) => providers.get(provider)?.pages.billing !== undefined);
  subscriptions.push(
    keys,
    refresher,
    manualRefresh,
    view,
    dashboard,
    alerts,
    alertsFile,
    history,
    activity,
    readings.onDidPut(({ reading, previous }) => history.add(reading, previous)),
    watchFolder(folder, reload),
    settings.endpoints.onDidChange(() => void refresher.endpointsChanged()),
    providers.onDidChange(() => {
      noteCustomProblems();
      void refresher.endpointsChanged();
      summary.update();
    }),
    settings.interval.onDidChange(() => refresher.look()),
    keys.onDidChange((accountId) => void refresher.keyChanged(accountId)),
  );
  refresher.start();
  // Tried again at the next start; until then the object is read.
  splitAlerts(settings).catch(() => log.warn('settings: credits.alerts could not be split'));
  const common = { ui, accounts, providers, format, clock };
  const entry: Parameters<typeof addAccount>[0] & Parameters<typeof changeParameters>[0] = {
    ...common,
    readings,
    keys,
    fingerprints,
    inBrowser,
    endpointsOf: check.endpointsOf,
    readBalance: (provider, endpoints, key, parameters, signal) =>
      readBalance(check, provider, endpoints, key, parameters, signal),
  };
  const all = [
    refresh({ ...common, manualRefresh, alerts, summary }),
    cancelRefresh(manualRefresh),
    addAccount(entry),
    lateCommand(commands.addCustomService, async () => {
      const { addCustomService } = await import('./vscode/commands/addCustomService.ts');
      const add = (service: unknown) => settings.addCustomProvider(service);
      const customProviders = { value: settings.customProviders.value, add };
      // With the check of entries that is loaded here already.
      const isUsable = (service: unknown) => 'entry' in readEntryValue(service);
      return addCustomService({ ...entry, customProviders, isUsable });
    }),
    lateCommand(commands.importKeys, async () => {
      const { importKeys } = await import('./vscode/commands/importKeys.ts');
      const { pickedEnvFiles, workspaceEnvFiles } = await import('./vscode/envFiles.ts');
      const environment = { name: 'environment', variables: process.env };
      return importKeys({ ...entry, log, environment, workspaceFiles: workspaceEnvFiles, pickFiles: pickedEnvFiles });
    }),
    replaceKey(entry),
    changeParameters(entry),
    onSelection(renameAccount(common), () => view.selected),
    onSelection(removeAccount({ ...common, keys, history }), () => view.selected),
    setLowBalanceAlert({ ...common, summary, settings }),
    muteAccount(common),
    unmuteAccount(common),
    removeAllKeys({ ...common, keys, history, keysAreShared: sharesKeys }),
    onSelection(
      copyBalance({ ...common, summary, copy: (text) => vscode.env.clipboard.writeText(text) }),
      () => view.selected,
    ),
    pauseAccount(common),
    resumeAccount(common),
    pinToStatusBar(common),
    unpinFromStatusBar(common),
    hideFromStatusBar(common),
    showInStatusBar(common),
    chooseStatusBar({ ui, settings }),
    togglePrivacy(privacy, ui),
    openSettings(ui, context.extension.id, summary),
    showBalances(ui, view),
    openDashboard(dashboard),
    openBilling(common),
    lateCommand(commands.willItLast, async () => {
      const { willItLast } = await import('./vscode/commands/willItLast.ts');
      return willItLast({ ...common, history, summary });
    }),
    lateCommand(commands.exportStatement, async () => {
      const { exportStatement } = await import('./vscode/commands/exportStatement.ts');
      return exportStatement({ ...common, history, log });
    }),
    lateCommand(commands.deleteHistory, async () => {
      const { deleteHistory } = await import('./vscode/commands/deleteHistory.ts');
      return deleteHistory({ ...common, history });
    }),
    showLog(log),
  ];
  return reportErrors(all, { ui, log, folder: context.extensionUri.fsPath });
}
