import * as vscode from 'vscode';
import type { Format } from '../core/format.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Disposable, Event, Setting } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import type { Summary } from '../core/summary.ts';
import { attentionCountText } from '../core/text/attentionText.ts';
import { ContextKey } from './contextKey.ts';
import { contextKeys, viewId } from './names.ts';
import { type RowElement, RowElements } from './rowElements.ts';
import type { Grouping } from './serviceGroups.ts';
import type { RowTarget } from './treeRow.ts';
import { rows, viewMessage } from './treeRows.ts';

interface ViewPorts {
  readonly summary: SummarySource;
  readonly format: Format;
  readonly providers: Pick<ProviderRegistry, 'get'>;
  readonly grouping: Setting<Grouping>;
  readonly privacy: Setting<boolean>;
  /** What is wrong in the settings, in a sentence or two. */
  readonly settingsProblem: { readonly value: string | undefined; readonly onDidChange: Event<void> };
}

/**
 * The tree view, with its welcome and message. It assigns what the summary says. It has no description: VS Code shows the
 * only view of a container under the container's header, which has no room for one.
 */
export class BalancesView implements vscode.TreeDataProvider<RowElement>, Disposable {
  readonly #ports: ViewPorts;
  readonly #changed = new vscode.EventEmitter<RowElement[] | undefined>();
  readonly #noAccounts = new ContextKey(contextKeys.noAccounts);
  readonly #hasAccounts = new ContextKey(contextKeys.hasAccounts);
  readonly #refreshing = new ContextKey(contextKeys.refreshing);
  readonly #private = new ContextKey(contextKeys.private);
  readonly #elements = new RowElements();
  readonly #view: vscode.TreeView<RowElement>;
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ports: ViewPorts) {
    this.#ports = ports;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      ports.summary.onDidChange((summary) => this.#show(summary)),
      ports.grouping.onDidChange(() => this.#show(ports.summary.current)),
      ports.settingsProblem.onDidChange(() => this.#show(ports.summary.current)),
    ];
    this.#show(ports.summary.current);
  }

  getChildren(element?: RowElement): RowElement[] {
    return [...this.#elements.below(element)];
  }

  getParent(element: RowElement): RowElement | undefined {
    return this.#elements.above(element);
  }

  /** The account of the selected row; undefined where none is selected, or a service. */
  get selected(): RowTarget | undefined {
    const accountId = this.#view.selection[0]?.accountId;
    return accountId === undefined ? undefined : { accountId };
  }

  /** Opens the view, with the row of this account selected. */
  async reveal(accountId: string): Promise<void> {
    const element = this.#elements.get(accountId);
    if (element) await this.#view.reveal(element, { select: true, focus: true });
  }

  getTreeItem({ row }: RowElement): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.label, row.children.length === 0 ? None : row.isOpen ? Expanded : Collapsed);
    item.id = row.id;
    item.iconPath = new vscode.ThemeIcon(row.icon, row.color && new vscode.ThemeColor(row.color));
    item.tooltip = row.tooltip;
    item.accessibilityInformation = { label: row.accessibilityLabel };
    item.contextValue = row.context;
    if (row.description !== undefined) item.description = row.description;
    return item;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #show(summary: Summary): void {
    if (summary.condition === 'loading') return;
    const { format, providers, grouping, privacy, settingsProblem } = this.#ports;
    this.#showBadge(summary);
    this.#private.set(privacy.value);
    this.#refreshing.set(summary.refreshing);
    this.#noAccounts.set(summary.condition === 'none');
    this.#hasAccounts.set(summary.condition !== 'none');
    this.#say(viewMessage(summary, settingsProblem.value, format));
    const changed = this.#elements.update(rows(summary, format, providers, grouping.value));
    if (changed === 'all') this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }

  /** Only what is new: VS Code takes whatever is assigned for a change of the tree. */
  #say(message: string | undefined): void {
    // Typed as a string in 1.101; undefined is how VS Code itself documents "no message" ("" keeps an empty line).
    if ((this.#view.message || undefined) !== message) Object.assign(this.#view, { message });
  }

  #showBadge({ accounts }: Summary): void {
    const value = accounts.filter(({ attention }) => attention).length;
    if (value !== (this.#view.badge?.value ?? 0)) {
      this.#view.badge = value === 0 ? undefined : { value, tooltip: attentionCountText(value) };
    }
  }
}
