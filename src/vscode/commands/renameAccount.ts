import * as vscode from 'vscode';
import { renameAccount as keepLabel } from '../../core/editAccounts.ts';
import type { Command } from '../commandContext.ts';
import { pickAccount } from '../pickAccount.ts';

const longestLabel = 40;

/** Credits: Rename Account… */
export const renameAccount: Command = {
  async run(parts, target) {
    const account = await pickAccount(parts, target, 'Rename Account');
    if (!account) return;
    const label = await vscode.window.showInputBox({
      title: `Rename ${account.label}`,
      prompt: 'The name that the status bar and the view show.',
      value: account.label,
      validateInput: (typed) =>
        complaint(
          typed.trim(),
          parts.accounts.all().filter(({ id }) => id !== account.id),
        ),
    });
    if (label !== undefined) await keepLabel(parts, account, label.trim());
  },
};

function complaint(label: string, others: readonly { readonly label: string }[]): string | undefined {
  if (label === '') return 'An account needs a name.';
  if ([...label].length > longestLabel) return `At most ${longestLabel} characters fit.`;
  if (others.some((account) => account.label === label)) return 'Another account has this name.';
  return undefined;
}
