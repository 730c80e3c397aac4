import * as vscode from 'vscode';
import type { Format } from '../core/format.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Disposable } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import type { Summary } from '../core/summary.ts';
import { ContextKey } from './contextKey.ts';
import { contextKeys, viewId } from './names.ts';
import { type Row, rows, viewMessage } from './treeRows.ts';

interface ViewPorts {
  readonly summary: SummarySource;
  readonly format: Format;
  readonly providers: Pick<ProviderRegistry, 'get'>;
  /** How many accounts need attention. */
  attention(summary: Summary): number;
}

/** The tree view, with its welcome and its message. It assigns what the summary says. */
export class BalancesView implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #ports: ViewPorts;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #noAccounts = new ContextKey(contextKeys.noAccounts);
  readonly #refreshing = new ContextKey(contextKeys.refreshing);
  readonly #view: vscode.TreeView<Row>;
  readonly #subscription: Disposable;
  #rows: readonly Row[] = [];
  #shown = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ports: ViewPorts) {
    this.#ports = ports;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this });
    this.#subscription = ports.summary.onDidChange((summary) => this.#show(summary));
    this.#show(ports.summary.current);
  }

  getChildren(row?: Row): Row[] {
    return [...(row ? row.children : this.#rows)];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.label, row.children.length > 0 ? Collapsed : None);
    item.id = row.id;
    item.iconPath = new vscode.ThemeIcon(row.icon, row.color && new vscode.ThemeColor(row.color));
    item.tooltip = row.tooltip;
    item.accessibilityInformation = { label: row.accessibilityLabel };
    item.contextValue = row.context;
    if (row.description !== undefined) item.description = row.description;
    if (row.action) item.command = { ...row.action, arguments: [...row.action.arguments] };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #show(summary: Summary): void {
    const { format, providers, attention } = this.#ports;
    if (summary.condition === 'loading') return;
    this.#badge(attention(summary));
    this.#refreshing.set(summary.refreshing);
    this.#noAccounts.set(summary.condition === 'none');
    // Typed as a string in 1.101; undefined is how VS Code itself documents "no message" ("" keeps an empty line).
    Object.assign(this.#view, { message: viewMessage(summary, format) });
    const found = rows(summary, format, providers);
    const shown = JSON.stringify(found);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#rows = found;
    this.#changed.fire(undefined);
  }

  #badge(attention: number): void {
    if (attention === (this.#view.badge?.value ?? 0)) return;
    const tooltip = `${attention} ${attention === 1 ? 'account needs' : 'accounts need'} attention`;
    this.#view.badge = attention === 0 ? undefined : { value: attention, tooltip };
  }
}
