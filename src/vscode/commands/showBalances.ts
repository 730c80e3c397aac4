import * as vscode from 'vscode';
import type { Command } from '../commandContext.ts';
import { viewId } from '../names.ts';

/** Credits: Show Balances */
export const showBalances: Command = {
  async run() {
    await vscode.commands.executeCommand(`${viewId}.focus`);
  },
};
