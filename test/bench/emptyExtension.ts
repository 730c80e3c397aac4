import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The identity of the empty extension. */
export const emptyExtension = { id: 'credits-dev.empty', main: './extension.cjs' } as const;

/** Writes an extension that does nothing at all into a folder: no other can start faster. */
export async function writeEmptyExtension(folder: string): Promise<void> {
  const [publisher, name] = emptyExtension.id.split('.');
  const manifest = {
    publisher,
    name,
    version: '1.0.0',
    engines: { vscode: '^1.101.0' },
    extensionKind: ['ui', 'workspace'],
    activationEvents: ['onStartupFinished'],
    main: emptyExtension.main,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, emptyExtension.main), 'exports.activate = () => {};\n');
}
