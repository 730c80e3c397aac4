import * as vscode from 'vscode';
import { plainLabel } from '../core/text/plainLabel.ts';
import { second } from '../core/time.ts';
import { InputBox, shownItems } from './inputBox.ts';
import { systemClock } from './systemClock.ts';
import type { InputStep, ManyPickItem, MessageSeverity, PickItem, PickOptions, StepInput, Ui } from './ui.ts';

type ShowMessage = (text: string, ...buttons: string[]) => Thenable<string | undefined>;

const show: Readonly<Record<MessageSeverity, ShowMessage>> = {
  information: (text, ...buttons) => vscode.window.showInformationMessage(text, ...buttons),
  warning: (text, ...buttons) => vscode.window.showWarningMessage(text, ...buttons),
  error: (text, ...buttons) => vscode.window.showErrorMessage(text, ...buttons),
};

const matchAll = { matchOnDescription: true, matchOnDetail: true };

/** The window of VS Code. */
export const windowUi: Ui = {
  async message(severity, text, ...buttons) {
    return show[severity](plainLabel(text), ...buttons);
  },

  async confirm(question, detail, button) {
    // Its paragraphs stay.
    const options = { modal: true, detail: detail.split('\n').map(plainLabel).join('\n') };
    return (await vscode.window.showWarningMessage(plainLabel(question), options, button)) === button;
  },

  async pick<T extends PickItem>(items: readonly T[], pickOptions: PickOptions): Promise<T | undefined> {
    const { title, placeholder, staysOpen = false } = pickOptions;
    const options = { title: plainLabel(title), placeHolder: placeholder, ...matchAll, ignoreFocusOut: staysOpen };
    return (await vscode.window.showQuickPick(shownItems(items), options))?.item;
  },

  async pickMany<T extends ManyPickItem>(items: readonly T[], { title, placeholder }: PickOptions) {
    const shown = shownItems(items).map((one) => ({ ...one, picked: one.item?.picked ?? false }));
    const options = { title: plainLabel(title), placeHolder: placeholder, ...matchAll, ignoreFocusOut: true };
    const picked = await vscode.window.showQuickPick(shown, { ...options, canPickMany: true });
    return picked?.flatMap(({ item }) => item ?? []);
  },

  async ask(step: InputStep): Promise<string | undefined> {
    const input = new InputBox({ staysOpen: false });
    try {
      const text = await input.ask({ ...step, busy: '', attempt: async (value) => ({ value }) });
      return typeof text === 'string' ? text : undefined;
    } finally {
      input.dispose();
    }
  },

  openInput: (): StepInput => new InputBox({ staysOpen: true }),

  async progress<T>(title: string, task: Promise<T>): Promise<T> {
    const slow = systemClock.after(second, () => {
      const options = { location: vscode.ProgressLocation.Notification, title: plainLabel(title) };
      void vscode.window.withProgress(options, () => task.catch(() => {}));
    });
    return task.finally(() => slow.dispose());
  },

  async cancelable<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const abort = new AbortController();
    const running = task(abort.signal);
    const slow = systemClock.after(second, () => {
      const location = vscode.ProgressLocation.Notification;
      const options = { location, title: plainLabel(title), cancellable: true };
      void vscode.window.withProgress(options, (_, token) => {
        token.onCancellationRequested(() => abort.abort());
        return running.catch(() => {});
      });
    });
    const result = await running.finally(() => slow.dispose());
    return abort.signal.aborted ? undefined : result;
  },

  async openPage(url) {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  },

  async run(command, argument) {
    await vscode.commands.executeCommand(command, argument);
  },
};
