import { deepStrictEqual, doesNotMatch, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { type OwnService, startOwnService } from '../support/e2e/ownService.ts';
import { demoKeys, scenarios } from '../support/simulator/index.ts';

describe('the services, in a window', () => {
  let vsCode: VsCode;
  let own: OwnService;
  let folder: string;
  before(async () => {
    own = await startOwnService();
    folder = await mkdtemp(join(tmpdir(), 'credits-project-'));
    await mkdir(join(folder, 'apps/web'), { recursive: true });
    const wrong = scenarios['olostep-unknown'].key;
    await writeFile(
      join(folder, '.env'),
      `# keys\nexport MIMIR_API_KEY="${demoKeys.mimir}"\nOLOSTEP_API_KEY=${wrong}\nBREEZE_API_KEY=${demoKeys.breeze}\n`,
    );
    await writeFile(join(folder, 'apps/web/.env.local'), `FULLENRICH_API_KEY='${demoKeys.fullenrich}'\n`);
    await writeFile(join(folder, '.env.example'), 'OPENROUTER_API_KEY=your-key-here\n');
    const broken = { id: 'broken', name: 'Broken', request: { url: 'http://x.example/' }, pools: [] };
    vsCode = await openVsCode(
      { 'credits.customProviders': [broken] },
      { folder, env: { BLOOM_API_KEY: demoKeys.bloom } },
    );
    await vsCode.window.openView('Credits');
  });
  after(async () => {
    await vsCode.dispose();
    await own.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('are listed with the most used first, and can be searched by field', async () => {
    const { window } = vsCode;
    await window.command('Credits: Add API Key…');
    const { picks } = await window.input.waitFor('the list', ({ picks: shown }) => shown.length > 3);
    deepStrictEqual(picks.slice(0, 3), ['Paste a Key…', 'Import from .env…', 'OpenRouter']);
    await vsCode.picture('40-services');
    await window.input.type('speech');
    await window.input.waitFor('those for speech', ({ picks: shown }) => shown.includes('ElevenLabs'));
    await vsCode.picture('41-services-by-field');
    await window.input.cancel();
    await window.input.waitForNone();
  });

  it('say why a balance cannot be read', async () => {
    const { window } = vsCode;
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.type('openai');
    await window.input.waitFor('OpenAI', ({ picks }) => picks.includes('OpenAI'));
    await vsCode.picture('42-openai');
    await window.input.pick('OpenAI');
    const { buttons } = await window.notifications.waitFor(/^OpenAI reports what was spent/);
    deepStrictEqual(buttons, ['Open Billing Page']);
    await vsCode.picture('43-openai-why');
    await window.notifications.clear();
  });

  it('are proposed for a key that is pasted first', async () => {
    const { window } = vsCode;
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick('Paste a Key…');
    const { password } = await window.input.waitForTitle('Paste a Key');
    ok(password);
    await window.input.type(demoKeys.breeze);
    await vsCode.picture('44-paste-a-key');
    await window.input.accept();
    await window.input.waitForTitle('Select a service');
    const { picks } = await window.input.waitFor('the proposal', ({ picks: shown }) => shown.includes('Breeze'));
    deepStrictEqual(picks[0], 'Breeze');
    await vsCode.picture('45-proposed');
    await window.input.accept();
    await window.notifications.waitFor(/^Breeze added: /);
    await window.input.waitForNone();
    await window.notifications.clear();
  });

  it('can be one of your own: its address, its key, and a click on the number that is the balance', async () => {
    const { window } = vsCode;
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.type('acme');
    await window.input.waitFor('what is always there', ({ picks }) => picks.includes('Custom…'));
    await window.input.accept();
    await window.input.waitForTitle('Add Custom Service');
    await vsCode.picture('46-custom-kind');
    await window.input.pick('Any service');
    await window.input.waitForTitle('Balance URL');
    await window.input.type(own.url);
    await vsCode.picture('47-custom-address');
    await window.input.accept();
    await window.input.waitFor('how the key goes', ({ picks }) => picks.includes('x-api-key: KEY'));
    await vsCode.picture('48-custom-place');
    await window.input.pick('Authorization: Bearer KEY');
    await window.input.waitForTitle('API key');
    await window.input.type('acme-wrong-key');
    await window.input.accept();
    await window.input.waitForMessage(/rejected this key\.$/);
    await window.input.type(own.key);
    await window.input.accept();
    await window.input.waitFor('the numbers', ({ picks }) => picks.includes('/wallet/balance'));
    await vsCode.picture('49-custom-number');
    await window.input.pick('/wallet/balance');
    await window.input.waitFor('the units', ({ picks }) => picks.includes('US dollars'));
    await vsCode.picture('50-custom-unit');
    await window.input.pick('US dollars');
    await window.input.waitForTitle('Service name');
    await window.input.type('Acme');
    await vsCode.picture('51-custom-name');
    await window.input.accept();
    await window.notifications.waitFor('Acme added: $12.50');
    await window.view('Balances').waitForRow('Acme', '$12.50');
    await vsCode.picture('52-custom-added');
    const settings = await readFile(join(vsCode.dataDir, 'data/User/settings.json'), 'utf8');
    ok(settings.includes('"amount": "/wallet/balance"'), settings);
    doesNotMatch(settings, new RegExp(own.key));
    deepStrictEqual(new Set(own.requests.map(({ method, path }) => `${method} ${path}`)), new Set(['GET /v1/wallet']));
  });

  it('say by its path which entry of the settings cannot be used', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    const text = await view.message();
    ok(text.startsWith("Can't use a custom service. credits.customProviders[0].request.url: "), text);
    await vsCode.picture('56-entry-problem');
  });

  it('are asked again as they were described', async () => {
    const { window } = vsCode;
    await window.notifications.clear();
    const before = own.requests.length;
    await window.command('Credits: Refresh');
    await window.waitFor(
      'the service to be asked',
      async () => own.requests.length,
      (count) => count > before,
    );
    ok(own.requests.at(-1)?.isAuthorized);
  });

  it('are added with the keys of .env files and of the environment, all at once', async () => {
    const { window } = vsCode;
    await window.notifications.clear();
    await window.command('Credits: Import API Keys from .env…');
    await window.input.waitForTitle('Import API Keys');
    await vsCode.picture('53-import-where');
    await window.input.pick('Open Folders and Environment');
    const { picks } = await window.input.waitFor('the keys', ({ picks: shown }) => shown.includes('Mimir'));
    deepStrictEqual(picks, ['Bloom', 'FullEnrich', 'Mimir', 'Olostep', 'Breeze']);
    await vsCode.picture('54-import-found');
    for (const key of Object.values(demoKeys)) ok(!(await window.page.content()).includes(key));
    await window.input.accept();
    const { text } = await window.notifications.waitFor(/^Added 3 accounts: Bloom, FullEnrich, Mimir\. /);
    ok(text.endsWith('Rejected: OLOSTEP_API_KEY.'), text);
    for (const name of ['Bloom', 'FullEnrich', 'Mimir', 'Breeze', 'Acme']) {
      await window.view('Balances').waitForRow(name);
    }
    await vsCode.picture('55-imported');
  });
});
