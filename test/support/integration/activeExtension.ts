import * as vscode from 'vscode';
import { commands } from '../../../src/vscode/names.ts';

/** The extension as VS Code has found it. */
export function activeExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('credits-dev.credits');
  if (!extension) throw new Error('VS Code has not found the extension.');
  return extension;
}

/** The ids of the commands that its package.json contributes. */
export function contributedCommands(): readonly string[] {
  const contributed: readonly { readonly command: string }[] = activeExtension().packageJSON.contributes.commands;
  return contributed.map(({ command }) => command).toSorted();
}

/** Resolves when all of it has been loaded: a command waits for that. */
export async function wholeExtension(): Promise<void> {
  await vscode.commands.executeCommand(commands.cancelRefresh);
}
