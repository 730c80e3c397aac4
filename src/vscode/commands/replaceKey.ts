import { replaceKey as keepKey } from '../../core/accountChanges.ts';
import { keepReading } from '../keepReading.ts';
import type { Command } from '../parts.ts';
import { pickAccount } from '../pickAccount.ts';
import { askAndTryKey } from '../tryKey.ts';

/** Credits: Replace API Key… */
export const replaceKey: Command = {
  async run(parts, target) {
    const account = await pickAccount(parts, target, 'Replace API Key');
    const provider = account && parts.check.providerOf(account.provider);
    if (!provider) return;
    const tried = await askAndTryKey(parts, provider, account.parameters);
    if (!tried) return;
    const ports = { ...parts, clock: parts.check.clock };
    const changed = await keepKey(ports, account, tried.endpoint.origin, tried.key);
    await keepReading(parts, changed, tried.outcome);
  },
};
