import { commands, viewId } from '../names.ts';
import { accountIdOf } from '../pickAccount.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

/** Credits: Show Balances. With an account's target, as the status bar passes it, its row is selected. */
export function showBalances(ui: Pick<Ui, 'run'>, view: { reveal(accountId: string): Promise<void> }): Command {
  return {
    id: commands.showBalances,
    async run(target) {
      await ui.run(`${viewId}.focus`);
      const id = accountIdOf(target);
      if (id !== undefined) await view.reveal(id);
    },
  };
}
