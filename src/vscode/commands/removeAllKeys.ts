import * as vscode from 'vscode';
import type { Command } from '../commandContext.ts';
import { removeWithHistory } from '../removeWithHistory.ts';

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
    const detail = `${all.map(({ label }) => label).join(', ')}\n\nThe keys and the histories are deleted: the keys from the secret storage of VS Code, the histories from the disk. At the services, the keys stay valid.`;
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
    if (chosen === remove) await removeWithHistory(parts, all);
  },
};
