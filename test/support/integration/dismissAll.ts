import * as vscode from 'vscode';

/** What a person does who wants none of it: Escape, and every message closed. */
export async function dismissAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  await vscode.commands.executeCommand('notifications.clearAll');
}
