import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { addKey } from '../support/addKey.ts';
import { type Stage, setStage } from '../support/e2e/stage.ts';
import { demoKeys } from '../support/simulator/index.ts';
import { statusItem } from '../support/statusItem.ts';

describe('trouble, in a window', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
    const { window } = stage;
    await window.openView('Credits');
    await addKey(window, 'Mimir', demoKeys.mimir);
    await window.notifications.waitFor('Mimir: 42 credits');
    await window.command('Notifications: Clear All Notifications');
    await addKey(window, 'Bloom', demoKeys.bloom);
    await window.view('Balances').waitForRow('Bloom', '310 credits · just now');
  });
  after(() => stage.dispose());
  beforeEach(() => stage.window.command('Notifications: Clear All Notifications'));

  it('keeps the balance of a service that is down, says so, and offers to ask again', async () => {
    const { window, simulator } = stage;
    simulator.failNext({ provider: 'mimir', kind: 'status', status: 503 });
    await window.command('Credits: Refresh');
    const { text } = await window.notifications.waitFor(/^1 of 2 accounts gave no balance/);
    match(text, /Mimir \(service not available\)/);
    const view = window.view('Balances');
    await view.waitForRow('Mimir', /^42 credits · .* · service not available$/);
    await view.waitForRow('Bloom', '310 credits · just now');
    const item = await window.statusBar.waitForText(statusItem, /^Mimir 42 \(.*\)$/);
    deepStrictEqual(item.icons, ['history']);
    match(item.ariaLabel, /Mimir, 42 credits, .*service not available/);
    await view.expand('Mimir');
    await view.waitForRow('Service not available. Ask again');
    await stage.picture('21-service-down');
    await view.click('Service not available. Ask again');
    await window.statusBar.waitForText(statusItem, 'Mimir 42');
  });

  it('keeps the balance when the answer is garbage', async () => {
    const { window, simulator } = stage;
    simulator.failNext({ provider: 'bloom', kind: 'html' });
    simulator.failNext({ provider: 'mimir', kind: 'truncated' });
    await window.command('Credits: Refresh');
    const { text } = await window.notifications.waitFor(/^2 of 2 accounts gave no balance/);
    match(text, /Mimir \(answer not understood\), Bloom \(answer not understood\)/);
    const item = await window.statusBar.waitForText(statusItem, /^Mimir 42 \(.*\), all checks failed$/);
    deepStrictEqual(item.icons, ['warning']);
    await stage.picture('22-garbage');
    await window.command('Credits: Refresh');
    await window.statusBar.waitForText(statusItem, 'Mimir 42');
  });

  it('cancels a refresh down to the socket, says so, and loses nothing', async () => {
    const { window, simulator } = stage;
    simulator.failNext({ provider: 'mimir', kind: 'hang' });
    const started = simulator.requests.length;
    await window.command('Credits: Refresh');
    await window.waitFor(
      'the request',
      async () => simulator.requests.slice(started),
      (now) => now.some(({ provider }) => provider === 'mimir'),
    );
    const item = await window.waitFor(
      'the icon to turn',
      () => window.statusBar.item(statusItem),
      (now) => now?.icons[0] === 'sync',
    );
    strictEqual(item?.text, 'Mimir 42');
    // The other account is not held up by the one that hangs.
    await window.view('Balances').waitForRow('Bloom', '310 credits · just now');
    await stage.picture('23-refreshing');
    await window.notifications.waitFor('Refreshing balances');
    await window.notifications.action('Cancel');
    await window.notifications.waitFor('Refresh canceled: 1 of 2 balances were read, the others stay as they were.');
    await simulator.request((entry) => entry.provider === 'mimir' && entry.aborted);
    await window.statusBar.waitForText(statusItem, 'Mimir 42');
    await stage.picture('24-cancelled');
  });

  it('can be canceled in the title of the view as well', async () => {
    const { window, simulator } = stage;
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
    const { window, simulator } = stage;
    // A connection that dies is tried once more.
    simulator.failNext({ provider: 'olostep', kind: 'reset', times: 2 });
    await addKey(window, 'Olostep', demoKeys.olostep);
    const { text } = await window.notifications.waitFor(/^Olostep isn't responding/);
    ok(text.endsWith("The key was saved, but it hasn't been checked yet."), text);
    await window.view('Balances').waitForRow('Olostep', 'service not available');
    await stage.picture('25-saved-unchecked');
    await window.view('Balances').rowAction('Olostep', 'Refresh');
    await window.view('Balances').waitForRow('Olostep', '12,500 credits · just now');
  });

  it('does not save a key whose check was canceled, unless the person says so', async () => {
    const { window, simulator } = stage;
    simulator.failNext({ provider: 'breeze', kind: 'hang' });
    await addKey(window, 'Breeze', demoKeys.breeze);
    await window.input.waitForMessage(/^Checking key…/);
    await stage.picture('26-asking');
    await window.page.keyboard.press('Escape');
    const { buttons } = await window.notifications.waitFor("Check canceled. The Breeze key wasn't saved.");
    deepStrictEqual(buttons, ['Enter Another Key', 'Save Without Checking']);
    strictEqual(
      (await window.view('Balances').rows()).some(({ label }) => label === 'Breeze'),
      false,
    );
    await window.notifications.action('Save Without Checking');
    await window.view('Balances').waitForRow('Breeze', 'not checked yet');
  });

  it('asks for the workspace again, and not for the key, when the workspace is wrong', async () => {
    const { window } = stage;
    await addKey(window, 'Bloom', demoKeys.bloom, 'no-such-workspace');
    const { buttons } = await window.notifications.waitFor(/^Bloom can't find the workspace/);
    deepStrictEqual(buttons, ['Enter Another Workspace', 'Save Anyway']);
    await window.notifications.action('Enter Another Workspace');
    await window.input.waitForTitle('Bloom workspace');
    strictEqual((await window.input.state())?.value, 'no-such-workspace');
    await window.input.type('ws_design');
    await window.input.accept();
    await window.notifications.waitFor('Bloom 2: 75 credits');
    await window.view('Balances').expand('Bloom 2');
    await window.view('Balances').waitForRow('Bloom workspace: ws_design');
  });

  it('says that a key is there already', async () => {
    const { window } = stage;
    await addKey(window, 'Mimir', demoKeys.mimir);
    await window.notifications.waitFor('This key has already been added as "Mimir".');
  });

  for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
    it(`can be read in the theme ${theme}`, async () => {
      const { window, simulator } = stage;
      simulator.failNext({ provider: 'mimir', kind: 'status', status: 402 });
      await window.setTheme(theme);
      await window.command('Credits: Refresh');
      await window.statusBar.waitForText(statusItem, 'Mimir 0');
      await stage.picture(`27-${theme}`);
    });
  }
});

describe('a machine without a network, in a window', () => {
  let stage: Stage;
  before(async () => {
    // Names below .invalid never resolve (RFC 2606).
    stage = await setStage({ 'credits.endpoints': { mimir: 'https://mimir.invalid', bloom: 'https://bloom.invalid' } });
  });
  after(() => stage.dispose());

  it('is one state, said once', async () => {
    const { window } = stage;
    await window.openView('Credits');
    await addKey(window, 'Mimir', demoKeys.mimir);
    await window.notifications.waitFor(/^Can't reach Mimir\..* The key was saved/);
    await window.statusBar.waitForText(statusItem, 'Credits, offline');
    await window.command('Notifications: Clear All Notifications');
    await addKey(window, 'Bloom', demoKeys.bloom);
    await window.notifications.waitFor(/^Can't reach Bloom\./);
    const view = window.view('Balances');
    await window.waitFor(
      'the message',
      () => view.message(),
      (message) => message === 'Offline. No balance has been read yet.',
    );
    await stage.picture('28-offline');
  });
});
