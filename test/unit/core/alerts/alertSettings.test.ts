import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { alertKinds, earlierNames } from '../../../../src/core/alerts/alert.ts';
import { alertSettingsOf, defaultAlerts, kindsOn, withoutKinds } from '../../../../src/core/alerts/alertSettings.ts';

const manifest = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
const setting = manifest.contributes.configuration.properties['credits.alerts'];
const kinds = Object.entries<{ type: string | string[]; deprecationMessage?: string }>(setting.properties);
const current = Object.fromEntries(kinds.filter(([, { deprecationMessage }]) => deprecationMessage === undefined));

describe('the settings for alerts', () => {
  it('have the kinds and the defaults that package.json has', () => {
    assert.deepStrictEqual(setting.default, { ...defaultAlerts });
    assert.deepStrictEqual(Object.keys(current).toSorted(), alertKinds.toSorted());
    assert.equal(setting.additionalProperties, false);
  });

  it('are read by their earlier names too, which package.json calls renamed', () => {
    const renamed = Object.fromEntries(
      kinds.flatMap(([kind, { deprecationMessage }]) =>
        deprecationMessage === undefined ? [] : [[kind, deprecationMessage]],
      ),
    );
    assert.deepStrictEqual(
      renamed,
      Object.fromEntries(Object.values(earlierNames).map((name) => [name, `%setting.alerts.${name}.renamed%`])),
    );
  });

  it('let a number be set where the default is one, and nowhere else', () => {
    const types = Object.entries(current).map(([kind, { type }]) => [kind, [type].flat().includes('number')]);
    const numbers = Object.entries(defaultAlerts).map(([kind, preset]) => [kind, typeof preset === 'number']);
    assert.deepStrictEqual(Object.fromEntries(types), Object.fromEntries(numbers));
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

  it('can be turned off kind by kind, with everything else as the user set it', () => {
    const value = { runway: 5, low: true, strange: ['anything'] };
    assert.deepStrictEqual(withoutKinds(value, ['low', 'expiring']), {
      runway: 5,
      low: false,
      strange: ['anything'],
      expiring: false,
    });
    assert.deepStrictEqual(value.low, true);
    assert.deepStrictEqual(withoutKinds('nonsense', ['burst']), { burst: false });
    assert.deepStrictEqual(withoutKinds(undefined, ['burst']), { burst: false });
    assert.deepStrictEqual(withoutKinds(['a'], ['burst']), { burst: false });
  });
});
