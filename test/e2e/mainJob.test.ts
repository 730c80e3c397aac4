import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { addKey, openVsCode, passAfterKey, statusItem, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys, scenarios } from '../support/simulator/index.ts';

describe('the main job, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode({ 'credits.thresholds': { mimir: { low: 50, critical: 10 } } });
  });
  after(() => vsCode.dispose());

  it('invites to add a key while there is none', async () => {
    const { window } = vsCode;
    const item = await window.statusBar.waitForText(statusItem, 'Credits: Add Key');
    strictEqual(item.ariaLabel, 'Credits: no API key yet. Add one.');
    await window.openView('Credits');
    const view = window.view('Balances');
    const welcome = await window.waitFor('the welcome', () => view.welcome());
    deepStrictEqual(welcome?.buttons, ['Add API Key', 'Import from .env']);
    await vsCode.picture('01-no-key');
  });

  it('says inside the box what is wrong with the shape of a key, and does not send it', async () => {
    const { window, simulator } = vsCode;
    await window.statusBar.click(statusItem);
    await window.input.waitForTitle('Add API Key');
    const { picks } = await window.input.waitFor('the services', (shown) => shown.picks.length > 3);
    deepStrictEqual(picks.slice(0, 4), ['Paste a Key…', 'Import from .env…', 'OpenRouter', 'DeepSeek']);
    await window.input.pick('Mimir');
    const box = await window.input.waitForTitle('Mimir API key');
    ok(box.password);
    await window.input.type('0123456789abcdef');
    const { invalid } = await window.input.waitForMessage(/64 hexadecimal characters/);
    strictEqual(invalid, 'error');
    await window.input.accept();
    await window.input.waitForMessage(/64 hexadecimal characters/);
    await vsCode.picture('02-wrong-shape');
    await window.input.cancel();
    await window.input.waitForNone();
    deepStrictEqual(simulator.requests, []);
  });

  it('tries a key before it is saved, and says the balance', async () => {
    const { window } = vsCode;
    for (const [provider, key, said] of [
      ['Bloom', demoKeys.bloom, 'Bloom added: 310 credits'],
      ['Breeze', demoKeys.breeze, 'Breeze added: 1,234.567 credits'],
      // A pasted "Bearer " and blanks around a key are no part of it.
      ['FullEnrich', `Bearer ${demoKeys.fullenrich}`, 'FullEnrich added: 180.25 credits'],
      ['Mimir', `  ${demoKeys.mimir}  `, 'Mimir added: 42 credits'],
      ['Olostep', demoKeys.olostep, 'Olostep added: 12,500 credits in 2 lots'],
    ] as const) {
      await addKey(window, provider, key);
      await passAfterKey(window, provider);
      const { buttons } = await window.notifications.waitFor(said);
      deepStrictEqual(buttons, ['Rename', 'Add Another']);
      // VS Code shows three messages at a time.
      if (provider !== 'Olostep') await window.notifications.clear();
    }
    await vsCode.picture('03-key-added');
  });

  it('shows the lowest balance in the status bar, in words too', async () => {
    const { window } = vsCode;
    await window.waitForEqual('the status bar item', () => window.statusBar.item(statusItem), {
      text: 'Mimir 42 · low',
      icons: ['warning'],
      ariaLabel: 'Credits: Mimir, 42 credits, low. Lowest of 5 accounts.',
      background: 'warning',
    });
    const tooltip = await window.statusBar.tooltip(statusItem);
    for (const part of [
      'Mimir',
      '42 credits',
      'low',
      'Olostep',
      '12,500 credits',
      'Refresh',
      'Dashboard',
      'Settings',
    ]) {
      ok(tooltip.includes(part), `${part} in ${tooltip}`);
    }
    await vsCode.picture('04-status-bar');
  });

  it('opens the tree with lots and top-ups by a click on the status bar', async () => {
    const { window } = vsCode;
    await window.notifications.clear();
    await window.openView('Explorer');
    await window.statusBar.click(statusItem);
    const view = window.view('Balances');
    await view.expand('Olostep');
    await view.expand('Breeze');
    await view.expand('Top-ups');
    const rows = await window.waitFor(
      'all rows',
      () => view.rows(),
      (now) => now.length === 14,
    );
    deepStrictEqual(
      rows.filter(({ level }) => level === 1).map(({ label, description }) => `${label}: ${description}`),
      ['Mimir: 42 · low', 'FullEnrich: 180.25', 'Bloom: 310', 'Breeze: 1,234.567', 'Olostep: 12,500'],
    );
    const details = rows
      .filter(({ level }) => level > 1)
      .map(({ label, description }) => [label, description].filter(Boolean).join(' · '));
    for (const expected of [
      /^Subscription · 8,500 · expires .*\b1\b/,
      /^Top-up · 4,000 · expires .*\b1\b/,
      /^Plan · Pro · 10,000 credits$/,
      /^Top-ups · last \+500, /,
      /^\+1,000 · completed · /,
      /^\+500 · pending · /,
      /^\+250$/,
      /^Forecast · in \d+ h and 3 charges$/,
    ]) {
      ok(
        details.some((label) => expected.test(label)),
        `${expected} in ${details}`,
      );
    }
    ok(rows.every(({ ariaLabel }) => ariaLabel !== ''));
    await vsCode.picture('05-tree');
  });

  it('reads a changed balance on Credits: Refresh', async () => {
    const { window, simulator } = vsCode;
    simulator.set({ provider: 'mimir', balance: 41 });
    simulator.set({ provider: 'bloom', balance: 307 });
    await window.command('Credits: Refresh');
    await window.statusBar.waitForText(statusItem, 'Mimir 41 · low');
    await window.view('Balances').waitForRow('Bloom', '307');
    await vsCode.picture('06-refreshed');
  });

  it('refreshes one account alone from its row', async () => {
    const { window, simulator } = vsCode;
    simulator.set({ provider: 'bloom', balance: 306 });
    const before = simulator.requests.length;
    await window.view('Balances').rowAction('Bloom', 'Refresh');
    await window.view('Balances').waitForRow('Bloom', '306');
    deepStrictEqual(
      simulator.requests.slice(before).map(({ provider }) => provider),
      ['bloom'],
    );
  });

  it('does not save a rejected key', async () => {
    const { window } = vsCode;
    await addKey(window, 'Olostep', scenarios['olostep-unknown'].key);
    await window.input.waitForMessage('Olostep rejected this key.');
    await vsCode.picture('07-refused');
    await window.input.cancel();
    await window.input.waitForNone();
    deepStrictEqual(await window.notifications.all(), []);
    strictEqual(accountsOf(await window.view('Balances').rows()).length, 5);
  });

  it('saves a rejected key when the person says so, and shows the action that helps', async () => {
    const { window } = vsCode;
    await addKey(window, 'Olostep', scenarios['olostep-unknown'].key);
    await window.input.waitForMessage('Olostep rejected this key.');
    await window.input.press('Save Anyway');
    await passAfterKey(window, 'Olostep', 'Olostep 2');
    const view = window.view('Balances');
    await view.waitForRow('Olostep 2', 'invalid key');
    await view.expand('Olostep 2');
    await view.waitForRow('Failed', 'invalid key');
    await vsCode.picture('08-saved-anyway');
    await view.rowAction('Olostep 2', 'Replace API Key…');
    await window.input.waitForTitle('Olostep API key');
    await window.input.type(scenarios['olostep-blocked'].key);
    await window.input.accept();
    await window.notifications.waitFor(/^Olostep 2 has blocked usage \(2,500 credits left\)\.$/);
    await view.waitForRow('Olostep 2', 'blocked · 2,500');
    await window.statusBar.waitForText(statusItem, 'Olostep 2 blocked');
    await vsCode.picture('09-blocked');
  });

  it('removes an account after asking', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await window.notifications.clear();
    await view.rowMenu('Olostep 2', 'Remove Account…');
    const { message } = await window.dialog.waitFor();
    strictEqual(message, 'Remove Olostep 2?');
    await vsCode.picture('10-remove');
    await window.dialog.action('Remove');
    await window.statusBar.waitForText(statusItem, 'Mimir 41 · low');
    const rows = await window.waitFor(
      'five accounts without a service above them',
      () => view.rows(),
      (now) => accountsOf(now).length === 5 && !now.some(({ description }) => /\baccounts\b/.test(description)),
    );
    deepStrictEqual(accountsOf(rows), ['Mimir', 'FullEnrich', 'Bloom', 'Breeze', 'Olostep']);
  });

  it('shows the last balances after a reload before any service has answered', async () => {
    const { window, simulator } = vsCode;
    const before = simulator.requests.length;
    await window.reload();
    const item = await window.statusBar.waitForText(statusItem, 'Mimir 41 · low');
    match(item.ariaLabel, /Mimir, 41 credits, low/);
    await window.openView('Credits');
    await window.view('Balances').waitForRow('Bloom', /^306/);
    // They were read less than an interval ago, so nobody is asked.
    strictEqual(simulator.requests.length, before);
    await window.command('Credits: Refresh');
    await window.waitFor(
      'five more answers',
      async () => simulator.requests.slice(before).filter(({ status }) => status).length,
      (count) => count === 5,
    );
  });

  it('removes all keys after asking, and invites again', async () => {
    const { window } = vsCode;
    await window.command('Credits: Remove All API Keys…');
    const { message } = await window.dialog.waitFor();
    strictEqual(message, 'Remove all 5 API keys?');
    await window.dialog.action('Remove All');
    await window.statusBar.waitForText(statusItem, 'Credits: Add Key');
    await window.waitFor('the welcome', () => window.view('Balances').welcome());
    await vsCode.picture('11-all-removed');
  });
});

function accountsOf(rows: readonly { readonly level: number; readonly label: string }[]): readonly string[] {
  return rows.filter(({ level }) => level === 1).map(({ label }) => label);
}
