import type { BrowserContext } from 'playwright-core';
import type { Server } from './server.ts';

/** Keeps pages from loading anything that is not of `server`: a page that they open outside stays empty. */
export async function keepInside(context: BrowserContext, server: Server): Promise<void> {
  const { origin } = new URL(server.url());
  await context.route(
    (url) => url.protocol.startsWith('http') && url.origin !== origin,
    (route) => (route.request().isNavigationRequest() ? route.fulfill({ body: '' }) : route.abort()),
  );
}
