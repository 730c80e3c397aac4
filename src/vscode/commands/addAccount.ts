import * as vscode from 'vscode';
import { accountWithKey, addAccount as keepAccount } from '../../core/accountChanges.ts';
import { keepReading } from '../keepReading.ts';
import type { Command } from '../parts.ts';
import { askAndTryKey } from '../tryKey.ts';

/** Credits: Add API Key… */
export const addAccount: Command = {
  async run(parts) {
    const items = parts.providers.map((provider) => ({ label: provider.name, provider }));
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Add API Key',
      placeHolder: 'The service that the key is for',
    });
    if (!picked) return;
    const { provider } = picked;
    const tried = await askAndTryKey(parts, provider);
    if (!tried) return;
    const draft = { provider, origin: tried.endpoint.origin, key: tried.key, parameters: tried.parameters };
    const same = accountWithKey(parts, draft);
    if (same) {
      await vscode.window.showInformationMessage(`This key is there already, as ${same.label}. Nothing was added.`);
      return;
    }
    const account = await keepAccount({ ...parts, clock: parts.check.clock }, draft);
    await keepReading(parts, account, tried.outcome);
  },
};
