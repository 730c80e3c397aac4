import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { calmSettings } from './calmSettings.ts';
import { diesWithUs } from './diesWithUs.ts';
import type { Host } from './host.ts';
import { installExtension } from './installExtension.ts';
import type { Server } from './server.ts';
import { serverEnvironment } from './serverEnvironment.ts';

export interface ServerOptions {
  readonly host: Host;
  /** A folder for all that the server keeps: settings, extensions, logs. Made when it is not there. */
  readonly dataDir: string;
  /** The user's settings, added to the calm ones. Those of an earlier run in `dataDir` stay when none are given. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Extensions to install first: VSIX files, or folders with a `package.json`. */
  readonly extensions?: readonly string[];
  /** A free one when it is not given. */
  readonly port?: number;
  /** Runs extensions from `extensionDevelopmentPath` and tests. VS Code then shows no notifications on the screen. */
  readonly development?: boolean;
  /** Names of modules in `preload/` that the server and the extension hosts run before their own code. */
  readonly preload?: readonly ('fineClock' | 'timeBundle' | 'timeFirstNumber')[];
  /** Added to the environment of the server and so of the extension hosts. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a VS Code server and resolves once it answers HTTP. Rejects with the server's last words when it ends before
 * that. It ends with our process at the latest.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { host, dataDir, settings, extensions = [], port = 0, development = false, preload = [], env } = options;
  await mkdir(join(dataDir, 'data/User'), { recursive: true });
  if (settings) {
    await writeFile(
      join(dataDir, 'data/User/settings.json'),
      JSON.stringify({ ...calmSettings, ...settings }, undefined, 2),
    );
  }
  for (const extension of extensions) {
    await installExtension(host, dataDir, extension);
  }
  const child = spawn(
    host.node,
    [
      ...['endWithParent', ...preload].map((name) => `--import=${pathToFileURL(join(preloads, `${name}.ts`))}`),
      host.serverMain,
      '--host=127.0.0.1',
      `--port=${port}`,
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level=off',
      '--disable-workspace-trust',
      // It is what makes a built server heed `extensionDevelopmentPath`, and it keeps notifications off the screen.
      ...(development ? ['--enable-smoke-test-driver'] : []),
      // Else it asks a login shell for its variables, which takes time and adds what the tests did not choose.
      '--force-disable-user-env',
      `--server-data-dir=${dataDir}`,
    ],
    { detached: process.platform !== 'win32', env: serverEnvironment(env), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const dispose = diesWithUs(child);
  const log = join(dataDir, 'server.log');
  const logFile = createWriteStream(log);
  child.stdout.pipe(logFile, { end: false });
  child.stderr.pipe(logFile, { end: false });
  child.once('close', () => logFile.end());
  try {
    const bound = await boundPort(child);
    const origin = `http://127.0.0.1:${bound}`;
    const answer = await fetch(origin);
    await answer.body?.cancel();
    if (!answer.ok) {
      throw new Error(`The VS Code server answers with status ${answer.status}.`);
    }
    return {
      port: bound,
      log,
      url: (params = {}) => `${origin}/?${new URLSearchParams(params)}`,
      uri: (path) => `vscode-remote://127.0.0.1:${bound}${pathToFileURL(path).pathname}`,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const preloads = join(import.meta.dirname, 'preload');

/** Resolves with the port that the server says it listens on. */
function boundPort(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (port) {
        child.stdout.off('data', listen);
        child.stderr.off('data', listen);
        resolve(Number(port));
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The VS Code server ended at once (exit ${code}):\n${said}`)));
  });
}
