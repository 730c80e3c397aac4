import type { Browser, BrowserContext } from 'playwright-core';
import type { Server } from './server.ts';
import { Window } from './window.ts';

export interface WindowOptions extends WorkbenchContents {
  readonly server: Server;
  /** Where to open it: in a browser, as a user of its own, or in a context, whose windows share secrets and state. */
  readonly in: Browser | BrowserContext;
  /** As in `de-DE`, for a browser. The extension host's locale is that of the server's environment. */
  readonly locale?: string;
  /** In pixels, for a browser. The default is tall enough for a tree of thirty rows. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Pixels of a screenshot for each pixel of the window, for a browser. */
  readonly scale?: number;
}

/** Opens a window of VS Code and resolves once its workbench is drawn. Nothing is loaded from outside the server. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const { server, in: place, locale, viewport = { width: 1280, height: 900 }, scale = 1, ...contents } = options;
  const context =
    'newContext' in place
      ? await place.newContext({ viewport, deviceScaleFactor: scale, ...(locale ? { locale } : {}) })
      : place;
  const page = await context.newPage();
  const window = new Window(page, () => (context === place ? page.close() : context.close()));
  await blockOtherOrigins(context, server);
  await page.route('**/mint-key', (route) =>
    // The bare server does not answer it, and then secrets do not outlive a reload.
    route.fulfill(
      window.keyring === 'unavailable'
        ? { status: 500 }
        : { status: 200, body: Buffer.alloc(32, window.keyring === 'kept' ? 1 : 2) },
    ),
  );
  await page.goto(workbenchUrl(server, contents));
  await window.waitUntilDrawn();
  return window;
}

/** Keeps pages from loading anything that is not of `server`: a page that they open outside stays empty. */
export async function blockOtherOrigins(context: BrowserContext, server: Server): Promise<void> {
  const { origin } = new URL(server.url());
  await context.route(
    (url) => url.protocol.startsWith('http') && url.origin !== origin,
    (route) => (route.request().isNavigationRequest() ? route.fulfill({ body: '' }) : route.abort()),
  );
}

/** What a window shows and runs. Paths are absolute. */
export interface WorkbenchContents {
  readonly folder?: string;
  /** Needs a server that was started with `development`. */
  readonly extensionDevelopmentPaths?: readonly string[];
  /** Needs a server that was started with `development`. */
  readonly extensionTestsPath?: string;
}

/** The address of a window of `server` with these contents. */
export function workbenchUrl(server: Server, contents: WorkbenchContents): string {
  const { folder, extensionDevelopmentPaths = [], extensionTestsPath } = contents;
  const payload = [
    ['skipWelcome', 'true'],
    ...extensionDevelopmentPaths.map((path) => ['extensionDevelopmentPath', server.uri(path)]),
    ...(extensionTestsPath ? [['extensionTestsPath', server.uri(extensionTestsPath)]] : []),
  ];
  return server.url({
    ...(folder ? { folder: decodeURIComponent(new URL(server.uri(folder)).pathname) } : { ew: 'true' }),
    payload: JSON.stringify(payload),
  });
}
