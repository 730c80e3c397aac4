import { deepStrictEqual, ok } from 'node:assert/strict';
import { day, hour } from '../../src/core/time.ts';
import { type Measured, measureContrast } from '../support/dashboard/measureContrast.ts';
import { DashboardTab } from '../support/e2e/dashboardTab.ts';
import { addAccount, openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { installHost } from '../support/host/installHost.ts';
import { type ShippedTheme, shippedThemes } from '../support/host/shippedThemes.ts';
import { scenarios } from '../support/simulator/index.ts';
import type { Story } from '../support/simulator/story.ts';
import { givePast } from '../support/stories/givePast.ts';
import { correction, expiringLot, topUp } from '../support/stories/stories.ts';

describe('the dashboard, in every theme that VS Code ships', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode();
  });
  after(() => vsCode.dispose());

  /** Picks a theme, and waits for the page to have it. */
  async function setTheme({ id, name }: ShippedTheme): Promise<void> {
    await vsCode.window.pickTheme(name);
    const body = vsCode.window.webview.content.locator('body');
    await vsCode.window.waitFor(
      `the page to have the theme ${id}`,
      () => body.getAttribute('data-vscode-theme-id'),
      (shown) => shown === id,
    );
  }

  it('has text of a contrast of 4.5 and marks of 3, measured in the page', async () => {
    const { window } = vsCode;
    const start = Date.now();
    const stories = new Map<string, Story>([
      ['Breeze', topUp({ now: start, left: 66, past: 40 * day })],
      ['Olostep', expiringLot({ now: start })],
      ['Mimir', correction({ now: start })],
    ]);
    for (const [label, story] of stories) {
      vsCode.simulator.play(story);
      await addAccount(window, label, scenarios[story.account].key);
    }
    await givePast(vsCode, stories, { from: start - 30 * day, interval: 2 * hour });
    await new DashboardTab(window).open('Olostep');
    await window.webview.waitFor('canvas');
    const themes = await shippedThemes(await installHost());
    ok(themes.length >= 18);
    const faint: Record<string, Measured['faint']> = {};
    for (const theme of themes) {
      await setTheme(theme);
      const measured = await window.waitFor(
        `the charts in the theme ${theme.id}`,
        (): Promise<Measured> => window.webview.content.locator('body').evaluate(measureContrast),
        ({ drawn, charts }) => drawn && charts > 0,
      );
      ok(measured.seen.texts > 40 && measured.seen.marks > 30, JSON.stringify(measured.seen));
      if (measured.faint.length > 0) faint[theme.id] = measured.faint;
    }
    deepStrictEqual(faint, {});
  });
});
