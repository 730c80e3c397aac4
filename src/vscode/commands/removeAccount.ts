import * as vscode from 'vscode';
import type { Command } from '../commandContext.ts';
import { pickAccount } from '../pickAccount.ts';
import { removeWithHistory } from '../removeWithHistory.ts';

/** Credits: Remove API Key… */
export const removeAccount: Command = {
  async run(parts, target) {
    const account = await pickAccount(parts, target, 'Remove API Key');
    if (!account) return;
    const remove = 'Remove';
    const detail =
      'Its key and its history are deleted: the key from the secret storage of VS Code, the history from the disk. At the service, the key stays valid.';
    const options = { modal: true, detail };
    const chosen = await vscode.window.showWarningMessage(`Remove ${account.label}?`, options, remove);
    if (chosen === remove) await removeWithHistory(parts, [account]);
  },
};
