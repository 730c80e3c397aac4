import * as vscode from 'vscode';
import type { Disposable } from '../core/ports.ts';
import type { LazyStart } from './lazyStart.ts';

/** Runs the command with this id; `target` is what a row or a button passes. */
export type RunCommand = (id: string, target: unknown) => Promise<void>;

/**
 * Registers every command that package.json contributes, before anything is loaded or a secret is touched, so that the
 * way to mend always works.
 */
export function registerCommands(extension: vscode.Extension<unknown>, credits: LazyStart<RunCommand>): Disposable {
  const contributed: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
  const registered = contributed.map(({ command }) =>
    vscode.commands.registerCommand(command, async (target: unknown) => (await credits.started())(command, target)),
  );
  return vscode.Disposable.from(...registered);
}
