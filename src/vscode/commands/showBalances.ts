import { commands, viewId } from '../names.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

/** Credits: Show Balances */
export function showBalances(ui: Pick<Ui, 'run'>): Command {
  return { id: commands.showBalances, run: () => ui.run(`${viewId}.focus`) };
}
