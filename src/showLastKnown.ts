import { type ExtensionContext, env } from 'vscode';
import { Format } from './core/format.ts';
import { LiveSummary } from './core/liveSummary.ts';
import { Privacy } from './core/privacy.ts';
import { Schedule } from './core/refresh/schedule.ts';
import { StorageProblems } from './core/storageProblems.ts';
import { AccountsFile } from './storage/accountsFile.ts';
import { FileLocks } from './storage/lock.ts';
import { ReadingsFile } from './storage/readingsFile.ts';
import type { FileReport } from './storage/sharedFile.ts';
import type { Subscriptions } from './vscode/lazyStart.ts';
import { OutputLog } from './vscode/outputLog.ts';
import { Settings } from './vscode/settings.ts';
import { StatusBar } from './vscode/statusBar.ts';
import { systemClock as clock } from './vscode/systemClock.ts';
import { userLocale } from './vscode/userLocale.ts';

/** What is there once the last known balances are on show. */
export type Shown = Awaited<ReturnType<typeof showLastKnown>>;

/** Builds what shows the balances and resolves once those of the last time are on show. No key and no network so far. */
export async function showLastKnown(context: ExtensionContext, subscriptions: Subscriptions) {
  const log = new OutputLog();
  const folder = context.globalStorageUri.fsPath;
  const privacy = new Privacy();
  const locale = userLocale(env.language, Intl.DateTimeFormat().resolvedOptions().locale);
  const format = new Format(locale, undefined, privacy);
  const settings = new Settings();
  const storageProblems = new StorageProblems();
  const report: FileReport = {
    problem(problem) {
      log.warn(`${problem.file}: ${problem.kind}${problem.code ? ` (${problem.code})` : ''}`);
      storageProblems.add(problem);
    },
    solved: (file, ...kinds) => storageProblems.solve(file, ...kinds),
  };
  const locks = new FileLocks(folder, (code) => log.warn(`locks: ${code}`), clock);
  const files = { folder, report, locks, clock };
  const accounts = new AccountsFile(files);
  const readings = new ReadingsFile({ ...files, accounts });
  const schedule = new Schedule(settings.interval, clock);
  const summary = new LiveSummary({
    accounts,
    readings,
    thresholds: settings.thresholds,
    attention: settings.attention,
    staleAfter: () => schedule.staleAfter,
    storageProblems,
    clock,
  });
  const statusBar = new StatusBar({ summary, format, subject: settings.statusBar });
  subscriptions.push(
    log,
    settings,
    readings,
    summary,
    statusBar,
    privacy,
    // Everything is written anew, by the same format.
    privacy.onDidChange(() => summary.update()),
    accounts.onDidChange(() => readings.prune()),
  );
  await Promise.all([accounts.load(), readings.load()]);
  summary.update();
  return { log, files, format, privacy, settings, schedule, locks, accounts, readings, summary, statusBar, clock };
}
