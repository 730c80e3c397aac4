import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { installHost } from '../host/installHost.ts';
import { launchBrowser } from '../host/launchBrowser.ts';
import { openWindow } from '../host/openWindow.ts';
import type { Server } from '../host/server.ts';
import { startServer } from '../host/startServer.ts';
import type { Window } from '../host/window.ts';
import { type Simulator, startSimulator } from '../simulator/index.ts';
import { projectFolder } from '../tasks/projectFolder.ts';
import { vsix } from './vsix.ts';

/** A real VS Code with the packaged extension in it, one window, and the simulator that its endpoints point to. */
export interface Stage {
  readonly window: Window;
  readonly simulator: Simulator;
  readonly server: Server;
  /** The folder of all that VS Code keeps: settings, extensions, storage, logs. */
  readonly dataDir: string;
  /** Another window of the same person, beside the first. */
  openAnother(): Promise<Window>;
  /** Keeps a picture of the window as `out/screenshots/NAME.png`. */
  picture(name: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Sets a stage. `settings` are the user's, added to those that point at the simulator. */
export async function setStage(settings: Readonly<Record<string, unknown>> = {}): Promise<Stage> {
  const host = await installHost();
  const dataDir = await mkdtemp(join(tmpdir(), 'credits-e2e-'));
  const simulator = await startSimulator();
  const server = await startServer({
    host,
    dataDir,
    extensions: [await vsix()],
    settings: { 'credits.endpoints': simulator.endpoints, ...settings },
  });
  const browser: Browser = await launchBrowser(host);
  const person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const window = await openWindow({ server, in: person });
  const pictures = join(projectFolder, 'out/screenshots');
  await mkdir(pictures, { recursive: true });
  return {
    window,
    simulator,
    server,
    dataDir,
    openAnother: () => openWindow({ server, in: person }),
    picture: (name) => window.screenshot(join(pictures, `${name}.png`)),
    async dispose() {
      await browser.close();
      await server.dispose();
      await simulator.dispose();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
