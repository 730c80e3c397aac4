import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { DashboardTab } from '../support/e2e/dashboardTab.ts';
import { addKey, openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys } from '../support/simulator/index.ts';

const title = 'Credits Dashboard';

/** Whether what VS Code writes of its window every few seconds has the tab with its range. */
const isKept = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const values = stores.length === 0 ? [] : await Promise.all(
      stores.map((store) => done(database.transaction(store).objectStore(store).getAll())),
    );
    database.close();
    if (values.flat().some((value) => /credits\\.dashboard.*week/.test(String(value)))) return true;
  }
  return false;
})()`;

describe('the dashboard, in a window', () => {
  let vsCode: VsCode;
  let dashboard: DashboardTab;
  before(async () => {
    vsCode = await openVsCode();
    dashboard = new DashboardTab(vsCode.window);
  });
  after(() => vsCode.dispose());

  const says = (label: string, expected: RegExp) => dashboard.waitForText(label, expected);

  it('is offered in the palette, and offers to add a key while there is none', async () => {
    const { window } = vsCode;
    await window.command('Credits: Open Dashboard');
    await window.webview.waitFor('text=No API key yet.');
    await vsCode.picture('50-dashboard-empty');
    await window.webview.content.getByRole('button', { name: 'Add API Key…' }).click();
    await window.input.waitForTitle('Add API Key');
    // The page behind the list may take the focus at any time.
    await window.page.mouse.click(800, 800);
    await window.webview.waitForFocus();
    await window.input.pick('Mimir');
    await window.input.waitForTitle('Mimir API key');
    await window.input.cancel();
    await window.input.waitForNone();
  });

  it('shows an account as soon as it is there', async () => {
    const { window } = vsCode;
    await addKey(window, 'Mimir', demoKeys.mimir);
    await says('Mimir', /^Mimir 42 Forecast in .* h and 3 charges Forecast available after /);
    await addKey(window, 'Olostep', demoKeys.olostep);
    await says('Olostep', /^Olostep 12,500 .*Subscription 8,500 of 10,000 credits, expires/);
    await window.webview.waitFor('#dashboard:not([inert]) tr.row');
    await vsCode.picture('51-dashboard');
  });

  it("opens from the view's title, and there is one of it", async () => {
    const { window } = vsCode;
    await window.command('View: Close All Editors');
    await window.openView('Credits');
    const view = window.view('Balances');
    await view.waitForRow('Mimir');
    await view.action('Open Dashboard');
    await window.webview.waitFor('#dashboard:not([inert]) tr.row');
    // It comes to the front, and what is open over it goes.
    await window.webview.waitForFocus();
    await window.command('Credits: Open Dashboard');
    deepStrictEqual(await window.webview.tabs(), [title]);
  });

  it('shows a new reading without a reload', async () => {
    const { window, simulator } = vsCode;
    await window.webview.content.locator('body').evaluate('globalThis.untouched = true');
    simulator.set({ provider: 'mimir', balance: 37 });
    await window.command('Credits: Refresh');
    await says('Mimir', /^Mimir 37 .*2 more charges/);
    strictEqual(await window.webview.content.locator('body').evaluate('globalThis.untouched'), true);
  });

  it('has tables of the same', async () => {
    const { window } = vsCode;
    await dashboard.openTables('Mimir');
    const table = window.webview.content.getByRole('table', { name: 'Balance of Mimir, 30 days' });
    const [cells] = await window.waitFor(
      'the table',
      () => table.locator('tbody tr').allInnerTexts(),
      (rows) => rows.length === 1,
    );
    match(cells ?? '', /\t37\t42\t37 credits\t5\t–\t–\t–$/);
  });

  it('shows after it was hidden what has come in the meantime, with the range and the tables of before', async () => {
    const { window, simulator } = vsCode;
    await window.webview.content.getByRole('radio', { name: '7 days' }).check();
    await window.command('Developer: Startup Performance');
    await window.waitFor(
      'the dashboard to be hidden',
      () => window.page.locator('.editor-instance .monaco-editor').count(),
      (count) => count === 1,
    );
    simulator.set({ provider: 'mimir', balance: 31 });
    await window.command('Credits: Refresh');
    await window.view('Balances').waitForRow('Mimir', /^31/);
    await window.command('Credits: Open Dashboard');
    await says('Mimir', /^Mimir 31 /);
    strictEqual(await window.webview.content.getByRole('radio', { name: '7 days' }).isChecked(), true);
    await window.webview.content.getByRole('table', { name: 'Balance of Mimir, 7 days' }).waitFor();
  });

  it('takes on every theme', async () => {
    const { window } = vsCode;
    for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
      await window.setTheme(theme);
      await window.webview.waitFor('#dashboard:not([inert]) tr.row');
      await vsCode.picture(`52-dashboard-${theme}`);
    }
  });

  it('is there again after a reload of the window, with the range of before', async () => {
    const { window } = vsCode;
    await window.waitFor('VS Code to keep the tab', () => window.page.evaluate(isKept), Boolean);
    await window.reload();
    await window.page.locator('.tabs-container .tab').filter({ hasText: title }).click();
    await says('Mimir', /^Mimir 31 /);
    strictEqual(await window.webview.content.getByRole('radio', { name: '7 days' }).isChecked(), true);
    deepStrictEqual(
      (await window.webview.tabs()).filter((name) => name === title),
      [title],
    );
    await window.command('Credits: Open Dashboard');
    deepStrictEqual(
      (await window.webview.tabs()).filter((name) => name === title),
      [title],
    );
  });
});
