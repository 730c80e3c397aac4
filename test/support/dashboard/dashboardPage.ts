import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { DashboardMessage, DashboardRequest } from '../../../src/core/dashboard/dashboardMessage.ts';
import type { Prerenderer } from '../../../src/core/dashboard/prerenderer.ts';
import { dashboardHtml } from '../../../src/vscode/dashboardHtml.ts';
import { Screen } from '../host/screen.ts';
import { ensureBuilt } from '../tasks/ensureBuilt.ts';
import { projectFolder } from '../tasks/projectFolder.ts';
import { type ThemeName, themes } from './themes.ts';

/** The page of the dashboard by itself in a browser, with a stand-in for VS Code around it. */
export interface DashboardPage {
  readonly page: Page;
  /** What the page has asked for, oldest first. */
  asked(): Promise<readonly DashboardRequest[]>;
  /** What the page has had kept. */
  kept(): Promise<unknown>;
  tell(message: DashboardMessage): Promise<void>;
  /** Changes the theme as VS Code does: in place. `own` are variables over those of the theme. */
  setTheme(theme: ThemeName, own?: Readonly<Record<string, string>>): Promise<void>;
  /** Waits until an expression is true. The page's own rules forbid Playwright's way to do that. */
  waitUntil(expression: string): Promise<void>;
  /** What the browser refused or complained of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

interface Options {
  readonly browser: Browser;
  readonly theme?: ThemeName;
  /** In pixels of the page. */
  readonly width?: number;
  /** Pixels of the screen for each of the page: 2 at a zoom of 200 %. */
  readonly scale?: number;
  /** What VS Code has kept of an earlier page. */
  readonly kept?: unknown;
  /** What the page shows until it is answered. */
  readonly first?: DashboardMessage;
  /** What it is told as soon as it asks for the first time. */
  readonly answer?: DashboardMessage;
  /** Modules in place of the page's own, by their path. */
  readonly modules?: Readonly<Record<string, string>>;
  /** A script that runs before its own. */
  readonly init?: string;
  /** Where the clock stands, in milliseconds since 1970; the machine's when left out. */
  readonly now?: number;
}

/** Opens the page as it is built. It reaches no network. */
export async function dashboardPage(options: Options): Promise<DashboardPage> {
  const { browser, theme = 'dark', width = 1000, kept, first, answer, init, now, scale = 1 } = options;
  await ensureBuilt();
  const dist = join(projectFolder, 'dist');
  const prerenderer: Prerenderer = await import(pathToFileURL(join(dist, 'dashboardPrerender.cjs')).href);
  const files = { script: '/dashboard.js', source: "'self'", prerenderer };
  const html = dashboardHtml(files, 'n0', first && { first, state: kept, now: now ?? Date.now() });
  const modules: Readonly<Record<string, string>> = {
    '/dashboard.js': await readFile(join(dist, 'dashboard.js'), 'utf8'),
    '/dashboardChart.js': await readFile(join(dist, 'dashboardChart.js'), 'utf8'),
    ...options.modules,
  };
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    deviceScaleFactor: scale,
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // That is the tests, which look at what is drawn.
    if (!message.text().startsWith('Canvas2D: Multiple readback')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  if (now !== undefined) await page.clock.setFixedTime(now);
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const body = modules[pathname];
    return body === undefined ? route.abort() : route.fulfill({ contentType: 'text/javascript', body });
  });
  await page.addInitScript(`
    globalThis.asked = [];
    globalThis.keptState = ${JSON.stringify(kept)};
    globalThis.acquireVsCodeApi = () => ({
      postMessage(message) {
        asked.push(message);
        const answer = ${JSON.stringify(answer) ?? 'undefined'};
        if (answer && asked.length === 1) window.postMessage(answer, '*');
      },
      getState: () => keptState,
      setState: (state) => { keptState = state; },
    });
  `);
  if (init) await page.addInitScript(init);
  await page.goto('http://dashboard.test/');
  const setTheme = async (name: ThemeName, own: Readonly<Record<string, string>> = {}) => {
    const { className, variables } = themes[name];
    await page.evaluate(`
      document.body.className = ${JSON.stringify(className)};
      document.documentElement.removeAttribute('style');
      for (const [name, value] of ${JSON.stringify(Object.entries({ ...variables, ...own }))}) {
        document.documentElement.style.setProperty(name, value);
      }
    `);
  };
  await setTheme(theme);
  // It listens once it has said what it looks at, unless it can't.
  const screen = new Screen(page);
  const waitUntil = async (expression: string) => {
    await screen.waitFor(expression, () => page.evaluate(expression));
  };
  await waitUntil("asked.length > 0 || document.body.innerText.startsWith('Can\\'t load')");
  return {
    page,
    complaints,
    asked: () => page.evaluate('asked'),
    kept: () => page.evaluate('keptState'),
    tell: async (message) => {
      await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
    },
    setTheme,
    waitUntil,
    close: () => context.close(),
  };
}
