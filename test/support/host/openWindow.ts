import type { Browser, BrowserContext } from 'playwright-core';
import { answerSecretKey, type SecretKeyAnswer } from './secretKey.ts';
import type { Server } from './server.ts';
import { Window } from './window.ts';
import { type WorkbenchContents, workbenchUrl } from './workbenchUrl.ts';

export interface WindowOptions extends WorkbenchContents {
  readonly server: Server;
  /** Where to open it. Windows of one context share their secrets and their state. */
  readonly context: BrowserContext;
}

/** Opens a window of VS Code and resolves once its workbench is drawn. Extensions may start later. */
export async function openWindow({ server, context, ...contents }: WindowOptions): Promise<Window> {
  const page = await context.newPage();
  const window = new Window(page);
  await page.goto(workbenchUrl(server, contents));
  await window.waitUntilDrawn();
  return window;
}
