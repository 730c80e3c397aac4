import * as vscode from 'vscode';
import type { Format } from '../core/format.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Disposable, Setting } from '../core/ports.ts';
import type { Summary } from '../core/summary.ts';
import { lineColor } from './lineColor.ts';
import { statusItemId } from './names.ts';
import { type StatusSubject, statusItem } from './statusText.ts';

interface StatusBarPorts {
  readonly summary: SummarySource;
  readonly format: Format;
  readonly subject: Setting<StatusSubject>;
}

/** The item in the status bar. Its first text is shown before its tooltip is loaded. */
export class StatusBar implements Disposable {
  readonly #item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 100);
  readonly #ports: StatusBarPorts;
  readonly #subscriptions: readonly Disposable[];
  #isShown = false;

  constructor(ports: StatusBarPorts) {
    this.#ports = ports;
    this.#item.name = 'Credits: Lowest Balance';
    this.#subscriptions = [
      ports.summary.onDidChange((summary) => this.#show(summary)),
      ports.subject.onDidChange(() => this.#show(ports.summary.current)),
      vscode.window.onDidChangeActiveColorTheme(() => this.#showTooltip()),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  #show(summary: Summary): void {
    const { format, subject } = this.#ports;
    const { text, label, warning, command } = statusItem(summary, format, subject.value);
    this.#item.text = text;
    this.#item.accessibilityInformation = { label };
    this.#item.backgroundColor = warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.command = command;
    this.#item.show();
    if (this.#isShown) void this.#showTooltip();
    this.#isShown = true;
  }

  async #showTooltip(): Promise<void> {
    const { statusTooltip, tooltipCommands } = await import('./statusTooltip.ts');
    const { summary, format } = this.#ports;
    const tooltip = new vscode.MarkdownString(statusTooltip(summary.current, format, lineColor()), true);
    tooltip.isTrusted = { enabledCommands: tooltipCommands };
    this.#item.tooltip = tooltip;
  }
}
