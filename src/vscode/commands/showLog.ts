import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Show Log */
export function showLog(log: { show(): void }): Command {
  return { id: commands.showLog, run: () => log.show() };
}
