import * as vscode from 'vscode';
import type { Format } from '../core/format.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Disposable } from '../core/ports.ts';
import type { Summary } from '../core/summary.ts';
import { commands, statusItemId } from './names.ts';
import { type StatusItem, statusItem } from './statusText.ts';

/** What the status bar item shows. */
export interface StatusContent {
  readonly item: StatusItem;
  /** Markdown with links to commands; every foreign text in it is escaped. */
  readonly tooltip?: string | undefined;
}

interface StatusBarPorts {
  readonly summary: SummarySource;
  readonly format: Format;
}

/** The item in the status bar. It shows the amounts alone until `enrich` says what else there is to show. */
export class StatusBar implements Disposable {
  readonly #item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 100);
  readonly #summary: SummarySource;
  readonly #subscription: Disposable;
  #contentOf: (summary: Summary) => StatusContent;

  constructor({ summary, format }: StatusBarPorts) {
    this.#item.name = 'Credits: Lowest Balance';
    this.#summary = summary;
    this.#contentOf = (current) => ({ item: statusItem(current, format) });
    this.#subscription = summary.onDidChange((current) => this.#show(current));
  }

  /** From now on shows this, which is loaded only after the first number. */
  enrich(contentOf: (summary: Summary) => StatusContent): void {
    this.#contentOf = contentOf;
    this.#show(this.#summary.current);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(summary: Summary): void {
    const { item, tooltip } = this.#contentOf(summary);
    const { text, label, warning, command } = item;
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
}
