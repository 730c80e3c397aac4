import * as vscode from 'vscode';
import type { CheckPorts } from './core/check.ts';
import { Refresher } from './core/refresher.ts';
import { providers } from './providers/index.ts';
import type { Shown } from './showLastKnown.ts';
import { keyFingerprints as fingerprints } from './storage/keyFingerprints.ts';
import { LastUse } from './storage/lastUse.ts';
import { LeaseFiles } from './storage/leaseFiles.ts';
import { sweepFolder } from './storage/sweepFolder.ts';
import { watchFolder } from './storage/watchFolder.ts';
import { BalancesView } from './vscode/balancesView.ts';
import { commandRunner } from './vscode/commandRunner.ts';
import { ManualRefresh } from './vscode/manualRefresh.ts';
import type { RunCommand } from './vscode/registerCommands.ts';
import { SecretKeys } from './vscode/secretKeys.ts';
import type { Subscriptions } from './vscode/startSoon.ts';
import { WindowUse } from './vscode/windowUse.ts';

/** Builds what asks the services and what the commands work with, and begins to ask. */
export function keepUpToDate(
  context: vscode.ExtensionContext,
  subscriptions: Subscriptions,
  { log, folder, format, settings, leases, accounts, readings, screen, clock }: Shown,
): RunCommand {
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
  const lookAgain = () => void accounts.load().then(() => readings.load());
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
  subscriptions.push(
    keys,
    refresher,
    manualRefresh,
    view,
    use,
    watchFolder(folder, lookAgain),
    refresher.onDidTick(() => void use.look()),
    settings.onDidChange(() => void refresher.refreshMoved()),
    keys.onDidChange((accountId) => void refresher.keyChanged(accountId)),
  );
  screen.follow({ refresher, manualRefresh, view });
  refresher.start();
  return commandRunner({ providers, accounts, readings, keys, fingerprints, check, manualRefresh, format, log });
}
