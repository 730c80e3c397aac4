import type * as vscode from 'vscode';
import { LazyStart } from './vscode/lazyStart.ts';
import { registerCommands } from './vscode/registerCommands.ts';

/**
 * Registers the commands and returns. What was last known is shown from the next turn of the event loop on, and what
 * keeps it up to date is loaded after that; a command that comes before waits for it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const credits = new LazyStart(async (subscriptions) => {
    const { showLastKnown } = await import('./showLastKnown.ts');
    const shown = await showLastKnown(context, subscriptions);
    const { keepUpToDate } = await import('./keepUpToDate.ts');
    return keepUpToDate(context, subscriptions, shown);
  });
  context.subscriptions.push(
    credits,
    registerCommands(context.extension, () => credits.started()),
  );
}
