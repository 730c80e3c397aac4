import * as vscode from 'vscode';
import type { Command } from '../commandContext.ts';
import { pickAccount } from '../pickAccount.ts';

/** Credits: Open Billing Page */
export const openBilling: Command = {
  async run(parts, target) {
    const account = await pickAccount(parts, target, 'Open Billing Page');
    if (!account) return;
    const page = parts.providers.get(account.provider)?.pages.billing;
    if (page) await vscode.env.openExternal(vscode.Uri.parse(page, true));
    else await vscode.window.showInformationMessage(`No billing page is known for ${account.label}.`);
  },
};
