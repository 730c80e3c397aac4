import * as vscode from 'vscode';
import type { Log } from '../core/ports.ts';
import type { Command, CommandContext } from './commandContext.ts';
import { allCommands } from './commands/index.ts';
import { errorName } from './errorName.ts';
import type { RunCommand } from './registerCommands.ts';

const showLog = 'Show Log';

/**
 * Runs commands with these parts. What goes wrong inside one (a keyring or a disk that refuses) is told without the
 * error's own text, which may quote what it failed on.
 */
export function commandRunner(parts: CommandContext): RunCommand {
  return async (id, target) => {
    try {
      await commandOf(id)?.run(parts, target);
    } catch (error) {
      void tell(id, error, parts.log);
    }
  };
}

function commandOf(id: string): Command | undefined {
  return Object.entries(allCommands).find(([known]) => known === id)?.[1];
}

async function tell(id: string, error: unknown, log: Log & { show(): void }): Promise<void> {
  log.warn(`${id}: ${errorName(error)}`);
  const text =
    'Credits could not finish: the secret storage of VS Code or the disk did not let it. Nothing was lost. Try again.';
  if (await vscode.window.showErrorMessage(text, showLog)) log.show();
}
