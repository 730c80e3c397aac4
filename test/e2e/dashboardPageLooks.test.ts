import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Balance } from '../../src/core/balance.ts';
import { credits } from '../../src/core/unit.ts';
import { type DashboardPage, dashboardPage } from '../support/dashboard/dashboardPage.ts';
import { type Measured, measureContrast } from '../support/dashboard/measureContrast.ts';
import { type StoryAccount, storyAccounts, storyMessage } from '../support/dashboard/storyAccounts.ts';
import type { ThemeName } from '../support/dashboard/themes.ts';
import { sampleAccount, sampleReading } from '../support/fakes/samples.ts';
import { launchBrowser } from '../support/host/browser.ts';
import { installHost } from '../support/host/installHost.ts';
import { shippedThemes } from '../support/host/shippedThemes.ts';
import { projectFolder } from '../support/tasks/projectFolder.ts';

const now = Date.UTC(2026, 10, 20, 12);
const themeNames = ['dark', 'light', 'highContrast', 'highContrastLight'] as const satisfies readonly ThemeName[];

/** The picture in the first chart, as a text to compare. */
const painted = "document.querySelector('canvas').toDataURL()";

/** Whether every open row has its chart, with something in it: it is painted a frame after its canvas is there. */
const areAllPainted = `(() => {
  const plots = [...document.querySelectorAll('.plot')];
  return plots.length > 0 && plots.every((plot) => {
    const canvas = plot.querySelector('canvas');
    const pixels = canvas?.width && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels ? pixels.some((value) => value !== 0) : false;
  });
})()`;

