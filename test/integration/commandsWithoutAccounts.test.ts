import { deepStrictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/vscode/names.ts';
import { wholeExtension } from '../support/integration/activeExtension.ts';
import { dismissAll } from '../support/integration/dismissAll.ts';
import { recordMessages } from '../support/integration/recordMessages.ts';
import { untilDone } from '../support/integration/untilDone.ts';

const noKey = "You haven't added an API key yet.";

/** What each command says while there is no account. */
const says: Readonly<Record<(typeof commands)[keyof typeof commands], readonly string[]>> = {
  [commands.refresh]: [noKey],
  [commands.cancelRefresh]: [],
  [commands.addAccount]: [],
  [commands.addCustomService]: [],
  [commands.importKeys]: [],
  [commands.renameAccount]: [noKey],
  [commands.replaceKey]: [noKey],
  [commands.changeParameters]: [noKey],
  [commands.setLowBalanceAlert]: [noKey],
  [commands.muteAccount]: [noKey],
  [commands.unmuteAccount]: [noKey],
  [commands.removeAccount]: [noKey],
  [commands.removeAllKeys]: [noKey],
  [commands.showBalances]: [],
  [commands.openDashboard]: [],
  [commands.openBilling]: [noKey],
  [commands.copyBalance]: [noKey],
  [commands.pauseAccount]: [noKey],
  [commands.resumeAccount]: [noKey],
  [commands.pinToStatusBar]: [noKey],
  [commands.unpinFromStatusBar]: [noKey],
  [commands.hideFromStatusBar]: [noKey],
  [commands.showInStatusBar]: [noKey],
  [commands.chooseStatusBar]: [],
  [commands.togglePrivacy]: [],
  [commands.openSettings]: [],
  [commands.willItLast]: [noKey],
  [commands.exportStatement]: [noKey],
  [commands.deleteHistory]: [noKey],
  [commands.showLog]: [],
};

describe('a command while there is no account', () => {
  before(wholeExtension);

  for (const [id, said] of Object.entries(says)) {
    it(`ends when what it shows is put away: ${id}`, async () => {
      const messages = recordMessages();
      try {
        await untilDone(vscode.commands.executeCommand(id), dismissAll);
        deepStrictEqual(messages.said, said);
      } finally {
        messages.dispose();
      }
    });

    it(`does not stumble over a target that names no account: ${id}`, async () => {
      for (const target of [undefined, null, 'mimir', {}, { accountId: 7 }, { accountId: 'gone' }]) {
        await untilDone(vscode.commands.executeCommand(id, target), dismissAll);
      }
    });
  }
});
