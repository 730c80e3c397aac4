import * as vscode from 'vscode';
import { removeAccounts } from '../../core/accountChanges.ts';
import type { Command } from '../parts.ts';

/** Credits: Remove All API Keys… */
export const removeAllKeys: Command = {
  async run(parts) {
    const all = parts.accounts.all();
    if (all.length === 0) {
      await vscode.window.showInformationMessage('There is no API key to remove.');
      return;
    }
    const remove = 'Remove All';
    const question = all.length === 1 ? 'Remove the only API key?' : `Remove all ${all.length} API keys?`;
    const detail = `${all.map(({ label }) => label).join(', ')}\n\nThe keys are deleted from the secret storage of VS Code. At the services, they stay valid.`;
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
    if (chosen === remove) await removeAccounts(parts, all);
  },
};
