import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The services that are data, as the build has put them into one file of the extension: a line of JSON each. */
export function readCatalogFile(extensionFolder: string): string {
  // At once, because whoever asks for a service doesn't wait: it is small, on this machine, and read once at most.
  return readFileSync(join(extensionFolder, 'dist/catalog.jsonl'), 'utf8');
}
