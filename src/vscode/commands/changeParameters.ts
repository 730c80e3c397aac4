import { type Account, isEqual } from '../../core/account.ts';
import { replaceKey as saveKey } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { enterOtherParameters } from '../enterKey.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccountThat } from '../pickAccount.ts';
import { saveFirstReading } from '../saveFirstReading.ts';
import type { Command } from './command.ts';

type ChangeParametersPorts = PickAccountPorts &
  Parameters<typeof enterOtherParameters>[0] &
  Parameters<typeof saveKey>[0] &
  Parameters<typeof saveFirstReading>[0] & { readonly providers: ProviderRegistry };

const title = 'Change Workspace or Region';

/** Credits: Change Workspace or Region… */
export function changeParameters(ports: ChangeParametersPorts): Command {
  const { ui, providers } = ports;
  const isChangeable = ({ provider }: Account) => (providers.get(provider)?.parameters ?? []).length > 0;
  const none = 'None of your services has a workspace or region to change.';
  return {
    id: commands.changeParameters,
    async run(target) {
      const account = await pickAccountThat(ports, isChangeable, target, title, none);
      const provider = account && providers.get(account.provider);
      if (!provider) return;
      const entered = await enterOtherParameters(ports, provider, account);
      if (!entered) return;
      const { key, parameters, endpoints, isSavedKey } = entered;
      // A key that was entered is saved even if it is the same: the saved one could not be taken.
      if (isSavedKey && isEqual(parameters, account.parameters)) return;
      const entry = { key, parameters, origins: originsOf(endpoints) };
      const changed = await ui.progress('Saving…', saveKey(ports, account, entry));
      await saveFirstReading(ports, changed, entered);
    },
  };
}
