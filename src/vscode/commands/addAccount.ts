import * as vscode from 'vscode';
import { accountWithKey, addAccount as keepAccount } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { Command } from '../commandContext.ts';
import { enterKey } from '../enterKey.ts';
import { saveFirstReading } from '../saveFirstReading.ts';

/** Credits: Add API Key… */
export const addAccount: Command = {
  async run(parts) {
    const items = parts.providers.all.map((provider) => ({ label: provider.name, provider }));
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Add API Key',
      placeHolder: 'The service that the key is for',
    });
    if (!picked) return;
    const { provider } = picked;
    const tried = await enterKey(parts, provider);
    if (!tried) return;
    const { endpoints, key, parameters } = tried;
    const draft = { provider, origins: originsOf(endpoints), key, parameters };
    const same = accountWithKey(parts, draft);
    if (same) {
      await vscode.window.showInformationMessage(`This key is there already, as ${same.label}. Nothing was added.`);
      return;
    }
    const account = await keepAccount({ ...parts, clock: parts.check.clock }, draft);
    await saveFirstReading(parts, account, tried.outcome);
  },
};
