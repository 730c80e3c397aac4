import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { DashboardMessage } from '../../src/core/dashboard/dashboardMessage.ts';
import { firstLook } from '../../src/core/dashboard/look.ts';
import { dashboardPage } from '../support/dashboard/dashboardPage.ts';
import { type StoryAccount, storyAccounts, storyMessage } from '../support/dashboard/storyAccounts.ts';
import { inZone } from '../support/fakes/environment.ts';
import { sampleAccount, sampleReading } from '../support/fakes/samples.ts';
import { launchBrowser } from '../support/host/browser.ts';
import { installHost } from '../support/host/installHost.ts';

const now = Date.UTC(2026, 10, 20, 12);

/**
 * Everything on the page, with its text and what a style sheet or a screen reader goes by. A tab stop is a matter of the
 * script, as are the insides of a chart and which button of a group is pressed.
 */
const everything = `() => [...document.querySelectorAll('#dashboard *')]
  .filter((element) => !element.closest('.plot *'))
  .map((element) => [
    element.tagName,
    ...[...element.attributes]
      .filter(({ name }) => !['tabindex', 'checked', 'style'].includes(name))
      .map(({ name, value }) => name + '=' + value)
      .sort(),
    [...element.childNodes].map((node) => (node.nodeType === 3 ? node.data : '')).join(''),
  ].join(' '))`;

/** Runs before the page's script: looks at the page as it came. */
const lookFirst = `addEventListener('DOMContentLoaded', () => {
  globalThis.atFirst = (${everything})();
  const root = document.getElementById('dashboard');
  globalThis.wasInert = root.inert;
  document.documentElement.style.setProperty('--vscode-foreground', 'rgb(1, 2, 3)');
  document.documentElement.style.setProperty('--vscode-charts-blue', 'rgb(4, 5, 6)');
  const color = (selector, name) => getComputedStyle(document.querySelector(selector) ?? root)[name];
  globalThis.colors = [color('.left', 'color'), color('.trend .line', 'stroke')];
});`;

describe('the page of the dashboard before its script runs', () => {
  let browser: Browser;
  let stories: readonly StoryAccount[];

  inZone('UTC');
  before(async () => {
    browser = await launchBrowser(await installHost());
    stories = storyAccounts(now, 40, ['expiringLot', 'topUp', 'correction']);
  });
  after(() => browser.close());

  async function atFirst(first?: DashboardMessage, kept?: unknown) {
    const page = await dashboardPage({
      browser,
      now,
      kept,
      init: lookFirst,
      answer: first ?? loading(),
      ...(first && { first }),
    });
    await page.waitUntil("!document.getElementById('dashboard').inert");
    const found = {
      before: await page.page.evaluate<readonly string[]>('atFirst'),
      after: await page.page.evaluate<readonly string[]>(`(${everything})()`),
      wasInert: await page.page.evaluate<boolean>('wasInert'),
      colors: await page.page.evaluate<readonly string[]>('colors'),
      complaints: page.complaints,
    };
    await page.close();
    return found;
  }

  const many = () =>
    Array.from({ length: 9 }, (_, index) => {
      const id = `account-${index}`;
      const failure = index === 2 ? { failure: { kind: 'unauthorized' } as const, failures: 1 } : {};
      return {
        account: sampleAccount({ id, label: id }),
        reading: sampleReading({ accountId: id, ...failure }),
        history: [],
      };
    });
  const loading = () => ({ ...storyMessage([], now), condition: 'loading' as const });
  const ids = ['expiringLot', 'topUp', 'correction'];
  const cases: Readonly<Record<string, () => readonly [first?: DashboardMessage, kept?: unknown]>> = {
    'with nothing known': () => [],
    'without accounts': () => [storyMessage([], now)],
    'with few accounts, all open': () => [storyMessage(stories, now)],
    'with tables open': () => [storyMessage(stories, now, { tables: ids }), { ...firstLook, tables: ids }],
    'with many accounts': () => [storyMessage(many(), now)],
    'with the first of many': () => {
      const whole = storyMessage(many(), now);
      return [{ ...whole, pools: whole.pools.slice(0, 4) }];
    },
    'sorted by a column': () => [
      storyMessage(many(), now),
      { ...firstLook, sorting: { column: 'account', descending: true } },
    ],
    'over a year': () => [storyMessage(stories, now, { range: 'year' }), { ...firstLook, range: 'year' }],
    'with amounts hidden': () => [storyMessage(stories, now, {}, { private: true })],
    'with a name that looks like markup': () => {
      const account = sampleAccount({ label: '</td><script>alert(1)</script><!-- "&amp;\' ' });
      return [storyMessage([{ account, reading: sampleReading(), history: [] }], now)];
    },
    'in Arabic': () => [storyMessage(stories, now, {}, { locale: 'ar-EG' })],
  };
  for (const [name, make] of Object.entries(cases)) {
    it(`is what its script draws: ${name}`, async () => {
      const { before, after, complaints } = await atFirst(...make());
      ok(before.length > 0);
      deepStrictEqual(before, after);
      deepStrictEqual(complaints, []);
    });
  }

  it("has the theme's own colors, and nothing that can be pressed yet", async () => {
    const { wasInert, colors } = await atFirst(storyMessage(stories, now));
    strictEqual(wasInert, true);
    deepStrictEqual(colors, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
  });
});
