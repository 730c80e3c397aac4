import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Host } from './host.ts';
import { serverEnvironment } from './serverEnvironment.ts';

/**
 * Installs an extension into the server data folder `dataDir`, as a user of it would have it: `extension` is a VSIX or
 * a folder with a `package.json`. Rejects with the server's words when it does not accept the VSIX.
 */
export async function installExtension(host: Host, dataDir: string, extension: string): Promise<void> {
  if (!extension.endsWith('.vsix')) {
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
