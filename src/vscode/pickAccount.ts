import * as vscode from 'vscode';
import type { Account } from '../core/account.ts';
import type { CommandContext } from './commandContext.ts';
import { commands } from './names.ts';

/** The account that a command is about: the one of its target, else the only one, else the one that the person picks. */
export async function pickAccount(
  { accounts, providers }: Pick<CommandContext, 'accounts' | 'providers'>,
  target: unknown,
  title: string,
): Promise<Account | undefined> {
  const id = accountIdOf(target);
  if (id !== undefined) return accounts.all().find((account) => account.id === id);
  const all = accounts.all();
  if (all.length === 0) {
    await offerFirstKey();
    return undefined;
  }
  const nameOf = (provider: string) => providers.get(provider)?.name ?? provider;
  const items = all.map((account) => ({
    label: account.label,
    description: nameOf(account.provider) === account.label ? '' : nameOf(account.provider),
    detail: Object.values(account.parameters).join(', '),
    account,
  }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Account' }))?.account;
}

/** Says that there is no account, and leads to the first. */
export async function offerFirstKey(): Promise<void> {
  const chosen = await vscode.window.showInformationMessage('There is no API key yet.', 'Add API Key…');
  if (chosen) await vscode.commands.executeCommand(commands.addAccount);
}

/** The account id of what a row or a button passes to a command. */
export function accountIdOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null || !('accountId' in target)) return undefined;
  return typeof target.accountId === 'string' ? target.accountId : undefined;
}
