import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../host/browser.ts';
import { installHost } from '../host/installHost.ts';
import { openWindow } from '../host/openWindow.ts';
import { type Server, startServer } from '../host/server.ts';
import type { Window } from '../host/window.ts';
import { type Simulator, startSimulator } from '../simulator/index.ts';
import { buildVsix } from '../tasks/buildVsix.ts';
import { projectFolder } from '../tasks/projectFolder.ts';

/** The status bar item of the extension, as a window names it. */
export const statusItem = 'credits-dev.credits.credits.lowest';

/** A real VS Code with the packaged extension in it, one window, and the simulator that its endpoints point to. */
export interface VsCode {
  readonly window: Window;
  readonly simulator: Simulator;
  readonly server: Server;
  /** The folder of everything that VS Code saves: settings, extensions, storage, logs. */
  readonly dataDir: string;
  /** Another window of the same person, beside the first. */
  openAnother(): Promise<Window>;
  /** Saves a picture of the window as `out/screenshots/NAME.png`. */
  picture(name: string): Promise<void>;
  dispose(): Promise<void>;
}

const state: { packed?: Promise<string> } = {};

/** The packed extension, packed once a run: the tests see what users get, not the source folder. */
export function packedExtension(): Promise<string> {
  state.packed ??= buildVsix();
  return state.packed;
}

/** What a window is opened with beside settings. */
interface Surroundings {
  /** The folder that is open in the first window. */
  readonly folder?: string;
  /** Variables of the environment that VS Code is started with. */
  readonly env?: Readonly<Record<string, string>>;
}

type Settings = Readonly<Record<string, unknown>>;

/** Opens VS Code. `settings` are the user's, or made for the simulator, added to those that point at it. */
export async function openVsCode(
  settings: Settings | ((simulator: Simulator) => Settings) = {},
  { folder, env }: Surroundings = {},
): Promise<VsCode> {
  const host = await installHost();
  const dataDir = await mkdtemp(join(tmpdir(), 'credits-e2e-'));
  const simulator = await startSimulator();
  const server = await startServer({
    host,
    dataDir,
    extensions: [await packedExtension()],
    settings: {
      'credits.endpoints': simulator.endpoints,
      ...(typeof settings === 'function' ? settings(simulator) : settings),
    },
    ...(env && { env }),
  });
  const browser = await launchBrowser(host);
  const person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const window = await openWindow({ server, in: person, ...(folder !== undefined && { folder }) });
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

/** Where the extension saves its files. */
export function storageFolder({ dataDir }: { readonly dataDir: string }): string {
  return join(dataDir, 'data/User/globalStorage/credits-dev.credits');
}

/** Enters a key at the prompts, as a person does, up to where the service is asked. */
export async function addKey(window: Window, provider: string, key: string): Promise<void> {
  await window.command('Credits: Add API Key…');
  await window.input.waitForTitle('Add API Key');
  await window.input.pick(provider);
  await window.input.waitForTitle(`${provider} API key`);
  await window.input.type(key);
  await window.input.accept();
}

/** Passes the steps after a key was accepted with Enter, and gives the account a name where one is asked for. */
export async function passAfterKey(window: Window, provider: string, label = provider): Promise<void> {
  if (provider === 'Bloom') {
    await window.input.waitForTitle('Bloom workspace');
    await window.input.accept();
  }
  // The first of a service is called like it.
  if (label === provider) return;
  await window.input.waitForTitle('Account name');
  await window.input.type(label);
  await window.input.accept();
}

/** Enters a key, waits until it is said to be added under this label, and clears that. */
export async function addAccount(window: Window, provider: string, key: string, label = provider): Promise<void> {
  await addKey(window, provider, key);
  await passAfterKey(window, provider, label);
  await window.notifications.waitFor(new RegExp(`^${label} added: `));
  await window.notifications.clear();
}

/** The texts of the messages on show, but for the progress of a refresh that takes long. */
export async function messagesIn({ notifications }: Window): Promise<readonly string[]> {
  return (await notifications.all()).map(({ text }) => text).filter((text) => text !== 'Refreshing balances');
}
