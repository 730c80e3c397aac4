import * as vscode from 'vscode';
import type { Disposable } from '../../../src/core/ports.ts';
import { replace } from './replace.ts';

/** The tree that is made while the spy is there. */
export interface TreeSpy extends Disposable {
  readonly view: vscode.TreeView<unknown> | undefined;
  /** The items of the first level, as VS Code asks for them. */
  items(): Promise<readonly vscode.TreeItem[]>;
}

/**
 * Gives the next tree an id of its own, until disposed: the view `credits.balances` belongs to the extension that VS
 * Code has activated, and a second provider would take it away. All else of the tree is VS Code's.
 */
export function spyOnTree(): TreeSpy {
  const made: { readonly view: vscode.TreeView<unknown>; items(): Promise<readonly vscode.TreeItem[]> }[] = [];
  const { createTreeView } = vscode.window;
  const replaced = replace(
    vscode.window,
    'createTreeView',
    <T>(id: string, options: vscode.TreeViewOptions<T>): vscode.TreeView<T> => {
      const view = createTreeView(`${id}.second`, options);
      made.push({ view, items: () => itemsOf(options.treeDataProvider) });
      return view;
    },
  );
  return {
    get view() {
      return made[0]?.view;
    },
    items: async () => (await made[0]?.items()) ?? [],
    dispose: () => replaced.dispose(),
  };
}

async function itemsOf<T>(provider: vscode.TreeDataProvider<T>): Promise<readonly vscode.TreeItem[]> {
  const children = (await provider.getChildren()) ?? [];
  return Promise.all(children.map((child) => provider.getTreeItem(child)));
}
