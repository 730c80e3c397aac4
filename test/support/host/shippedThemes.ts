import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './installHost.ts';

/** The ids of all color themes that come with VS Code, as its setting names them. */
export async function shippedThemes({ modules }: Pick<Host, 'modules'>): Promise<readonly string[]> {
  const folder = join(modules, 'code-server/lib/vscode/extensions');
  const names = (await readdir(folder)).filter((name) => name.startsWith('theme-'));
  const manifests = await Promise.all(names.map((name) => readFile(join(folder, name, 'package.json'), 'utf8')));
  return manifests.flatMap((text) => {
    const { contributes }: Manifest = JSON.parse(text);
    return (contributes?.themes ?? []).flatMap(({ id }) => id ?? []);
  });
}

/** The part of a theme extension's manifest that is read. */
interface Manifest {
  readonly contributes?: { readonly themes?: readonly { readonly id?: string }[] };
}
