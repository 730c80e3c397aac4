import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { addKey, openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys, sampledKey, scenarios } from '../support/simulator/index.ts';

describe('adding a key, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode(({ endpoints, sampled }) => ({
      'credits.endpoints': { ...endpoints, xai: sampled('xai') },
    }));
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

  it('asks for an ID that a service needs, and asks the service with both', async () => {
    const { window, simulator } = vsCode;
    await window.notifications.clear();
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.type('xai');
    await window.input.waitFor('xAI', ({ picks }) => picks.includes('xAI'));
    await window.input.pick('xAI');
    await window.input.waitForTitle('xAI API key');
    const before = simulator.requests.length;
    await window.input.type('xai-token-management-401');
    await window.input.accept();
    const { message, buttons } = await window.input.waitForTitle('xAI team');
    ok(message.startsWith('Team ID'), message);
    deepStrictEqual([buttons, simulator.requests.length - before], [['Back'], 0]);
    await vsCode.picture('18a-id');
    await window.input.accept();
    await window.input.waitForMessage('Enter a value. xAI needs it in addition to the key.');
    await window.input.type('team-7');
    await window.input.accept();
    const { value, invalid } = await window.input.waitForMessage(/^xAI rejected the key or this value\./);
    deepStrictEqual([value, invalid, simulator.requests.length - before], ['team-7', 'error', 1]);
    await vsCode.picture('18b-id-rejected');
  });

  it('leads back from there to the key, and forgets neither', async () => {
    const { window } = vsCode;
    await window.input.press('Back');
    const { value, selected } = await window.input.waitForTitle('xAI API key');
    strictEqual(selected, value);
    await vsCode.picture('18c-back-at-the-key');
    await window.page.keyboard.insertText(sampledKey('xai'));
    await window.page.keyboard.press('Enter');
    strictEqual((await window.input.waitForTitle('xAI team')).value, 'team-7');
    await window.input.accept();
    const name = await window.input.waitForTitle('Account name');
    strictEqual(name.value, 'xAI team-7');
    await vsCode.picture('18d-name-with-id');
    await window.input.accept();
    await window.notifications.waitFor('xAI team-7 added: $25.00');
    await window.input.waitForNone();
    await window.view('Balances').waitForRow('xAI team-7', '$25.00');
    await window.notifications.clear();
  });

  it('replaces the key of such a service with the ID that is saved', async () => {
    const { window, simulator } = vsCode;
    await window.view('Balances').rowMenu('xAI team-7', 'Replace API Key…');
    await window.input.waitForTitle('xAI API key');
    await window.input.type('xai-token-another-key');
    await window.input.accept();
    await window.notifications.waitFor('xAI team-7: $25.00');
    strictEqual(simulator.requests.at(-1)?.path, '/v1/billing/teams/team-7/prepaid/balance');
    await window.input.waitForNone();
    await window.notifications.clear();
  });

  it('keeps a list open while nothing in it matches, and the key that was pasted before', async () => {
    const { window } = vsCode;
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick('Paste a Key…');
    await window.input.waitForTitle('Paste a Key');
    await window.input.type('any-key-of-some-service');
    await window.input.accept();
    await window.input.waitForTitle('Select a service');
    await window.input.type('no service has this name');
    await window.input.waitFor('no service', ({ picks }) => !picks.includes('Mimir'));
    await window.input.accept();
    await vsCode.picture('18e-nothing-matches');
    await window.input.type('mimir');
    await window.input.waitFor('the service', ({ picks }) => picks.includes('Mimir'));
    await window.input.accept();
    await window.input.waitForTitle('Mimir API key');
    await window.input.cancel();
    await window.input.waitForNone();
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
