import * as vscode from 'vscode';
import type { Disposable } from '../core/ports.ts';
import { commands, statusItemId } from './names.ts';
import type { StatusItem } from './statusItem.ts';

/** The item in the status bar. It assigns what it is given. */
export class StatusBar implements Disposable {
  readonly #item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 100);

  constructor() {
    this.#item.name = 'Credits: Lowest Balance';
  }

  show({ text, label, tooltip, warning, command }: StatusItem): void {
    const markdown = new vscode.MarkdownString(tooltip, true);
    markdown.isTrusted = { enabledCommands: [commands.refresh, commands.showBalances] };
    this.#item.text = text;
    this.#item.tooltip = markdown;
    this.#item.accessibilityInformation = { label };
    this.#item.backgroundColor = warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.command = command;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
