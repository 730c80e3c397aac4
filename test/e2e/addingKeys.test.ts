import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { addKey, openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys, scenarios } from '../support/simulator/index.ts';

describe('adding a key, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode();
    await vsCode.window.openView('Credits');
  });
  after(() => vsCode.dispose());

  it('leads to where keys are made, by a link and by a button', async () => {
    const { window } = vsCode;
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick('Bloom');
    const { message, buttons } = await window.input.waitForTitle('Bloom API key');
    ok(message.startsWith('Get a key · Keys for Bloom are'), message);
    deepStrictEqual(buttons, ['Back', 'Get a key']);
    await vsCode.picture('12-key-box');
    await window.input.follow('Get a key');
    const { message: question } = await window.dialog.waitFor();
    ok(/external website/.test(question), question);
    await window.dialog.action('Cancel');
    // The box is still there, and asks for the key.
    await window.input.waitForTitle('Bloom API key');
  });

  it('leads back to the services', async () => {
    const { window } = vsCode;
    await window.input.press('Back');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick('Olostep');
    await window.input.waitForTitle('Olostep API key');
  });

  it('takes two actions more for a wrong key: it is said in the box, and what is pasted takes its place', async () => {
    const { window } = vsCode;
    const wrong = scenarios['olostep-unknown'].key;
    await window.input.type(wrong);
    await window.input.accept();
    const { value, selected, invalid, buttons } = await window.input.waitForMessage('Olostep rejected this key.');
    deepStrictEqual([value, selected, invalid], [wrong, wrong, 'error']);
    deepStrictEqual(buttons, ['Back', 'Get a key', 'Save Anyway']);
    deepStrictEqual(await window.notifications.all(), []);
    await vsCode.picture('13-rejected');
    // As pasted, over the text that is selected.
    await window.page.keyboard.insertText(` OLOSTEP_API_KEY="${demoKeys.olostep}"`);
    await window.page.keyboard.press('Enter');
    const said = await window.notifications.waitFor('Olostep added: 12,500 credits in 2 lots');
    deepStrictEqual(said.buttons, ['Rename', 'Add Another']);
    await window.input.waitForNone();
    await vsCode.picture('14-added');
  });

  it('says in the box that a key has been added already, and asks nobody', async () => {
    const { window, simulator } = vsCode;
    await window.notifications.action('Add Another');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick('Olostep');
    await window.input.waitForTitle('Olostep API key');
    const before = simulator.requests.length;
    await window.input.type(demoKeys.olostep);
    await window.input.accept();
    const { invalid } = await window.input.waitForMessage('This key has already been added as "Olostep".');
    deepStrictEqual([invalid, simulator.requests.length - before], ['error', 0]);
    await vsCode.picture('15-added-already');
    await window.input.cancel();
    await window.input.waitForNone();
  });

  it('asks for the workspace once the key is accepted, again while it is wrong, and then for a name', async () => {
    const { window } = vsCode;
    await addKey(window, 'Bloom', demoKeys.bloom);
    const { message } = await window.input.waitForTitle('Bloom workspace');
    ok(message.startsWith('Workspace ID (optional)'), message);
    await vsCode.picture('16-workspace');
    await window.input.type('no-such-workspace');
    await window.input.accept();
    const { value } = await window.input.waitForMessage(/^Bloom can't find the workspace/);
    strictEqual(value, 'no-such-workspace');
    await vsCode.picture('17-wrong-workspace');
    await window.input.type('ws_design');
    await window.input.accept();
    const name = await window.input.waitForTitle('Account name');
    deepStrictEqual([name.value, name.selected], ['Bloom ws_design', 'Bloom ws_design']);
    await vsCode.picture('18-name');
    await window.input.accept();
    await window.notifications.waitFor('Bloom ws_design added: 75 credits');
  });

  it('offers to rename the account', async () => {
    const { window } = vsCode;
    await window.notifications.action('Rename', 'ws_design');
    await window.input.waitForTitle('Rename Bloom ws_design');
    await window.input.type('Design');
    await window.input.accept();
    await window.view('Balances').waitForRow('Design');
    await window.notifications.clear();
  });

  it('changes the workspace later, without the key', async () => {
    const { window } = vsCode;
    await window.view('Balances').rowMenu('Design', 'Change Workspace or Region…');
    const { value } = await window.input.waitForTitle('Bloom workspace');
    strictEqual(value, 'ws_design');
    await window.input.type('');
    await window.input.accept();
    await window.notifications.waitFor('Design: 310 credits');
    await window.view('Balances').waitForRow('Design', '310');
  });

  for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
    it(`can be read in the theme ${theme}`, async () => {
      const { window } = vsCode;
      await window.setTheme(theme);
      await addKey(window, 'Olostep', scenarios['olostep-unknown'].key);
      await window.input.waitForMessage('Olostep rejected this key.');
      await vsCode.picture(`19-rejected-${theme}`);
      await window.input.cancel();
      await window.input.waitForNone();
    });
  }
});
