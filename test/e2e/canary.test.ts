import { deepStrictEqual, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addKey, openVsCode, passAfterKey, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys } from '../support/simulator/index.ts';

/** Keys that no service knows, each of the shape of its service, with a text in them that stands nowhere else. */
const canaries = {
  bloom: 'bloom_sk_canaryQ7wZ2pLx9',
  breeze: 'brz_canaryQ7wZ2pLx9',
  fullenrich: 'canaryQ7wZ2pLx9-fullenrich',
  mimir: 'cafeq7e2f9a1'.replace(/q/g, '0').padEnd(64, 'c7e2f9a1'),
  olostep: 'canaryQ7wZ2pLx9-olostep',
};
const keys = [...Object.values(canaries), ...Object.values(demoKeys)];

describe('a key, after every flow in a window', () => {
  let vsCode: VsCode;
  const pages: string[] = [];
  before(async () => {
    vsCode = await openVsCode();
  });
  after(() => vsCode.dispose());

  it('has been entered, rejected, saved, sent, replaced, renamed and removed', async () => {
    const { window, simulator } = vsCode;
    const look = async () => {
      pages.push(String(await window.page.content()));
    };
    const clear = () => window.notifications.clear();
    await window.openView('Credits');
    const view = window.view('Balances');
    for (const [name, key] of [
      ['Bloom', canaries.bloom],
      ['Breeze', canaries.breeze],
      ['FullEnrich', canaries.fullenrich],
      ['Mimir', canaries.mimir],
      ['Olostep', canaries.olostep],
    ] as const) {
      await addKey(window, name, key);
      await look();
      await window.input.waitForMessage(`${name} rejected this key.`);
      await look();
      await window.input.press('Save Anyway');
      await passAfterKey(window, name);
      await view.waitForRow(name, 'invalid key');
      await view.expand(name);
      await view.tooltip(name);
      await look();
      await clear();
    }
    await window.command('Credits: Refresh');
    await window.notifications.waitFor(/^Couldn't refresh 5 of 5 accounts/);
    await look();
    await clear();
    await view.rowAction('Mimir', 'Replace API Key…');
    await window.input.waitForTitle('Mimir API key');
    await window.input.type(demoKeys.mimir);
    await look();
    await window.input.accept();
    await view.waitForRow('Mimir', '42');
    await addKey(window, 'Olostep', demoKeys.olostep);
    await passAfterKey(window, 'Olostep', 'Olostep 2');
    await view.waitForRow('Olostep 2', /^12,500/);
    await view.expand('Olostep 2');
    await clear();
    await window.command('Credits: Show Log');
    await look();
    await window.reload();
    // The window opens the view by itself: a click on its icon just then would close it.
    await view.waitForRow('Olostep 2', /^12,500/);
    const before = simulator.requests.length;
    await window.command('Credits: Refresh');
    await window.waitFor(
      'six answers',
      async () => simulator.requests.slice(before).filter(({ status }) => status).length === 6,
    );
    await look();
    await clear();
    await view.rowMenu('Olostep 2', 'Remove Account…');
    await window.dialog.waitFor();
    await look();
    await window.dialog.action('Remove');
    ok(pages.length >= 19);
  });

  it('stands in no page', () => {
    // The value of a password box is no part of the page that is written out.
    deepStrictEqual(
      pages.flatMap((page, index) => keys.filter((key) => page.includes(key)).map(() => index)),
      [],
    );
  });

  it('stands in no file of VS Code: storage, settings, extensions, logs', async () => {
    // Ended first: a file that is being written has another name a moment later.
    await vsCode.server.dispose();
    const files = (await readdir(vsCode.dataDir, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const found: string[] = [];
    for (const { parentPath, name } of files) {
      const content = await readFile(join(parentPath, name));
      if (keys.some((key) => content.includes(key))) found.push(name);
    }
    deepStrictEqual(found, []);
    // What was searched is what there is to search: the log of the extension and its storage among it.
    for (const needed of [/\.log$/, /^accounts\.json$/, /^readings\.2\.json$/, /^settings\.json$/]) {
      ok(
        files.some(({ name }) => needed.test(name)),
        String(needed),
      );
    }
  });
});
