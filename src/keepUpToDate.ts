import type * as vscode from 'vscode';
import type { CheckPorts } from './core/check.ts';
import { Refresher } from './core/refresher.ts';
import { providers } from './providers/index.ts';
import type { Shown } from './showLastKnown.ts';
import { BalancesView } from './vscode/balancesView.ts';
import { commandRunner } from './vscode/commandRunner.ts';
import { ManualRefresh } from './vscode/manualRefresh.ts';
import type { RunCommand } from './vscode/registerCommands.ts';
import { SecretKeys } from './vscode/secretKeys.ts';
import type { Subscriptions } from './vscode/startSoon.ts';

/** Builds what asks the services and what the commands work with, and begins to ask. */
export function keepUpToDate(
  context: vscode.ExtensionContext,
  subscriptions: Subscriptions,
  { log, format, settings, accounts, readings, screen, clock }: Shown,
): RunCommand {
  const keys = new SecretKeys(context.secrets, clock);
  const providerOf = (id: string) => providers.find((provider) => provider.id === id);
  const check: CheckPorts = {
    // VS Code's own, at the time of the call: it honours the proxy settings and the system's certificates.
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
  const view = new BalancesView(format, providerOf);
  subscriptions.push(
    refresher,
    manualRefresh,
    view,
    settings.onDidChange(() => void refresher.refreshMoved()),
  );
  screen.follow({ refresher, manualRefresh, view });
  refresher.start();
  return commandRunner({ providers, accounts, readings, keys, check, manualRefresh, format, log });
}
