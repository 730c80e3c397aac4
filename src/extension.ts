import * as vscode from 'vscode';
import type { CheckPorts } from './core/check.ts';
import { Format } from './core/format.ts';
import { Refresher } from './core/refresher.ts';
import { providers } from './providers/index.ts';
import { AccountsFile } from './storage/accountsFile.ts';
import { ReadingsFile } from './storage/readingsFile.ts';
import { BalancesView } from './vscode/balancesView.ts';
import { allCommands } from './vscode/commands/index.ts';
import { ManualRefresh } from './vscode/manualRefresh.ts';
import { OutputLog } from './vscode/outputLog.ts';
import { registerCommands } from './vscode/registerCommands.ts';
import { Screen } from './vscode/screen.ts';
import { SecretKeys } from './vscode/secretKeys.ts';
import { Settings } from './vscode/settings.ts';
import { StatusBar } from './vscode/statusBar.ts';
import { systemClock as clock } from './vscode/systemClock.ts';
import { userLocale } from './vscode/userLocale.ts';

/** Builds the parts and hands them to each other. Nothing is awaited: VS Code never waits for our disk or network. */
export function activate(context: vscode.ExtensionContext): void {
  const log = new OutputLog();
  const report = ({ file, kind, code }: { file: string; kind: string; code?: string | undefined }) =>
    log.warn(`${file}: ${kind}${code ? ` (${code})` : ''}`);
  const folder = context.globalStorageUri.fsPath;
  const format = new Format(userLocale(vscode.env.language, Intl.DateTimeFormat().resolvedOptions().locale));
  const settings = new Settings();
  const keys = new SecretKeys(context.secrets, clock);
  const accounts = new AccountsFile(folder, report);
  const readings = new ReadingsFile(folder, report, (reading) => accounts.has(reading.accountId, reading.keySetAt));
  const providerOf = (id: string) => providers.find((provider) => provider.id === id);
  const check: CheckPorts = {
    fetch: (url, init) => fetch(url, init),
    clock,
    keys,
    providerOf,
    endpointOf: (provider) => settings.endpointOf(provider),
  };
  const refresher = new Refresher({
    ...check,
    accounts,
    readings,
    log,
    random: Math.random,
    interval: () => settings.interval,
  });
  const manualRefresh = new ManualRefresh(refresher, clock);
  const statusBar = new StatusBar();
  const view = new BalancesView();
  const screen = new Screen({
    facts: () => ({
      accounts: accounts.all(),
      loaded: accounts.loaded,
      readings: readings.all(),
      running: refresher.running,
      awaited: manualRefresh.awaited,
      thresholds: settings.thresholds,
      interval: settings.interval,
      now: clock.now(),
    }),
    changes: [accounts, readings, settings, refresher, manualRefresh].map(({ onDidChange }) => onDidChange),
    format,
    providerOf,
    clock,
    statusBar,
    view,
  });
  context.subscriptions.push(
    log,
    settings,
    statusBar,
    view,
    screen,
    refresher,
    manualRefresh,
    accounts.onDidChange(() => readings.prune()),
    registerCommands(allCommands, { providers, accounts, readings, keys, check, manualRefresh, format, log }),
  );
  void Promise.all([accounts.load(), readings.load()]).then(() => refresher.start());
}
