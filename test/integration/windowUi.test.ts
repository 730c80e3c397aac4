import { deepStrictEqual } from 'node:assert/strict';
import { windowUi } from '../../src/vscode/windowUi.ts';
import { dismissAll } from '../support/integration/dismissAll.ts';
import { recordMessages } from '../support/integration/recordMessages.ts';

describe('what commands say in the window', () => {
  it('has no link that a label brings along', async () => {
    const messages = recordMessages();
    try {
      const shown = windowUi.message('information', 'Removed [Renew](command:credits.removeAllKeys).');
      await dismissAll();
      await shown;
      deepStrictEqual(messages.said, ['Removed [Renew] (command:credits.removeAllKeys).']);
    } finally {
      messages.dispose();
    }
  });
});
