import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addKey, messagesIn, openVsCode, statusItem, storageFolder, type VsCode } from '../support/e2e/openVsCode.ts';
import type { Window } from '../support/host/window.ts';
import { demoKeys } from '../support/simulator/index.ts';

describe('two windows', () => {
  let vsCode: VsCode;
  let other: Window;
  before(async () => {
    vsCode = await openVsCode({ 'credits.thresholds': { mimir: { low: 39 } } });
    // The extension is up in the first window before the second one is opened, as with a person.
    await vsCode.window.openView('Credits');
    other = await vsCode.openAnother();
    await other.openView('Credits');
    await other.statusBar.waitForText(statusItem, 'Credits: Add Key');
  });
  after(() => vsCode.dispose());

  it('show a key that was added in one of them, with the balance that was read there', async () => {
    const { window, simulator } = vsCode;
    await addKey(window, 'Mimir', demoKeys.mimir);
    await window.statusBar.waitForText(statusItem, 'Mimir 42');
    await other.statusBar.waitForText(statusItem, 'Mimir 42');
    // One request in all: the check of the key as it was entered.
    strictEqual(simulator.requests.length, 1);
  });

  it('show a balance that was refreshed in one of them', async () => {
    const { window, simulator } = vsCode;
    simulator.set({ provider: 'mimir', balance: 40 });
    await window.command('Credits: Refresh');
    await window.statusBar.waitForText(statusItem, 'Mimir 40');
    await other.statusBar.waitForText(statusItem, 'Mimir 40');
    strictEqual(simulator.requests.length, 2);
    await vsCode.picture('31-two-windows');
  });

  it('tell of a balance that is low in one of them, once', async () => {
    const { window, simulator } = vsCode;
    const alerts = async () =>
      [...(await messagesIn(window)), ...(await messagesIn(other))].filter((text) => text.startsWith('Mimir is low'));
    simulator.set({ provider: 'mimir', balance: 30 });
    await window.command('Credits: Refresh');
    await window.waitFor('an alert', alerts, (told) => told.length > 0);
    for (const balance of [29, 28]) {
      simulator.set({ provider: 'mimir', balance });
      await window.command('Credits: Refresh');
      await window.statusBar.waitForText(statusItem, `Mimir ${balance} · low`);
      await other.statusBar.waitForText(statusItem, `Mimir ${balance} · low`);
    }
    deepStrictEqual(await alerts(), ['Mimir is low: 30 credits.']);
  });

  it('run a command on the row whose menu is open, though it is drawn anew meanwhile', async () => {
    const { window, simulator } = vsCode;
    const view = other.view('Balances');
    await view.rowMenu('Mimir', 'Rename Account…', async () => {
      simulator.set({ provider: 'mimir', balance: 27 });
      await window.command('Credits: Refresh');
      await view.waitForRow('Mimir', /^27 /);
    });
    await other.input.waitForTitle('Rename Mimir');
    await other.input.cancel();
    await other.input.waitForNone();
  });

  it('show a new name that was given in one of them', async () => {
    const { window } = vsCode;
    await window.command('Credits: Rename Account…');
    await window.input.waitForTitle('Rename Account');
    await window.input.pick('Mimir');
    await window.input.waitForTitle('Rename Mimir');
    await window.input.type('Team Mimir');
    await window.input.accept();
    await window.statusBar.waitForText(statusItem, 'Team Mimir 27 · low');
    await other.statusBar.waitForText(statusItem, 'Team Mimir 27 · low');
  });

  it('show that a key was removed in one of them', async () => {
    const { window } = vsCode;
    await window.command('Credits: Remove Account…');
    await window.input.waitForTitle('Remove Account');
    await window.input.pick('Team Mimir');
    await window.dialog.waitFor();
    await window.dialog.action('Remove');
    await window.statusBar.waitForText(statusItem, 'Credits: Add Key');
    await other.statusBar.waitForText(statusItem, 'Credits: Add Key');
    await other.waitFor(
      'an empty view',
      () => other.view('Balances').rows(),
      (rows) => rows.length === 0,
    );
  });
});

describe('a lost keyring', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode();
  });
  after(() => vsCode.dispose());

  it('leaves the last balance on show, and entering the key again helps', async () => {
    const { window } = vsCode;
    await window.openView('Credits');
    await addKey(window, 'Mimir', demoKeys.mimir);
    await window.statusBar.waitForText(statusItem, 'Mimir 42');
    // It is shown before it is on disk, and the reload takes what isn't.
    await waitUntilSaved(vsCode, 42);
    window.keyring = 'changed';
    await window.reload();
    await window.openView('Credits');
    const view = window.view('Balances');
    await view.waitForRow('Mimir', '42');
    deepStrictEqual(await window.input.state(), undefined);
    await window.command('Credits: Refresh');
    // To a browser, a key that it can't read may be one that another browser has.
    const { buttons } = await window.notifications.waitFor(
      "Couldn't refresh Mimir (key saved elsewhere). Showing the last known balance.",
    );
    deepStrictEqual(buttons, ['Replace Key']);
    await view.waitForRow('Mimir', '42');
    await vsCode.picture('32-key-lost');
    await window.notifications.action('Replace Key');
    await window.input.waitForTitle('Mimir API key');
    await window.input.type(demoKeys.mimir);
    await window.input.accept();
    await window.notifications.waitFor('Mimir: 42 credits');
  });
});

describe('a disk that refuses', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode();
  });
  after(() => vsCode.dispose());

  it('keeps no balance from being shown, and the view says so until it can be written again', async () => {
    const { window, simulator } = vsCode;
    const readings = readingsFile(vsCode);
    await window.openView('Credits');
    await addKey(window, 'Mimir', demoKeys.mimir);
    const view = window.view('Balances');
    await view.waitForRow('Mimir', '42');
    await waitUntilSaved(vsCode, 42);
    // A folder of that name can neither be read nor replaced, whoever runs this.
    await rm(readings, { force: true });
    await mkdir(readings);
    simulator.set({ provider: 'mimir', balance: 40 });
    await window.command('Credits: Refresh');
    await view.waitForRow('Mimir', '40');
    const message = () => view.message();
    await window.waitFor('the message', message, (text) => text.startsWith("Credits can't save its data"));
    await vsCode.picture('33-disk-refuses');
    await rm(readings, { recursive: true });
    await window.command('Credits: Refresh');
    await window.waitFor('no problem', message, (text) => text.startsWith('Updated '));
  });
});

function readingsFile(vsCode: VsCode): string {
  return join(storageFolder(vsCode), 'readings.2.json');
}

/** Waits until a balance is on disk: it is shown before. */
async function waitUntilSaved(vsCode: VsCode, amount: number): Promise<void> {
  await vsCode.window.waitFor(
    'the saved balance',
    () => readFile(readingsFile(vsCode), 'utf8').catch(() => ''),
    (text) => new RegExp(`"amount":${amount}\\b`).test(text),
  );
}
