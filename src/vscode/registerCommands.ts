import { commands, type Extension, Disposable as VsCodeDisposable } from 'vscode';
import type { Disposable } from '../core/ports.ts';
import type { Command } from './commands/command.ts';

/**
 * Registers every command that package.json contributes at once, before anything is loaded or a secret is touched, so that
 * the way out always works. Each waits until the commands have been built.
 */
export function registerCommands(
  { packageJSON }: Extension<unknown>,
  built: () => Promise<readonly Command[]>,
): Disposable {
  const contributed: readonly { readonly command: string }[] = packageJSON.contributes.commands;
  return VsCodeDisposable.from(
    ...contributed.map(({ command: id }) =>
      commands.registerCommand(id, async (target: unknown) =>
        (await built()).find((command) => command.id === id)?.run(target),
      ),
    ),
  );
}
