import * as vscode from 'vscode';
import type { Disposable } from '../../../src/core/ports.ts';
import { replace } from './replace.ts';

/** Keeps what the extension says in messages, which are shown all the same, until disposed. */
export function recordMessages(): Disposable & { readonly said: readonly string[] } {
  const said: string[] = [];
  const recorded = <T extends (text: string, ...rest: never[]) => unknown>(show: T): T =>
    new Proxy(show, {
      apply(target, self, args: [string, ...never[]]) {
        said.push(args[0]);
        return Reflect.apply(target, self, args);
      },
    });
  const { window } = vscode;
  const replaced = [
    replace(window, 'showInformationMessage', recorded(window.showInformationMessage)),
    replace(window, 'showWarningMessage', recorded(window.showWarningMessage)),
    replace(window, 'showErrorMessage', recorded(window.showErrorMessage)),
  ];
  return {
    said,
    dispose() {
      for (const each of replaced) each.dispose();
    },
  };
}
