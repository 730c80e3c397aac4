import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { alertSettingsOf, defaultAlerts } from '../../src/core/alerts/alertSettings.ts';
import { Settings } from '../../src/vscode/settings.ts';
import { splitAlerts, turnOffAlerts } from '../../src/vscode/writeAlertSettings.ts';
import { eventually } from '../support/integration/eventually.ts';
import { SettingsFile } from '../support/integration/settingsFile.ts';
import { UserSettings } from '../support/integration/userSettings.ts';
import { workspaceSettings } from '../support/integration/workspaceSettings.ts';

const minute = 60_000;
const mimir = { id: 'mimir', baseUrl: 'https://api.brookmimir.com' };
const own = { base: 'https://api.brookmimir.com', origin: 'https://api.brookmimir.com' };

describe('the settings, in VS Code', () => {
  const user = new UserSettings();
  let settings: Settings;
  beforeEach(() => {
    settings = new Settings();
  });
  afterEach(async () => {
    settings.dispose();
    await user.dispose();
  });

  describe('of a workspace', () => {
    it('are there, as VS Code itself has read them', () => {
      const read = vscode.workspace.getConfiguration('editor').inspect('tabSize');
      strictEqual(read?.workspaceValue, workspaceSettings['editor.tabSize']);
    });

    it('pass the scope that package.json gives them, so that it takes more than the scope', function () {
      const endpoints = vscode.workspace.getConfiguration('credits').get<Record<string, string>>('endpoints');
      // Nothing that this extension needs: a VS Code that has closed the gap is welcome.
      if (endpoints?.['mimir'] === undefined) this.skip();
      strictEqual(endpoints['mimir'], workspaceSettings['credits.endpoints.mimir']);
    });

    it('send no key elsewhere', () => {
      deepStrictEqual(settings.endpointOf(mimir), own);
    });

    it('change neither the interval nor the thresholds', () => {
      strictEqual(settings.interval.value, 15 * minute);
      deepStrictEqual(settings.thresholds.value, {});
    });

    it('do not mix with those of the user', async () => {
      await user.set('credits.endpoints', { bloom: 'https://bloom.example' });
      await user.set('credits.thresholds', { bloom: { low: 5 } });
      await user.set('credits.refreshInterval', 30);
      deepStrictEqual(settings.endpointOf(mimir), own);
      strictEqual(settings.endpointOf({ ...mimir, id: 'bloom' })?.base, 'https://bloom.example');
      deepStrictEqual(settings.thresholds.value, { bloom: { low: 5 } });
      strictEqual(settings.interval.value, 30 * minute);
    });
  });

  describe('the interval', () => {
    it('is the one of package.json while the user has set none', () => {
      const preset = vscode.workspace.getConfiguration('credits').inspect<number>('refreshInterval')?.defaultValue;
      strictEqual(preset, 15);
      strictEqual(settings.interval.value, preset * minute);
    });

    for (const [value, minutes] of [
      [30, 30],
      [2.5, 2.5],
      [1, 1],
      [0.5, 1],
      [0, 1],
      [-3, 1],
      ['30', 15],
      [true, 15],
      [{}, 15],
      [[30], 15],
    ] as const) {
      it(`is ${minutes} minutes when the user has set ${JSON.stringify(value)}`, async () => {
        await user.set('credits.refreshInterval', value);
        strictEqual(settings.interval.value, minutes * minute);
      });
    }
  });

  describe('the thresholds', () => {
    for (const { value, read } of [
      { value: { mimir: { low: 50, critical: 10 } }, read: { mimir: { low: 50, critical: 10 } } },
      { value: { 'mimir-2': { low: 50 } }, read: { 'mimir-2': { low: 50 } } },
      { value: { mimir: { low: '50', critical: 10 } }, read: { mimir: { low: undefined, critical: 10 } } },
      { value: { mimir: 50 }, read: { mimir: undefined } },
      {
        value: { mimir: 50, bloom: { low: 1, critical: 0 } },
        read: { mimir: undefined, bloom: { low: 1, critical: 0 } },
      },
      { value: 'mimir', read: {} },
      { value: 50, read: {} },
    ]) {
      it(`are ${JSON.stringify(read)} when the user has set ${JSON.stringify(value)}`, async () => {
        await user.set('credits.thresholds', value);
        deepStrictEqual({ ...settings.thresholds.value }, read);
      });
    }
  });

  describe('the alerts', () => {
    const file = new SettingsFile();
    const shown = () => alertSettingsOf(settings.alerts.value);
    afterEach(async () => {
      await user.dispose();
      await file.restore();
      await eventually('the defaults', shown, (now) => isDeepStrictEqual(now, defaultAlerts));
    });

    it('are settings of their own, and those of the user are read', async () => {
      deepStrictEqual(shown(), defaultAlerts);
      await user.set('credits.alerts.low', false);
      await user.set('credits.alerts.runway', 0);
      deepStrictEqual(shown(), { ...defaultAlerts, low: false, runway: false });
    });

    it('are read from the object of version 0.1.0, with its earlier names', async () => {
      await file.edit({ 'credits.alerts': { low: false, lapsing: 30, runway: false } });
      await eventually('the object', shown, ({ low }) => !low);
      deepStrictEqual(shown(), { ...defaultAlerts, low: false, expiring: 30, runway: false });
    });

    it('take the place of that object once, and no choice is lost', async () => {
      await file.edit({
        'credits.alerts': { low: false, lapsing: 30, runway: false, burst: true, keyRefused: false },
        'credits.refreshInterval': 30,
      });
      await eventually('the object', shown, ({ low }) => !low);
      const before = shown();
      await splitAlerts(settings);
      deepStrictEqual(await file.read(), {
        'credits.refreshInterval': 30,
        'credits.alerts.low': false,
        'credits.alerts.expiring': 30,
        'credits.alerts.runway': 0,
        'credits.alerts.burst': true,
        'credits.alerts.invalidKey': false,
      });
      deepStrictEqual(shown(), before);
      const text = await file.text();
      await splitAlerts(settings);
      strictEqual(await file.text(), text);
    });

    it('are turned off, also where the object stands after them', async () => {
      await file.edit({ 'credits.alerts.low': true, 'credits.alerts': { burst: false } });
      await eventually('the object', shown, ({ burst }) => !burst);
      await turnOffAlerts(settings, ['low', 'runway']);
      deepStrictEqual(shown(), { ...defaultAlerts, burst: false, low: false, runway: false });
      const { 'credits.alerts': object } = await file.read();
      strictEqual(object, undefined);
    });

    it('stay as they are where the file is being edited', async () => {
      await file.edit({ 'credits.alerts': { low: false } });
      await eventually('the object', shown, ({ low }) => !low);
      await file.leaveUnsaved();
      await rejects(splitAlerts(settings));
      deepStrictEqual(shown(), { ...defaultAlerts, low: false });
    });
  });

  describe('the endpoint', () => {
    for (const { value, base } of [
      { value: 'https://gateway.example', base: 'https://gateway.example' },
      { value: 'https://gateway.example:8443/mimir/', base: 'https://gateway.example:8443/mimir' },
      { value: 'http://127.0.0.1:4680/mimir', base: 'http://127.0.0.1:4680/mimir' },
      { value: 'http://localhost:4680', base: 'http://localhost:4680' },
      { value: 'http://[::1]:4680', base: 'http://[::1]:4680' },
      { value: 'http://gateway.example', base: undefined },
      { value: 'http://127.0.0.2:4680', base: undefined },
      { value: 'http://127.0.0.1.gateway.example', base: undefined },
      { value: 'gateway.example', base: undefined },
      { value: '', base: undefined },
      { value: 7, base: undefined },
      { value: null, base: undefined },
      { value: ['https://gateway.example'], base: undefined },
    ]) {
      const where = base ?? 'nowhere';
      it(`is ${where} when the user has set ${JSON.stringify(value)}`, async () => {
        await user.set('credits.endpoints', { mimir: value });
        strictEqual(settings.endpointOf(mimir)?.base, base);
      });
    }

    it('is the service of its own while the user names other services', async () => {
      await user.set('credits.endpoints', { bloom: 'https://gateway.example' });
      deepStrictEqual(settings.endpointOf(mimir), own);
    });

    it('is the service of its own when the whole setting is of a wrong type', async () => {
      await user.set('credits.endpoints', 'https://gateway.example');
      deepStrictEqual(settings.endpointOf(mimir), own);
    });
  });

  describe('the change event', () => {
    it('fires for its setting, with the new value', async () => {
      const seen: number[] = [];
      const listening = settings.interval.onDidChange((value) => seen.push(value));
      await user.set('credits.refreshInterval', 5);
      listening.dispose();
      deepStrictEqual(seen, [5 * minute]);
    });

    it('does not fire for other settings, nor after the end', async () => {
      let fired = 0;
      settings.interval.onDidChange(() => {
        fired += 1;
      });
      await user.set('editor.fontSize', 21);
      settings.dispose();
      await user.set('credits.refreshInterval', 5);
      strictEqual(fired, 0);
    });
  });
});
