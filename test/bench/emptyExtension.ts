import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The id of the empty extension. */
export const emptyExtension = 'credits-dev.empty';

/** Writes an extension that does nothing at all into a folder, with a main file of this name: no other can start faster. */
export async function writeEmptyExtension(folder: string, main: string): Promise<void> {
  const [publisher, name] = emptyExtension.split('.');
  const manifest = {
    publisher,
    name,
    version: '1.0.0',
    engines: { vscode: '^1.101.0' },
    extensionKind: ['ui', 'workspace'],
    activationEvents: ['onStartupFinished'],
    main: `./${main}`,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, main), 'exports.activate = () => {};\n');
}
