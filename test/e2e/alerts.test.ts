import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addAccount, messagesIn, openVsCode, statusItem, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys } from '../support/simulator/index.ts';

const title = 'Set Low-Balance Alert for Breeze';

describe('alerts, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode({ 'credits.alerts': { low: true, lapsing: 30 } });
    await vsCode.window.openView('Credits');
    await addAccount(vsCode.window, 'Breeze', demoKeys.breeze);
    await addAccount(vsCode.window, 'Olostep', demoKeys.olostep);
  });
  after(() => vsCode.dispose());

  /** Undefined for the moment in which VS Code writes the file: then it is empty, or there is part of it. */
  const userSettings = async (): Promise<Record<string, unknown> | undefined> => {
    const text = await readFile(join(vsCode.dataDir, 'data/User/settings.json'), 'utf8');
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  /** The service says this balance at the next refresh, which is the only thing that happens. */
  async function refreshTo(balance: number): Promise<void> {
    const { window, simulator } = vsCode;
    simulator.set({ provider: 'breeze', balance });
    await window.command('Credits: Refresh');
    await window.view('Balances').waitForRow('Breeze', new RegExp(`^${balance.toLocaleString('en-US')}\\b`));
    // Alerts wait for the end of a refresh.
    await window.waitFor('the end of the refresh', async () => {
      const item = await window.statusBar.item(statusItem);
      return item !== undefined && item.icons[0] !== 'sync';
    });
  }

  it('are settings of their own, taken from the object of an earlier version', async () => {
    const settings = await vsCode.window.waitFor(
      'the settings',
      userSettings,
      (now) => now !== undefined && !('credits.alerts' in now),
    );
    deepStrictEqual(
      Object.entries(settings ?? {}).filter(([name]) => name.startsWith('credits.alerts')),
      [
        ['credits.alerts.low', true],
        ['credits.alerts.expiring', 30],
      ],
    );
  });

  it('are set with one number, in the menu of a row', async () => {
    const { window } = vsCode;
    await window.view('Balances').rowMenu('Breeze', 'Set Low-Balance Alert…');
    const { message } = await window.input.waitForTitle(title);
    ok(message.startsWith('Alert below this amount (credits). Leave empty to turn it off.'), message);
    await window.input.type('plenty');
    await window.input.accept();
    await window.input.waitForMessage('Enter an amount, like 1,000.5, or nothing to turn the alert off.');
    await vsCode.picture('60-low-balance-alert');
    await window.input.type('1,000');
    await window.input.accept();
    await window.input.waitForNone();
    await window.waitForEqual('the setting', async () => (await userSettings())?.['credits.thresholds'], {
      'breeze-1': { low: 1000 },
    });
  });

  it('are one message with the ways not to see them', async () => {
    const { window } = vsCode;
    await refreshTo(900);
    const { buttons } = await window.notifications.waitFor('Breeze is low: 900 credits.');
    deepStrictEqual(buttons, ['Top Up', 'Snooze', 'Mute This Account', 'Turn Off']);
    await window.statusBar.waitForText(statusItem, /^Breeze 900/);
    await vsCode.picture('61-alert');
  });

  for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
    it(`can be read in the theme ${theme}`, async () => {
      await vsCode.window.setTheme(theme);
      await vsCode.picture(`62-alert-${theme}`);
    });
  }

  it('of an account are muted on the message, and unmuted in the menu of its row', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await window.notifications.waitFor('Breeze is low: 900 credits.');
    await window.notifications.action('Mute This Account');
    await window.waitFor(
      'the row to say so',
      () => view.tooltip('Breeze'),
      (text) => text.includes('Alerts are muted.'),
    );
    await refreshTo(2000);
    await refreshTo(800);
    await view.rowMenu('Breeze', 'Unmute Alerts');
    await refreshTo(2100);
    await refreshTo(700);
    await window.notifications.waitFor('Breeze is low: 700 credits.');
    deepStrictEqual(await messagesIn(window), ['Breeze is low: 700 credits.']);
    await window.notifications.clear();
  });

  it('say that a key is rejected, and the refresh that finds it does not say it again', async () => {
    const { window, simulator } = vsCode;
    simulator.failNext({ provider: 'olostep', kind: 'status', status: 402, times: 2 });
    await window.command('Credits: Refresh');
    await window.notifications.waitFor('Olostep rejected the key. Replace it with a valid one.');
    await window.view('Balances').waitForRow('Olostep', /invalid key/);
    strictEqual((await messagesIn(window)).length, 1);
    await vsCode.picture('63-one-message');
    await window.notifications.clear();
  });

  it('are each a line in the settings editor', async () => {
    const { window } = vsCode;
    await window.command('Preferences: Open User Settings');
    const search = window.page.locator('.settings-editor .suggest-input-container');
    await search.click();
    await window.page.keyboard.insertText('credits.alerts');
    await window.waitFor(
      'the settings of the alerts',
      () => window.page.locator('.settings-editor .setting-item-category').allInnerTexts(),
      (found) => found.filter((text) => /Credits.*Alerts/.test(text)).length >= 6,
    );
    await vsCode.picture('64-alert-settings');
  });
});
