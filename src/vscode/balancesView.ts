import * as vscode from 'vscode';
import type { Disposable } from '../core/ports.ts';
import { viewId } from './names.ts';
import type { Row } from './rows.ts';

/** The tree view. It assigns the rows that it is given. */
export class BalancesView implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Row>;
  readonly #first: Promise<void>;
  #ready: () => void = () => {};
  #rows: readonly Row[] = [];
  #shown = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#first = new Promise((resolve) => {
      this.#ready = resolve;
    });
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this });
  }

  show(rows: readonly Row[], message: string | undefined): void {
    this.#ready();
    // Typed as a string in 1.101; undefined is how VS Code itself documents "no message" ("" keeps an empty line).
    Object.assign(this.#view, { message });
    const shown = JSON.stringify(rows);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#rows = rows;
    this.#changed.fire(undefined);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) return [...row.children];
    // Until the accounts are read the view shows progress, not the welcome of an empty one.
    await this.#first;
    return [...this.#rows];
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
    this.#view.dispose();
    this.#changed.dispose();
  }
}
