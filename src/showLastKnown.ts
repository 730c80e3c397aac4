import * as vscode from 'vscode';
import { Format } from './core/format.ts';
import { Troubles } from './core/troubles.ts';
import { AccountsFile } from './storage/accountsFile.ts';
import type { FileReport } from './storage/jsonFile.ts';
import { LaterLeases } from './storage/laterLeases.ts';
import { ReadingsFile } from './storage/readingsFile.ts';
import { OutputLog } from './vscode/outputLog.ts';
import { Screen } from './vscode/screen.ts';
import { Settings } from './vscode/settings.ts';
import type { Subscriptions } from './vscode/startSoon.ts';
import { StatusBar } from './vscode/statusBar.ts';
import { systemClock as clock } from './vscode/systemClock.ts';
import { userLocale } from './vscode/userLocale.ts';

/** What is there once the last known balances are on show. */
export type Shown = Awaited<ReturnType<typeof showLastKnown>>;

/** Builds what shows the balances and resolves once those of the last time are on show. No key and no network so far. */
export async function showLastKnown(context: vscode.ExtensionContext, subscriptions: Subscriptions) {
  const log = new OutputLog();
  const folder = context.globalStorageUri.fsPath;
  const format = new Format(userLocale(vscode.env.language, Intl.DateTimeFormat().resolvedOptions().locale));
  const settings = new Settings();
  const troubles = new Troubles();
  const report: FileReport = {
    trouble(trouble) {
      log.warn(`${trouble.file}: ${trouble.kind}${trouble.code ? ` (${trouble.code})` : ''}`);
      troubles.add(trouble);
    },
    written: (file) => troubles.written(file),
  };
  const leases = new LaterLeases();
  const files = { folder, report, leases, clock };
  const accounts = new AccountsFile(files);
  const readings = new ReadingsFile({ ...files, accounts });
  const statusBar = new StatusBar();
  const screen = new Screen({ accounts, readings, settings, troubles, format, clock, statusBar });
  subscriptions.push(
    log,
    settings,
    readings,
    statusBar,
    screen,
    accounts.onDidChange(() => readings.prune()),
  );
  await Promise.all([accounts.load(), readings.load()]);
  screen.draw();
  return { log, files, format, settings, leases, accounts, readings, screen, statusBar, clock };
}
