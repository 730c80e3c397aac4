import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of the project's top folder. */
export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '../../..');