/** Text that is cut off, and what stands over something else or out of the page. */
const overflowing = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
  const cut = [...document.querySelectorAll('#dashboard :is(button, th, td, p, li, h1, .notes, .note)')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const inScroll = element.closest('.scroll, .hidden');
    return !inScroll && width > 0 && (left < 0 || right > innerWidth + 0.5 || element.scrollWidth > element.clientWidth + 1) && getComputedStyle(element).display !== 'inline';
  });
  return [...wide, ...cut.map((element) => element.tagName + ' ' + element.className + ' ' + element.textContent)];
})()`;

describe('the look of the dashboard', () => {
  let browser: Browser;
  let stories: readonly StoryAccount[];
  let shown: DashboardPage | undefined;

  before(async () => {
    browser = await launchBrowser(await installHost());
    await mkdir(join(projectFolder, 'out/screenshots'), { recursive: true });
    const month = storyAccounts(now, 40, ['expiringLot', 'topUp', 'correction']);
    const account = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
    const balance: Balance = { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false };
    stories = [...month, { account, reading: sampleReading({ accountId: 'bloom', balance }), history: [] }];
  });
  after(() => browser.close());
  afterEach(async () => {
    deepStrictEqual(shown?.complaints ?? [], []);
    await shown?.close();
    shown = undefined;
  });

  type Change = Parameters<typeof storyMessage>[3];
  async function open(options: Partial<Parameters<typeof dashboardPage>[0]> = {}, change: Change = {}) {
    shown = await dashboardPage({ browser, now, ...options });
    await shown.tell(storyMessage(stories, now, { tables: ['topUp'] }, change));
    await shown.waitUntil("document.querySelectorAll('canvas').length > 0");
    return shown;
  }
  /** Saves the whole page as a picture, each chart in it. */
  async function picture(dashboard: DashboardPage, name: string): Promise<void> {
    const { page } = dashboard;
    const size = page.viewportSize();
    ok(size);
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    await page.setViewportSize({ ...size, height });
    await dashboard.waitUntil(areAllPainted);
    await page.screenshot({ path: join(projectFolder, `out/screenshots/${name}.png`) });
    await page.setViewportSize(size);
  }

  for (const theme of themeNames) {
    it(`can be read in the theme ${theme}`, async () => {
      const dashboard = await open({ theme });
      await picture(dashboard, `60-dashboard-${theme}`);
      const measured: Measured = await dashboard.page.evaluate(measureContrast);
      deepStrictEqual(measured.faint, []);
      ok(measured.drawn && measured.charts > 0 && measured.seen.texts > 30 && measured.seen.marks > 20);
    });
  }

  it('can be read in every theme that VS Code ships, by the colors in its file', async () => {
    const dashboard = await open();
    const all = await shippedThemes(await installHost());
    ok(all.length >= 18);
    const faint: Record<string, Measured['faint']> = {};
    for (const { id, base, variables } of all) {
      await dashboard.setTheme(base, variables);
      await dashboard.waitUntil(`${measureContrast}.drawn`);
      const measured: Measured = await dashboard.page.evaluate(measureContrast);
      if (measured.faint.length > 0) faint[id] = measured.faint;
    }
    deepStrictEqual(faint, {});
  });

  it('paints with the colors of the theme, at once when it changes', async () => {
    const dashboard = await open();
    const sums: unknown[] = [];
    for (const theme of themeNames) {
      await dashboard.setTheme(theme);
      await dashboard.waitUntil(`!${JSON.stringify(sums)}.includes(${painted})`);
      sums.push(await dashboard.page.evaluate(painted));
    }
    strictEqual(new Set(sums).size, themeNames.length);
  });

  it('has the actions of a row at one height, with words or not', async () => {
    const { page } = await open();
    const heights: readonly (readonly number[])[] = await page.evaluate(
      `[...document.querySelectorAll('.overview .actions')].map((cell) =>
        [...cell.querySelectorAll('button')].map((button) => {
          const { top, bottom } = button.getBoundingClientRect();
          return (top + bottom) / 2;
        }))`,
    );
    ok(heights.some((row) => row.length > 2));
    deepStrictEqual(
      heights.filter((row) => Math.max(...row) - Math.min(...row) > 1),
      [],
    );
  });

  it('shows where the focus is', async () => {
    const { page } = await open();
    for (const element of ['.ranges input:focus-visible + span', '.pageTool:focus-visible']) {
      await page.keyboard.press('Tab');
      strictEqual(await outline(page, element), 'solid 2px', element);
    }
    await page.locator('button.name').first().focus();
    for (const element of ['.helping:focus-visible, .tool:focus-visible', '.tool:focus-visible']) {
      await page.keyboard.press('ArrowRight');
      strictEqual(await outline(page, element), 'solid 2px', element);
    }
    for (const element of ['.plot', 'summary']) {
      await page.locator(element).first().focus();
      await page.keyboard.press('Shift');
      strictEqual(await outline(page, `${element}:focus-visible`), 'solid 2px', element);
    }
  });

  for (const { name, width, scale, locale } of [
    { name: '61-dashboard-narrow', width: 320, scale: 1, locale: 'en-GB' },
    { name: '62-dashboard-zoomed', width: 640, scale: 2, locale: 'en-GB' },
    { name: '63-dashboard-german', width: 900, scale: 1, locale: 'de-DE' },
    { name: '64-dashboard-japanese', width: 320, scale: 1, locale: 'ja-JP' },
    { name: '65-dashboard-arabic', width: 900, scale: 1, locale: 'ar-EG' },
    { name: '66-dashboard-arabic-narrow', width: 320, scale: 1, locale: 'ar-EG' },
  ]) {
    it(`cuts nothing off at ${width} pixels in ${locale}`, async () => {
      const dashboard = await open({ width, scale }, { locale });
      await picture(dashboard, name);
      deepStrictEqual(await dashboard.page.evaluate(overflowing), []);
      strictEqual(await dashboard.page.locator('.page').getAttribute('dir'), locale === 'ar-EG' ? 'rtl' : 'ltr');
    });
  }

  it('fits a narrow editor, whatever things are called', async () => {
    const dashboard = await open({ width: 360 });
    const { page } = dashboard;
    const before = await page.evaluate("document.querySelector('canvas').clientWidth");
    await page.setViewportSize({ width: 800, height: 800 });
    await dashboard.waitUntil(`document.querySelector('canvas').clientWidth > ${before}`);
    const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3);
    const balance: Balance = {
      pools: [{ unit: credits, amount: -1e15, lots: [{ kind: long, allocated: 1e15, remaining: 1e14 }] }],
    };
    const account = sampleAccount({ label: long });
    await dashboard.tell(storyMessage([{ account, reading: sampleReading({ balance }), history: [] }], now));
    await page.locator('.lots').waitFor();
    for (const width of [800, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await dashboard.waitUntil('document.documentElement.scrollWidth <= innerWidth');
    }
  });

  it('is printed in black on white, with every chart and without a button', async () => {
    const dashboard = await open({ theme: 'dark' });
    const { page } = dashboard;
    await page.emulateMedia({ media: 'print' });
    await dashboard.waitUntil(
      "document.getElementById('dashboard').style.getPropertyValue('--background') === 'rgb(255, 255, 255)'",
    );
    // Whether or not it is on the screen.
    await dashboard.waitUntil(areAllPainted);
    strictEqual(await page.locator('.plot canvas').count(), 3);
    deepStrictEqual(
      await page.locator('.top :is(button, .ranges), .tool, .helping').filter({ visible: true }).count(),
      0,
    );
    const measured: Measured = await page.evaluate(measureContrast.replace("'--vscode-editor-background'", "'--none'"));
    deepStrictEqual(measured.faint, []);
    await page.screenshot({ path: join(projectFolder, 'out/screenshots/67-dashboard-print.png'), fullPage: true });
  });

  it('takes on the colors that the system forces', async () => {
    const dashboard = await open({ theme: 'light' });
    await dashboard.page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    const before = await dashboard.page.evaluate(
      "document.getElementById('dashboard').style.getPropertyValue('--line')",
    );
    ok(before);
    await dashboard.waitUntil(
      "document.getElementById('dashboard').style.getPropertyValue('--background') === 'rgb(0, 0, 0)'",
    );
    await picture(dashboard, '68-dashboard-forced-colors');
  });

  it('moves nothing where a person asked for less motion', async () => {
    const { page } = await open({ theme: 'dark' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    deepStrictEqual(
      await page.evaluate(
        "[...document.querySelectorAll('#dashboard *')].filter((element) => !['0s', ''].includes(getComputedStyle(element).transitionDuration)).length",
      ),
      0,
    );
  });
});

/** What the page has of `window`, which the tests are not compiled for. */
interface StyledWindow {
  getComputedStyle(element: unknown): { readonly outlineStyle: string; readonly outlineWidth: string };
}

function outline(page: DashboardPage['page'], element: string): Promise<string> {
  return page
    .locator(element)
    .first()
    .evaluate((found) => {
      const { outlineStyle, outlineWidth } = (globalThis as unknown as StyledWindow).getComputedStyle(found);
      return `${outlineStyle} ${outlineWidth}`;
    });
}
