import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Host } from './host.ts';
import { installHost } from './installHost.ts';
import { keepInside } from './keepInside.ts';
import { launchBrowser } from './launchBrowser.ts';
import { progress } from './progress.ts';
import { receiveTestsOutput } from './receiveTestsOutput.ts';
import type { Server } from './server.ts';
import { startServer } from './startServer.ts';
import { testsExit } from './testsExit.ts';
import { workbenchUrl } from './workbenchUrl.ts';

/**
 * Stands in for a VS Code executable: takes the arguments that `runTests` of @vscode/test-electron passes, runs the
 * suite in the server host, prints what it prints and exits with 0 when it resolves, else with 1. Flags that mean
 * nothing here are ignored.
 */
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true, default: [] },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});

/** Milliseconds that a suite may take. */
const patience = 5 * 60_000;

process.exitCode = await main().catch((error: unknown) => {
  progress(String(error));
  return 1;
});

async function main(): Promise<number> {
  const { extensionTestsPath: tests, 'user-data-dir': userData } = values;
  if (typeof tests !== 'string' || typeof userData !== 'string') {
    throw new Error('--extensionTestsPath= and --user-data-dir= are needed.');
  }
  const dataDir = join(resolve(userData), 'server');
  await rm(dataDir, { recursive: true, force: true });
  const host = await installHost();
  const output = await receiveTestsOutput();
  const server = await startServer({
    host,
    dataDir,
    settings: await settingsOf(resolve(userData)),
    development: true,
    env: { CREDITS_TESTS: resolve(tests), CREDITS_TESTS_OUTPUT: String(output.port) },
  });
  const code = await testsExitIn(host, server).finally(() => server.dispose());
  if ((await output.close()) || code !== 0) {
    return code;
  }
  throw new Error('The extension host ended before the suite did.');
}

async function testsExitIn(host: Host, server: Server): Promise<number> {
  const [folder] = positionals;
  const contents = {
    extensionDevelopmentPaths: [values.extensionDevelopmentPath].flat().map((path) => resolve(String(path))),
    extensionTestsPath: join(import.meta.dirname, 'relayTests.ts'),
    ...(folder ? { folder: resolve(folder) } : {}),
  };
  const browser = await launchBrowser(host);
  try {
    const context = await browser.newContext();
    await keepInside(context, server);
    return await testsExit(await context.newPage(), workbenchUrl(server, contents), patience);
  } finally {
    await browser.close();
  }
}

/** The settings that desktop VS Code would find in its user data folder. */
async function settingsOf(userData: string): Promise<Readonly<Record<string, unknown>>> {
  const file = join(userData, 'User/settings.json');
  const settings: unknown = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  if (settings === null || typeof settings !== 'object') {
    throw new Error(`${file} holds no object.`);
  }
  return { ...settings };
}
