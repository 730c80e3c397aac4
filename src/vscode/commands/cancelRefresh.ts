import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Cancel Refresh, in the title of the view while one runs. */
export function cancelRefresh(manualRefresh: { cancel(): void }): Command {
  return { id: commands.cancelRefresh, run: () => manualRefresh.cancel() };
}
