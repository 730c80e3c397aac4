import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Host } from './installHost.ts';

/** A VS Code server that answers. */
export interface Server {
  readonly port: number;
  /** The file that the server's own output goes to. */
  readonly log: string;
  /** The address of the workbench, with `params` as its query. */
  url(params?: Readonly<Record<string, string>>): string;
  /** The URI under which a page of this server names the file or folder `path`. */
  uri(path: string): string;
  /** Ends the server and its extension hosts at once. May be called twice. */
  dispose(): Promise<void>;
}

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
  /** Ends the extension host of a closed window at once. VS Code otherwise keeps it for hours, to reconnect. */
  readonly noReconnection?: boolean;
  /** Names of modules in `preload/` that the server and the extension hosts run before their own code. */
  readonly preload?: readonly ('timeActivation' | 'timeFirstNumber')[];
  /** Added to the environment of the server and so of the extension hosts. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a VS Code server and resolves once it answers HTTP. Rejects with the server's last words when it ends before
 * that. It ends with our process at the latest.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { host, dataDir, settings, extensions = [], port = 0, preload = [], env } = options;
  const { development = false, noReconnection = false } = options;
  await mkdir(join(dataDir, 'data/User'), { recursive: true });
  if (settings) {
    await writeFile(
      join(dataDir, 'data/User/settings.json'),
      JSON.stringify({ ...calmSettings, ...settings }, undefined, 2),
    );
  }
  // Folders first: a server that has installed a VSIX takes up no more of them.
  for (const extension of extensions.toSorted((a, b) => Number(isVsix(a)) - Number(isVsix(b)))) {
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
      ...(noReconnection ? ['--reconnection-grace-time=0'] : []),
      // Else it asks a login shell for its variables, which takes time and adds what the tests did not choose.
      '--force-disable-user-env',
      `--server-data-dir=${dataDir}`,
    ],
    { detached: process.platform !== 'win32', env: serverEnvironment(env), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const dispose = endWithUs(child);
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

/**
 * Installs an extension into the server data folder `dataDir`, as a user of it would have it: `extension` is a VSIX or
 * a folder with a `package.json`. Rejects with the server's words when it does not accept the VSIX.
 */
async function installExtension(host: Host, dataDir: string, extension: string): Promise<void> {
  if (!isVsix(extension)) {
    const { publisher, name, version } = identityOf(await readFile(join(extension, 'package.json'), 'utf8'));
    await cp(extension, join(dataDir, 'extensions', `${publisher}.${name}-${version}`), { recursive: true });
    return;
  }
  const args = [host.serverMain, '--server-data-dir', dataDir, '--install-extension', extension, '--force'];
  const { stdout, stderr } = await promisify(execFile)(host.node, args, { env: serverEnvironment() });
  if (!stdout.includes('was successfully installed')) {
    throw new Error(`The server did not install ${extension}:\n${stdout}${stderr}`);
  }
}

function isVsix(extension: string): boolean {
  return extension.endsWith('.vsix');
}

function identityOf(manifest: string): Readonly<Record<'publisher' | 'name' | 'version', string>> {
  const parsed: unknown = JSON.parse(manifest);
  const at = (key: string): string => {
    const value: unknown = parsed && typeof parsed === 'object' ? Reflect.get(parsed, key) : undefined;
    if (typeof value !== 'string') {
      throw new Error(`The extension's package.json has no ${key}.`);
    }
    return value;
  };
  return { publisher: at('publisher'), name: at('name'), version: at('version') };
}

/**
 * Makes a child and all that it started end with our process. The child must be `detached` where there are process
 * groups. Returns what ends it now, and resolves once it has ended.
 */
function endWithUs(child: ChildProcess): () => Promise<void> {
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      killTree(child.pid);
    }
  };
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      kill();
      await exited;
    }
  };
}

function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' }).on('error', () => {});
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in between.
  }
}

/** Names that would change how the server or an extension host runs because of how our own process was started. */
const ours = /^(NODE_|VSCODE_|ELECTRON_|CODE_SERVER_|npm_|ESBUILD_|TSX_)/i;

/** The environment for a server: that of our process without what speaks to Node.js, npm or VS Code. */
function serverEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

/** Settings that keep everything off the screen which a test did not ask for. The server host adds them to a run's own. */
export const calmSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.dialogStyle': 'custom',
  'workbench.colorTheme': 'Dark 2026',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};
