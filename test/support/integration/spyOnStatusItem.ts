import * as vscode from 'vscode';
import type { Disposable } from '../../../src/core/ports.ts';
import { replace } from './replace.ts';

/** Sees the status bar item that is made while the spy is there. It is VS Code's own. */
export function spyOnStatusItem(): Disposable & { readonly item: vscode.StatusBarItem | undefined } {
  const made: vscode.StatusBarItem[] = [];
  const create = new Proxy(vscode.window.createStatusBarItem, {
    apply(target, self, args) {
      const item: vscode.StatusBarItem = Reflect.apply(target, self, args);
      made.push(item);
      return item;
    },
  });
  const replaced = replace(vscode.window, 'createStatusBarItem', create);
  return {
    get item() {
      return made[0];
    },
    dispose: () => replaced.dispose(),
  };
}
