import { addAccount as saveAccount } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { enterKey } from '../enterKey.ts';
import { commands } from '../names.ts';
import { saveFirstReading } from '../saveFirstReading.ts';
import type { Command } from './command.ts';

type AddAccountPorts = Parameters<typeof enterKey>[0] &
  Parameters<typeof saveAccount>[0] &
  Parameters<typeof saveFirstReading>[0] & { readonly providers: ProviderRegistry };

/** Credits: Add API Key… */
export function addAccount(ports: AddAccountPorts): Command {
  return {
    id: commands.addAccount,
    async run() {
      const items = ports.providers.all.map((provider) => ({ label: provider.name, provider }));
      const picked = await ports.ui.pick(items, { title: 'Add API Key', placeholder: 'Select a service' });
      if (!picked) return;
      const entered = await enterKey(ports, picked.provider);
      if (!entered) return;
      const { key, parameters, endpoints, outcome } = entered;
      const draft = { provider: picked.provider, key, parameters, origins: originsOf(endpoints) };
      const account = await ports.ui.progress('Saving key…', saveAccount(ports, draft));
      await saveFirstReading(ports, account, outcome);
    },
  };
}
