import assert from 'node:assert/strict';
import { userLocale } from '../../../src/vscode/userLocale.ts';

describe("the person's locale", () => {
  for (const { window, system, locale } of [
    { window: 'en', system: 'en-GB', locale: 'en-GB' },
    { window: 'de', system: 'de-CH', locale: 'de-CH' },
    { window: 'de', system: 'en-US', locale: 'de' },
    { window: 'en', system: 'de-DE', locale: 'en' },
    { window: 'pt-br', system: 'pt-PT', locale: 'pt-PT' },
    { window: 'zh-cn', system: 'zh-Hans-CN', locale: 'zh-Hans-CN' },
    { window: 'en', system: 'en', locale: 'en' },
  ]) {
    it(`is ${locale} in a window in ${window} on a system in ${system}`, () => {
      assert.equal(userLocale(window, system), locale);
    });
  }
});
