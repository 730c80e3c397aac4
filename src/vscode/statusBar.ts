import { MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import type { Format } from '../core/format.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Disposable, Setting } from '../core/ports.ts';
import type { StatusSubject } from '../core/statusAccount.ts';
import type { Summary } from '../core/summary.ts';
import { lineColor } from './lineColor.ts';
import { pinnedItemId, statusItemId } from './names.ts';
import { pinnedItems, type StatusItem, statusItem } from './statusText.ts';

interface StatusBarPorts {
  readonly summary: SummarySource;
  readonly format: Format;
  /** Undefined while the person has not chosen. */
  readonly subject: Setting<StatusSubject | undefined>;
}

/** Higher is further to the left. Pinned accounts follow the lowest balance. */
const priority = 100;

/** The items in the status bar: the lowest balance, and the accounts that a person pinned. */
export class StatusBar implements Disposable {
  readonly #item = window.createStatusBarItem(statusItemId, StatusBarAlignment.Right, priority);
  /** By account id. */
  readonly #pinned = new Map<string, StatusBarItem>();
  readonly #ports: StatusBarPorts;
  readonly #subscriptions: readonly Disposable[];
  #hasBillingPage: (provider: string) => boolean = () => false;
  #isShown = false;

  constructor(ports: StatusBarPorts) {
    this.#ports = ports;
    this.#item.name = 'Credits: Lowest Balance';
    this.#subscriptions = [
      ports.summary.onDidChange((summary) => this.#show(summary)),
      ports.subject.onDidChange(() => this.#show(ports.summary.current)),
      window.onDidChangeActiveColorTheme(() => this.#showTooltip()),
    ];
  }

  /** The tooltip links to billing pages from now on: the services are loaded after the first number is on show. */
  linkBillingPages(hasBillingPage: (provider: string) => boolean): void {
    this.#hasBillingPage = hasBillingPage;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const item of this.#pinned.values()) item.dispose();
    this.#item.dispose();
  }

  #show(summary: Summary): void {
    const { format, subject } = this.#ports;
    assign(this.#item, statusItem(summary, format, subject.value ?? 'balance'));
    this.#showPinned(summary);
    // The first text is shown before the tooltip is loaded.
    if (this.#isShown) void this.#showTooltip();
    this.#isShown = true;
  }

  #showPinned(summary: Summary): void {
    const { format, subject } = this.#ports;
    const items = pinnedItems(summary, format, subject.value ?? 'balance');
    for (const [id, item] of this.#pinned) {
      if (items.some(({ accountId }) => accountId === id)) continue;
      item.dispose();
      this.#pinned.delete(id);
    }
    for (const pinned of items) {
      const { accountId, name } = pinned;
      const item = this.#pinned.get(accountId) ?? makePinned(accountId);
      this.#pinned.set(accountId, item);
      item.name = name;
      assign(item, pinned);
    }
  }

  async #showTooltip(): Promise<void> {
    const { statusTooltip, tooltipCommands } = await import('./statusTooltip.ts');
    const { summary, format, subject } = this.#ports;
    const text = statusTooltip(summary.current, format, {
      color: lineColor(),
      subject: subject.value,
      hasBillingPage: this.#hasBillingPage,
    });
    const tooltip = new MarkdownString(text, true);
    tooltip.isTrusted = { enabledCommands: tooltipCommands };
    for (const item of [this.#item, ...this.#pinned.values()]) item.tooltip = tooltip;
  }
}

function makePinned(accountId: string): StatusBarItem {
  return window.createStatusBarItem(pinnedItemId(accountId), StatusBarAlignment.Right, priority - 1);
}

function assign(item: StatusBarItem, { text, label, background, command, target }: StatusItem): void {
  item.text = text;
  item.accessibilityInformation = { label };
  item.backgroundColor = background && new ThemeColor(`statusBarItem.${background}Background`);
  item.command = target ? { command, title: '', arguments: [target] } : command;
  item.show();
}
