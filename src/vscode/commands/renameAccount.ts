import { labelProblem } from '../../core/accountLabel.ts';
import { renameAccount as saveLabel } from '../../core/editAccounts.ts';
import type { AccountStore } from '../../core/ports.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccount } from '../pickAccount.ts';
import type { Command } from './command.ts';

type RenamePorts = PickAccountPorts & { readonly accounts: AccountStore; readonly providers: ProviderRegistry };

/** Credits: Rename Account… */
export function renameAccount(ports: RenamePorts): Command {
  return {
    id: commands.renameAccount,
    async run(target) {
      const account = await pickAccount(ports, target, 'Rename Account');
      if (!account) return;
      const shapes = ports.providers.all.map(({ key }) => key);
      const label = await ports.ui.ask({
        title: `Rename ${account.label}`,
        prompt: 'The name in the status bar and the view.',
        placeholder: 'Name',
        value: account.label,
        check: (typed) => labelProblem(typed.trim(), account.id, ports.accounts.all(), shapes),
      });
      if (label !== undefined && label.trim() !== account.label) await saveLabel(ports, account, label.trim());
    },
  };
}
