import * as vscode from 'vscode';
import { viewId } from '../names.ts';
import type { Command } from '../parts.ts';

/** Credits: Show Balances */
export const showBalances: Command = {
  async run() {
    await vscode.commands.executeCommand(`${viewId}.focus`);
  },
};
