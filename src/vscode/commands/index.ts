import type { Command } from '../commandContext.ts';
import { type CommandId, commands } from '../names.ts';
import { addAccount } from './addAccount.ts';
import { cancelRefresh } from './cancelRefresh.ts';
import { deleteHistory } from './deleteHistory.ts';
import { exportStatement } from './exportStatement.ts';
import { openBilling } from './openBilling.ts';
import { openDashboard } from './openDashboard.ts';
import { refresh } from './refresh.ts';
import { removeAccount } from './removeAccount.ts';
import { removeAllKeys } from './removeAllKeys.ts';
import { renameAccount } from './renameAccount.ts';
import { replaceKey } from './replaceKey.ts';
import { showBalances } from './showBalances.ts';
import { showLog } from './showLog.ts';
import { willItLast } from './willItLast.ts';

/** Every command by its id: one that is missing here does not compile. */
export const allCommands: Readonly<Record<CommandId, Command>> = {
  [commands.refresh]: refresh,
  [commands.cancelRefresh]: cancelRefresh,
  [commands.addAccount]: addAccount,
  [commands.renameAccount]: renameAccount,
  [commands.replaceKey]: replaceKey,
  [commands.removeAccount]: removeAccount,
  [commands.removeAllKeys]: removeAllKeys,
  [commands.showBalances]: showBalances,
  [commands.openDashboard]: openDashboard,
  [commands.openBilling]: openBilling,
  [commands.willItLast]: willItLast,
  [commands.exportStatement]: exportStatement,
  [commands.deleteHistory]: deleteHistory,
  [commands.showLog]: showLog,
};
