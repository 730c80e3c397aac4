import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { addAccount, addKey, openVsCode, passAfterKey, statusItem, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys } from '../support/simulator/index.ts';

describe('trouble, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode();
    const { window } = vsCode;
    await window.openView('Credits');
    await addAccount(window, 'Mimir', demoKeys.mimir);
    await addAccount(window, 'Bloom', demoKeys.bloom);
  });
  after(() => vsCode.dispose());
  beforeEach(() => vsCode.window.notifications.clear());

  it('keeps the balance of a service that is down, says so, and offers to try again', async () => {
    const { window, simulator } = vsCode;
    simulator.failNext({ provider: 'mimir', kind: 'status', status: 503 });
    await window.command('Credits: Refresh');
    await window.notifications.waitFor(
      "Couldn't refresh 1 of 2 accounts: Mimir (service unavailable). Showing the last known balance.",
    );
    const view = window.view('Balances');
    await view.waitForRow('Mimir', '42 · service unavailable');
    await view.waitForRow('Bloom', '310');
    const item = await window.waitFor(
      'the failure in words',
      () => window.statusBar.item(statusItem),
      (now) => now !== undefined && /Mimir, 42 credits, .*service unavailable/.test(now.ariaLabel),
    );
    match(item?.text ?? '', /^Mimir 42 · .+$/);
    deepStrictEqual(item?.icons, ['history']);
    await view.expand('Mimir');
    await view.waitForRow('Failed', 'service unavailable');
    await vsCode.picture('21-service-down');
    await view.rowAction('Mimir', 'Refresh');
    await view.waitForRow('Mimir', '42');
  });

  it('keeps the balance when the answer is garbage', async () => {
    const { window, simulator } = vsCode;
    simulator.failNext({ provider: 'bloom', kind: 'html' });
    simulator.failNext({ provider: 'mimir', kind: 'truncated' });
    await window.command('Credits: Refresh');
    const { text } = await window.notifications.waitFor(/^Couldn't refresh 2 of 2 accounts: /);
    match(text, /Mimir \(unexpected response\), Bloom \(unexpected response\)/);
    const item = await window.statusBar.waitForText(statusItem, /^Mimir 42 · .+ · all checks failed$/);
    deepStrictEqual(item.icons, ['warning']);
    await vsCode.picture('22-garbage');
    await window.command('Credits: Refresh');
    await window.statusBar.waitForText(statusItem, 'Mimir 42');
  });

  it('cancels a refresh down to the socket, says so, and loses nothing', async () => {
    const { window, simulator } = vsCode;
    simulator.failNext({ provider: 'mimir', kind: 'hang' });
    simulator.set({ provider: 'bloom', balance: 309 });
    await window.command('Credits: Refresh');
    const item = await window.waitFor(
      'the icon to turn',
      () => window.statusBar.item(statusItem),
      (now) => now?.icons[0] === 'sync',
    );
    strictEqual(item?.text, 'Mimir 42');
    // The other account is not held up by the one that hangs.
    await window.view('Balances').waitForRow('Bloom', '309');
    await vsCode.picture('23-refreshing');
    await window.notifications.waitFor('Refreshing balances');
    await window.notifications.action('Cancel');
    await window.notifications.waitFor('Refresh canceled. 1 of 2 balances were updated.');
    await simulator.request(({ provider, aborted }) => provider === 'mimir' && aborted);
    await window.waitFor(
      'the icon to rest',
      () => window.statusBar.item(statusItem),
      (now) => now?.text === 'Mimir 42' && now.icons[0] !== 'sync',
    );
    await vsCode.picture('24-canceled');
  });

  it('can be canceled in the title of the view as well', async () => {
    const { window, simulator } = vsCode;
    simulator.failNext({ provider: 'mimir', kind: 'hang' });
    await window.command('Credits: Refresh');
    const view = window.view('Balances');
    await window.waitFor(
      'the action',
      () => view.actions(),
      (now) => now.includes('Cancel Refresh'),
    );
    await view.action('Cancel Refresh');
    await window.notifications.waitFor(/^Refresh canceled\. /);
  });

  it('saves a key whose service cannot be reached, as not checked yet', async () => {
    const { window, simulator } = vsCode;
    // A connection that dies is tried once more.
    simulator.failNext({ provider: 'olostep', kind: 'reset', times: 2 });
    await addKey(window, 'Olostep', demoKeys.olostep);
    await window.input.waitForMessage(/^Olostep isn't responding.*Press Enter to save the key without checking it\.$/);
    await vsCode.picture('25-unchecked');
    await window.input.accept();
    await window.notifications.waitFor("Saved the Olostep key. It hasn't been checked yet.");
    await window.view('Balances').waitForRow('Olostep', 'service unavailable');
    await window.view('Balances').rowAction('Olostep', 'Refresh');
    await window.view('Balances').waitForRow('Olostep', '12,500');
  });

  it('does not save a key whose check was canceled', async () => {
    const { window, simulator } = vsCode;
    simulator.failNext({ provider: 'breeze', kind: 'hang' });
    await addKey(window, 'Breeze', demoKeys.breeze);
    // VS Code shows the progress bar of a box that has been busy for a moment.
    await window.input.waitFor('a busy box', ({ message, busy }) => message === 'Checking key…' && busy);
    await vsCode.picture('26-asking');
    await window.page.keyboard.press('Escape');
    const { buttons } = await window.notifications.waitFor("Canceled. The Breeze key wasn't saved.");
    deepStrictEqual(buttons, []);
    await simulator.request(({ provider, aborted }) => provider === 'breeze' && aborted);
    strictEqual(
      (await window.view('Balances').rows()).some(({ label }) => label === 'Breeze'),
      false,
    );
  });

  for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
    it(`can be read in the theme ${theme}`, async () => {
      const { window, simulator } = vsCode;
      // Mimir answers it with a 402; a zero is read twice before it is believed.
      simulator.set({ provider: 'mimir', balance: 0 });
      await window.setTheme(theme);
      await window.command('Credits: Refresh');
      await window.statusBar.waitForText(statusItem, 'Mimir empty');
      await vsCode.picture(`27-${theme}`);
    });
  }
});

describe('a machine without a network, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    // Names below .invalid never resolve (RFC 2606).
    vsCode = await openVsCode({
      'credits.endpoints': { mimir: 'https://mimir.invalid', bloom: 'https://bloom.invalid' },
    });
  });
  after(() => vsCode.dispose());

  it('is one state, said once', async () => {
    const { window } = vsCode;
    await window.openView('Credits');
    await addKey(window, 'Mimir', demoKeys.mimir);
    await window.input.waitForMessage(/^Can't reach Mimir\..* Press Enter to save the key/);
    await window.input.accept();
    await window.notifications.waitFor("Saved the Mimir key. It hasn't been checked yet.");
    await window.statusBar.waitForText(statusItem, 'Credits · offline');
    await window.notifications.clear();
    await addKey(window, 'Bloom', demoKeys.bloom);
    await window.input.waitForMessage(/^Can't reach Bloom\./);
    await window.input.accept();
    await passAfterKey(window, 'Bloom');
    const view = window.view('Balances');
    await window.waitFor(
      'the message',
      () => view.message(),
      (message) => message === 'Offline. No balances yet.',
    );
    await vsCode.picture('28-offline');
  });
});
