import * as vscode from 'vscode';
import type { Format } from '../../core/format.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { AccountStore, Clock, Log } from '../../core/ports.ts';
import { historyTable } from '../../core/reports/historyTable.ts';
import { isoTime } from '../../core/reports/isoTime.ts';
import { type AccountHistory, monthsOf, statement } from '../../core/reports/statement.ts';
import { statementJson } from '../../core/reports/statementJson.ts';
import { statementTable } from '../../core/reports/statementTable.ts';
import { errorName } from '../../core/text/errorText.ts';
import { plainLabel } from '../../core/text/plainLabel.ts';
import { nextMonth, second } from '../../core/time.ts';
import { csvText } from '../csvText.ts';
import { monthText } from '../monthText.ts';
import { commands } from '../names.ts';
import { offerFirstKey } from '../pickAccount.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

const title = 'Export Statement';
/** How long it takes until progress is shown, in milliseconds. */
const progressAfter = second;

/** A file that can be asked for. */
interface Export {
  readonly name: string;
  readonly kind: 'csv' | 'json';
  text(): string;
}

interface ExportPorts {
  readonly ui: Ui;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly history: Pick<HistoryStore, 'load' | 'of'>;
  readonly format: Format;
  readonly clock: Clock;
  readonly log: Log;
}

/** Credits: Export Statement… */
export function exportStatement({ ui, accounts, history, format, clock, log }: ExportPorts): Command {
  return {
    id: commands.exportStatement,
    async run() {
      if (accounts.all().length === 0) return offerFirstKey(ui);
      await history.load();
      const histories = accounts.all().map((account) => ({ account, history: history.of(account.id) }));
      const wanted = await pickExport(ui, histories, format, clock.now());
      if (!wanted) return;
      const file = await vscode.window.showSaveDialog({
        title,
        ...defaultFile(wanted.name),
        filters: { [wanted.kind.toUpperCase()]: [wanted.kind] },
      });
      if (!file) return;
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const end = await withProgress(clock, `Saving ${plainLabel(name)}`, (signal) => write(file, wanted, signal));
      if (end === 'canceled') return;
      if (end !== 'written') {
        log.warn(`${commands.exportStatement}: ${errorName(end.error)}`);
        await ui.message('error', `Couldn't save ${name}. Try another folder.`);
        return;
      }
      if (await ui.message('information', `Saved ${name}.`, 'Open')) await ui.run('vscode.open', file);
    },
  };
}

async function pickExport(
  ui: Ui,
  accounts: readonly AccountHistory[],
  format: Format,
  now: number,
): Promise<Export | undefined> {
  const months = monthsOf(accounts.map(({ history }) => history));
  if (months.length === 0) {
    await ui.message('information', "There's no history to export yet.");
    return undefined;
  }
  const items = [
    ...months.map((month) => ({
      label: `${monthText(month, format)}${nextMonth(month) > now ? ' (so far)' : ''}`,
      description: '',
      month,
    })),
    { label: 'Whole history', description: 'All balances, as CSV', month: undefined },
  ];
  const picked = await ui.pick(items, { title, placeholder: 'Select a month' });
  if (!picked) return undefined;
  const { month } = picked;
  if (month === undefined)
    return { name: 'credits-history.csv', kind: 'csv', text: () => csvText(historyTable(accounts)) };
  const kind = await pickKind(ui, picked.label);
  const name = `credits-${isoTime(month).slice(0, 7)}`;
  if (kind === 'csv') {
    return { name: `${name}.csv`, kind, text: () => csvText(statementTable(statement(accounts, month))) };
  }
  return kind && { name: `${name}.json`, kind, text: () => statementJson(statement(accounts, month)) };
}

async function pickKind(ui: Ui, month: string): Promise<Export['kind'] | undefined> {
  const items = [
    { label: 'CSV', description: 'for a spreadsheet', format: 'csv' as const },
    { label: 'JSON', description: 'for a program', format: 'json' as const },
  ];
  return (await ui.pick(items, { title: `${title}: ${month}`, placeholder: 'Select a format' }))?.format;
}

/** In the first folder of the workspace if files can be written there, else in the person's own. */
function defaultFile(name: string): { readonly defaultUri?: vscode.Uri } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder && vscode.workspace.fs.isWritableFileSystem(folder.scheme) !== false) {
    return { defaultUri: vscode.Uri.joinPath(folder, name) };
  }
  const home = process.env['HOME'] ?? process.env['USERPROFILE'];
  return home ? { defaultUri: vscode.Uri.joinPath(vscode.Uri.file(home), name) } : {};
}

type End = 'written' | 'canceled' | { readonly error: unknown };

/** Writes beside the file and puts it in its place when it is whole. Never rejects. */
async function write(file: vscode.Uri, { text }: Export, signal: AbortSignal): Promise<End> {
  const { fs } = vscode.workspace;
  const part = file.with({ path: `${file.path}.part` });
  // It would be deleted with all that is in it.
  if (await isFolder(file)) return { error: vscode.FileSystemError.FileIsADirectory(file) };
  try {
    await fs.writeFile(part, new TextEncoder().encode(text()));
    if (!signal.aborted) {
      await fs.rename(part, file, { overwrite: true });
      return 'written';
    }
  } catch (error) {
    await discard(part);
    return { error };
  }
  await discard(part);
  return 'canceled';
}

async function isFolder(file: vscode.Uri): Promise<boolean> {
  const { fs } = vscode.workspace;
  return fs.stat(file).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}

async function discard(part: vscode.Uri): Promise<void> {
  // It may not be there at all.
  await vscode.workspace.fs.delete(part).then(undefined, () => {});
}

/** Runs a task, and shows progress with a Cancel button if it takes long. */
async function withProgress(clock: Clock, title: string, task: (signal: AbortSignal) => Promise<End>): Promise<End> {
  const abort = new AbortController();
  const canceled = new Promise<End>((resolve) => abort.signal.addEventListener('abort', () => resolve('canceled')));
  const done = Promise.race([task(abort.signal), canceled]);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const slow = clock.after(progressAfter, () => {
    void vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => abort.abort());
      return done;
    });
  });
  try {
    return await done;
  } finally {
    slow.dispose();
  }
}
