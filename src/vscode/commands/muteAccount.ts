import { muteAccount as saveMuted } from '../../core/editAccounts.ts';
import type { AccountStore } from '../../core/ports.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccountThat } from '../pickAccount.ts';
import type { Command } from './command.ts';

/** Credits: Mute Alerts */
export function muteAccount(ports: PickAccountPorts & { readonly accounts: AccountStore }): Command {
  return {
    id: commands.muteAccount,
    async run(target) {
      const account = await pickAccountThat(
        ports,
        (account) => !account.muted,
        target,
        'Mute Alerts',
        'All accounts are muted already.',
      );
      if (account) await saveMuted(ports, account, true);
    },
  };
}
