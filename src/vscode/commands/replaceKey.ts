import type { Account } from '../../core/account.ts';
import { replaceKey as saveKey } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import { missingReason, type ProviderRegistry } from '../../core/provider.ts';
import { failureHelp } from '../../core/text/failureHelp.ts';
import { enterOtherKey } from '../enterKey.ts';
import { commands } from '../names.ts';
import { pickAccount } from '../pickAccount.ts';
import { saveFirstReading } from '../saveFirstReading.ts';
import type { Command } from './command.ts';

type ReplaceKeyPorts = Parameters<typeof pickAccount>[0] &
  Parameters<typeof enterOtherKey>[0] &
  Parameters<typeof saveKey>[0] &
  Parameters<typeof saveFirstReading>[0] & { readonly providers: ProviderRegistry };

/** Credits: Replace API Key… */
export function replaceKey(ports: ReplaceKeyPorts): Command {
  return {
    id: commands.replaceKey,
    async run(target) {
      const account = await pickAccount(ports, target, 'Replace API Key');
      if (!account) return;
      const provider = ports.providers.get(account.provider);
      if (!provider) return explain(ports, account);
      const entered = await enterOtherKey(ports, provider, account);
      if (!entered) return;
      const { key, parameters, endpoints } = entered;
      const entry = { key, parameters, origins: originsOf(endpoints) };
      const changed = await ports.ui.progress('Saving key…', saveKey(ports, account, entry));
      await saveFirstReading(ports, changed, entered);
    },
  };
}

/** Says why a key of an account whose service isn't there can't be replaced. */
async function explain({ ui, providers }: ReplaceKeyPorts, { provider, label }: Account): Promise<void> {
  const reason = missingReason(providers, provider);
  await ui.message('error', failureHelp({ kind: 'unexpected', reason }).sentence(label));
}
