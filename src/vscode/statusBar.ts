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

  /** `tooltip` is markdown with links to commands; every foreign text in it is escaped. */
  show({ text, label, warning, command }: StatusItem, tooltip?: string): void {
    const markdown = tooltip === undefined ? undefined : new vscode.MarkdownString(tooltip, true);
    if (markdown)
      markdown.isTrusted = { enabledCommands: [commands.refresh, commands.showBalances, commands.openDashboard] };
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
