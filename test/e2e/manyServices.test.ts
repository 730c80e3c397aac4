import { deepStrictEqual } from 'node:assert/strict';
import { catalogIds, entryJson, sampleKey } from '../support/catalog/catalog.ts';
import { giveAccounts } from '../support/e2e/giveAccounts.ts';
import { openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';

const count = 100;

/** Services that need a key alone, and may be asked at any time. */
const services = catalogIds
  .map((id) => entryJson(id))
  .filter(({ parameters = [], interval }) => interval === undefined && !parameters.some(({ required }) => required))
  .slice(0, count);

describe('a hundred accounts at a hundred services, in a window', () => {
  const names = services.map(({ name }) => name).toSorted();
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode(({ sampled }) => ({
      'credits.endpoints': Object.fromEntries(services.map(({ id }) => [id, sampled(id)])),
    }));
    const { origin } = new URL(vsCode.simulator.controlUrl);
    const given = services.map(({ id, name }) => ({
      id,
      provider: id,
      label: name,
      key: { value: sampleKey(id), origins: [origin] as const },
    }));
    await giveAccounts(vsCode, given);
    await vsCode.window.openView('Credits');
  });
  after(async () => {
    await vsCode.dispose();
  });

  /** The labels of the accounts' rows in the tree, in a window that is tall enough for all of them for a moment. */
  const rowsOfTree = async () => {
    const { window } = vsCode;
    const size = window.page.viewportSize() ?? { width: 1280, height: 900 };
    await window.page.setViewportSize({ ...size, height: 2600 });
    const rows = await window.waitFor(
      'all rows',
      () => window.view('Balances').rows(),
      (shown) => shown.filter(({ level }) => level === 1).length >= count,
    );
    await window.page.setViewportSize(size);
    return rows.filter(({ level }) => level === 1);
  };

  it('are read when the window opens, with one request each, and all have their row', async () => {
    const { window, simulator } = vsCode;
    await window.waitFor(
      'every service to be asked',
      async () => simulator.requests.length,
      (sent) => sent >= count,
    );
    const rows = await rowsOfTree();
    deepStrictEqual(rows.map(({ label }) => label).toSorted(), names);
    deepStrictEqual(simulator.requests.length, count);
    await vsCode.picture('57-hundred-services');
  });

  it('are refreshed with one request each', async () => {
    const { window, simulator } = vsCode;
    await window.command('Credits: Refresh');
    await window.waitFor(
      'every service to answer again',
      async () => simulator.requests.filter(({ status }) => status !== undefined).length,
      (answered) => answered >= 2 * count,
    );
    const again = simulator.requests.slice(count);
    deepStrictEqual(again.map(({ provider }) => provider).toSorted(), services.map(({ id }) => id).toSorted());
    deepStrictEqual(new Set(again.map(({ status }) => status)), new Set([200]));
    const unknown = (await rowsOfTree()).filter(({ description }) => description === '');
    deepStrictEqual(unknown, []);
  });

  it('are all in the dashboard, which can be scrolled to its end and opened there', async () => {
    const { window, simulator } = vsCode;
    await window.command('Credits: Open Dashboard');
    await window.webview.waitFor('#dashboard:not([inert]) tr.row');
    const labels = window.webview.content.locator('tr.several .name, tr.row:not(.part) .name');
    const shown = await window.waitFor(
      'all accounts',
      () => labels.allInnerTexts(),
      (texts) => texts.length >= count,
    );
    deepStrictEqual(shown.map((text) => text.trim()).toSorted(), names);
    await vsCode.picture('58-hundred-in-dashboard');
    const last = window.webview.content.locator('tr.row').last();
    await last.scrollIntoViewIfNeeded();
    await last.locator('button.name').click();
    await window.webview.waitFor('tr.below');
    await vsCode.picture('59-hundred-to-the-end');
    // Nothing is due: looking at balances asks nobody.
    deepStrictEqual(simulator.requests.length, 2 * count);
  });
});
