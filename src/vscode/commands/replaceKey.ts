import { replaceKey as keepKey } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { Command } from '../commandContext.ts';
import { enterKey } from '../enterKey.ts';
import { pickAccount } from '../pickAccount.ts';
import { saveFirstReading } from '../saveFirstReading.ts';

/** Credits: Replace API Key… */
export const replaceKey: Command = {
  async run(parts, target) {
    const account = await pickAccount(parts, target, 'Replace API Key');
    const provider = account && parts.providers.get(account.provider);
    if (!provider) return;
    const tried = await enterKey(parts, provider, account.parameters);
    if (!tried) return;
    const ports = { ...parts, clock: parts.check.clock };
    const changed = await keepKey(ports, account, originsOf(tried.endpoints), tried.key);
    await saveFirstReading(parts, changed, tried.outcome);
  },
};
