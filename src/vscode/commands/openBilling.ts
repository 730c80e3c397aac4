import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccount } from '../pickAccount.ts';
import type { Command } from './command.ts';

/** Credits: Top Up. Opens the billing page of the service. */
export function openBilling(ports: PickAccountPorts): Command {
  return {
    id: commands.openBilling,
    async run(target) {
      const account = await pickAccount(ports, target, 'Top Up');
      if (!account) return;
      const page = ports.providers.get(account.provider)?.pages.billing;
      if (page !== undefined) await ports.ui.openPage(page);
      else await ports.ui.message('information', `No billing page is known for ${account.label}.`);
    },
  };
}
