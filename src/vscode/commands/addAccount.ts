import type { Account } from '../../core/account.ts';
import type { Balance } from '../../core/balance.ts';
import { addAccount as saveAccount } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { addedText } from '../../core/text/keyText.ts';
import { enterNewKey } from '../enterKey.ts';
import { commands } from '../names.ts';
import { type BalanceMessage, saveFirstReading } from '../saveFirstReading.ts';
import { back } from '../ui.ts';
import type { Command } from './command.ts';

type AddAccountPorts = Parameters<typeof enterNewKey>[0] &
  Parameters<typeof saveAccount>[0] &
  Parameters<typeof saveFirstReading>[0] & { readonly providers: ProviderRegistry };

/** Credits: Add API Key… */
export function addAccount(ports: AddAccountPorts): Command {
  return {
    id: commands.addAccount,
    async run() {
      const items = ports.providers.all.map((provider) => ({ label: provider.name, provider }));
      for (;;) {
        const picked = await ports.ui.pick(items, { title: 'Add API Key', placeholder: 'Select a service' });
        if (!picked) return;
        const entered = await enterNewKey(ports, picked.provider);
        if (entered === back) continue;
        if (!entered) return;
        const { key, parameters, endpoints, outcome, label } = entered;
        const draft = { provider: picked.provider, key, parameters, origins: originsOf(endpoints), label };
        const account = await ports.ui.progress('Saving key…', saveAccount(ports, draft));
        await saveFirstReading(ports, account, outcome, (balance) => added(ports, account, balance));
        return;
      }
    },
  };
}

function added({ ui, format }: AddAccountPorts, account: Account, balance: Balance): BalanceMessage {
  return {
    text: addedText(account.label, balance, format),
    buttons: {
      Rename: () => ui.run(commands.renameAccount, { accountId: account.id }),
      'Add Another': () => ui.run(commands.addAccount),
    },
  };
}
