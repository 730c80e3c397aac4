import { isEqual } from '../../core/account.ts';
import { replaceKey as saveKey } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { AccountStore } from '../../core/ports.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { enterOtherParameters } from '../enterKey.ts';
import { commands } from '../names.ts';
import { pickAccount } from '../pickAccount.ts';
import { saveFirstReading } from '../saveFirstReading.ts';
import type { Command } from './command.ts';

type ChangeParametersPorts = Parameters<typeof pickAccount>[0] &
  Parameters<typeof enterOtherParameters>[0] &
  Parameters<typeof saveKey>[0] &
  Parameters<typeof saveFirstReading>[0] & { readonly providers: ProviderRegistry; readonly accounts: AccountStore };

const title = 'Change Workspace or Region';

/** Credits: Change Workspace or Region… */
export function changeParameters(ports: ChangeParametersPorts): Command {
  const { ui, accounts, providers } = ports;
  const isChangeable = ({ provider }: { readonly provider: string }) =>
    (providers.get(provider)?.parameters ?? []).length > 0;
  return {
    id: commands.changeParameters,
    async run(target) {
      if (accounts.all().length > 0 && !accounts.all().some(isChangeable)) {
        await ui.message('information', 'None of your services has a workspace or region to change.');
        return;
      }
      const changeable = { ...ports, accounts: { all: () => accounts.all().filter(isChangeable) } };
      const account = await pickAccount(changeable, target, title);
      const provider = account && providers.get(account.provider);
      if (!provider) return;
      const entered = await enterOtherParameters(ports, provider, account);
      if (!entered) return;
      const { key, parameters, endpoints, outcome } = entered;
      if (isEqual(parameters, account.parameters) && ports.fingerprints.matches(account.fingerprint, key)) return;
      const entry = { key, parameters, origins: originsOf(endpoints) };
      const changed = await ui.progress('Saving…', saveKey(ports, account, entry));
      await saveFirstReading(ports, changed, outcome);
    },
  };
}
