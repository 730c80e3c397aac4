import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { alertKinds } from '../../../../src/core/alerts/alert.ts';
import {
  alertSettingsOf,
  chosenAlerts,
  defaultAlerts,
  kindsOn,
  offValue,
} from '../../../../src/core/alerts/alertSettings.ts';

const manifest = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
const properties: Readonly<
  Record<string, { readonly type: string; readonly default: unknown; readonly minimum?: number }>
> = manifest.contributes.configuration.properties;

describe('the settings for alerts', () => {
  it('have the kinds, the types, and the defaults that package.json has', () => {
    assert.deepStrictEqual(
      Object.entries(properties)
        .filter(([name]) => name.startsWith('credits.alerts'))
        .map(([name, { type, default: preset, minimum }]) => [name, type, preset, minimum])
        .toSorted(),
      Object.entries(defaultAlerts)
        .map(([kind, preset]) => [
          `credits.alerts.${kind}`,
          typeof preset,
          preset,
          typeof preset === 'number' ? 0 : undefined,
        ])
        .toSorted(),
    );
    assert.deepStrictEqual(Object.keys(defaultAlerts).toSorted(), alertKinds.toSorted());
  });

  for (const value of [
    undefined,
    null,
    {},
    [],
    ['low'],
    'off',
    false,
    0,
    { strange: true, __proto__: { low: false } },
  ]) {
    it(`are the defaults for ${JSON.stringify(value)}`, () =>
      assert.deepStrictEqual(alertSettingsOf(value), defaultAlerts));
  }

  for (const { value, changed } of [
    { value: { low: false, burst: true }, changed: { low: false } },
    {
      value: { runway: false, expiring: 30, unreachable: 0.5 },
      changed: { runway: false, expiring: 30, unreachable: 0.5 },
    },
    { value: { runway: 0 }, changed: { runway: false } },
    { value: { runway: -1, expiring: '7', unreachable: true, low: 1, empty: null, blocked: 'no' }, changed: {} },
    { value: { runway: Number.POSITIVE_INFINITY, expiring: Number.NaN }, changed: {} },
    {
      value: { lapsing: 30, keyRefused: false, noAnswer: 2 },
      changed: { expiring: 30, invalidKey: false, unreachable: 2 },
    },
    { value: { lapsing: 30, expiring: 5, keyRefused: false, invalidKey: true }, changed: { expiring: 5 } },
    { value: JSON.parse('{"__proto__":{"low":false},"critical":false}'), changed: { critical: false } },
  ]) {
    it(`of ${JSON.stringify(value)} differ from the defaults by ${JSON.stringify(changed)}`, () =>
      assert.deepStrictEqual(alertSettingsOf(value), { ...defaultAlerts, ...changed }));
  }

  it('name the kinds that are on, the most pressing first', () => {
    assert.deepStrictEqual(kindsOn(defaultAlerts), alertKinds);
    assert.deepStrictEqual(kindsOn(alertSettingsOf({ blocked: false, runway: false, low: false, unreachable: 0 })), [
      'empty',
      'invalidKey',
      'burst',
      'critical',
      'expiring',
    ]);
  });

  it('are off with what turns them off', () => {
    const off = Object.fromEntries(alertKinds.map((kind) => [kind, offValue(kind)]));
    assert.deepStrictEqual(kindsOn(alertSettingsOf(off)), []);
  });

  for (const { value, chosen } of [
    { value: undefined, chosen: {} },
    { value: 'nonsense', chosen: {} },
    { value: { strange: ['anything'], lapsing: 'soon' }, chosen: { expiring: 7 } },
    { value: { low: false, burst: true }, chosen: { low: false, burst: true } },
    { value: { runway: false, expiring: 30 }, chosen: { runway: 0, expiring: 30 } },
    {
      value: { lapsing: 30, keyRefused: false, noAnswer: false },
      chosen: { expiring: 30, invalidKey: false, unreachable: 0 },
    },
    { value: { keyRefused: false, invalidKey: true }, chosen: { invalidKey: true } },
  ]) {
    it(`of version 0.1.0 lose no choice: ${JSON.stringify(value)}`, () => {
      assert.deepStrictEqual(Object.fromEntries(chosenAlerts(value)), chosen);
      assert.deepStrictEqual(alertSettingsOf(chosen), alertSettingsOf(value));
    });
  }
});
