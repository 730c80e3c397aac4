import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { customProvidersSchema } from '../catalog/customProvidersSchema.ts';
import { projectFolder } from './projectFolder.ts';

// The program of `npm run schema`: puts the schema of an entry into package.json, where the Settings editor reads it.

const file = join(projectFolder, 'package.json');
const manifest = JSON.parse(await readFile(file, 'utf8'));
const properties = manifest.contributes.configuration.properties;
properties['credits.customProviders'] = {
  type: 'array',
  default: [],
  scope: 'application',
  order: 6,
  markdownDescription: '%setting.customProviders%',
  ...customProvidersSchema(),
};
await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
