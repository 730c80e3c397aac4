import type { Browser, BrowserContext } from 'playwright-core';
import { keepInside } from './keepInside.ts';
import type { Server } from './server.ts';
import { Window } from './window.ts';
import { type WorkbenchContents, workbenchUrl } from './workbenchUrl.ts';

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
  await keepInside(context, server);
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
