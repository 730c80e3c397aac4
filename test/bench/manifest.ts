import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../support/tasks/projectFolder.ts';

/** The extension's id and its main file, from package.json. */
export async function manifest(): Promise<{ readonly id: string; readonly main: string }> {
  const { publisher, name, main } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  return { id: `${publisher}.${name}`, main };
}
