import * as vscode from 'vscode';
import { removeAccounts } from '../../core/accountChanges.ts';
import type { Command } from '../parts.ts';
import { pickAccount } from '../pickAccount.ts';

/** Credits: Remove API Key… */
export const removeAccount: Command = {
  async run(parts, target) {
    const account = await pickAccount(parts, target, 'Remove API Key');
    if (!account) return;
    const remove = 'Remove';
    const detail = 'Its key is deleted from the secret storage of VS Code. At the service, it stays valid.';
    const options = { modal: true, detail };
    const chosen = await vscode.window.showWarningMessage(`Remove ${account.label}?`, options, remove);
    if (chosen === remove) await removeAccounts(parts, [account]);
  },
};
