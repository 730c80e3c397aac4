import { muteAccount as saveMuted } from '../../core/editAccounts.ts';
import type { AccountStore } from '../../core/ports.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccountThat } from '../pickAccount.ts';
import type { Command } from './command.ts';

/** Credits: Unmute Alerts */
export function unmuteAccount(ports: PickAccountPorts & { readonly accounts: AccountStore }): Command {
  return {
    id: commands.unmuteAccount,
    async run(target) {
      const account = await pickAccountThat(
        ports,
        (account) => account.muted === true,
        target,
        'Unmute Alerts',
        'No account is muted.',
      );
      if (account) await saveMuted(ports, account, false);
    },
  };
}
