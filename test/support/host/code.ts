import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { progress } from './installed.ts';
import { type Host, installHost } from './installHost.ts';
import { blockOtherOrigins, workbenchUrl } from './openWindow.ts';
import { suitePassed } from './relayTests.ts';
import { type Server, startServer } from './server.ts';

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
    await blockOtherOrigins(context, server);
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

/**
 * Opens `url`, whose extension host runs tests, and resolves with their exit code. Rejects with the last words of the
 * window's log when the page crashes, and when the tests have not ended after `patience` milliseconds.
 */
async function testsExit(page: Page, url: string, patience: number): Promise<number> {
  const log: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    log.push(`[${type}] ${values.map(String).join(' ')}`);
  });
  const exit = new Promise<number>((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`${reason} The window logged last:\n${log.slice(-30).join('\n')}`));
    const watchdog = setTimeout(() => fail(`The tests did not end within ${patience / 60_000} minutes.`), patience);
    page.once('crash', () => fail('The window crashed.'));
    page.once('close', () => {
      clearTimeout(watchdog);
      fail('The window was closed.');
    });
    page
      .exposeFunction('codeAutomationExit', (code: number) => resolve(code))
      .then(() => page.goto(url))
      .catch(reject);
  });
  return exit;
}

/** Where the suite in the extension host sends what it prints. */
interface TestsOutput {
  readonly port: number;
  /** Resolves once all that was sent has been written, with whether the suite has passed. */
  close(): Promise<boolean>;
}

/** Listens on a free port of this machine and writes what arrives to our standard output, as it arrives. */
async function receiveTestsOutput(): Promise<TestsOutput> {
  const connections: Promise<unknown>[] = [];
  let success = false;
  const server = createServer((socket) => {
    connections.push(once(socket, 'close'));
    socket.setEncoding('utf8').on('data', (text: string) => {
      success ||= text.endsWith(suitePassed);
      process.stdout.write(text.replace(suitePassed, ''));
    });
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('There is no port to receive the output of the tests on.');
  }
  return {
    port: address.port,
    async close() {
      server.close();
      await Promise.allSettled(connections);
      return success;
    },
  };
}
