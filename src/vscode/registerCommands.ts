import * as vscode from 'vscode';
import type { Disposable } from '../core/ports.ts';
import { type CommandId, commands } from './names.ts';
import type { StartSoon } from './startSoon.ts';

/** Runs the command with this id; `target` is what a row or a button passes. */
export type RunCommand = (id: CommandId, target: unknown) => Promise<void>;

/** Registers every command, before anything is loaded or a secret is touched, so that the way to mend always works. */
export function registerCommands(credits: StartSoon<RunCommand>): Disposable {
  const registered = Object.values(commands).map((id) =>
    vscode.commands.registerCommand(id, async (target: unknown) => (await credits.started())(id, target)),
  );
  return vscode.Disposable.from(...registered);
}
