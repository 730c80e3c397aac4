import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { customProvidersSchema } from '../catalog/customProvidersSchema.ts';
import { servicesPage } from '../catalog/servicesPage.ts';
import { projectFolder } from './projectFolder.ts';

// The program of `npm run generate`: writes what is made of the services. The list of them in docs/, and the schema of an
// entry in package.json, where the Settings editor reads it.

const file = join(projectFolder, 'package.json');
const manifest = JSON.parse(await readFile(file, 'utf8'));
const properties = manifest.contributes.configuration.properties;
properties['credits.customProviders'] = { ...properties['credits.customProviders'], ...customProvidersSchema() };
await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
await writeFile(join(projectFolder, 'docs/services.md'), servicesPage());
