import { commands as registry, Disposable as VsCodeDisposable } from 'vscode';
import type { Disposable } from '../core/ports.ts';
import type { Command } from './commands/command.ts';
import { commands } from './names.ts';

/**
 * Registers every command at once, before anything is loaded or a secret is touched, so that the way out always works.
 * Each waits until the commands have been built.
 */
export function registerCommands(built: () => Promise<readonly Command[]>): Disposable {
  return VsCodeDisposable.from(
    ...Object.values(commands).map((id) =>
      registry.registerCommand(id, async (target: unknown) =>
        (await built()).find((command) => command.id === id)?.run(target),
      ),
    ),
  );
}
