import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../../src/core/catalog/entry.ts';
import { providers as written } from '../../../src/providers/index.ts';
import { type CatalogLines, Registry } from '../../../src/providers/registry.ts';
import { unreadable } from '../../../src/providers/unreadable.ts';
import { projectFolder } from '../tasks/projectFolder.ts';

/** A sample answer of a service, and what it says. */
export interface CatalogSample {
  /** The body of a good answer: a value of JSON, or a text where the service answers with one. */
  readonly answer: unknown;
  readonly expected: {
    /** What is left in the first pool. */
    readonly remaining: number;
    readonly unit: string;
    readonly allowance?: number;
    /** In ISO 8601. */
    readonly renewsAt?: string;
    /** What is left in the other pools, by their id. */
    readonly pools?: Readonly<Record<string, number>>;
  };
}

const entries = join(projectFolder, 'src/providers/catalog');
const samples = join(projectFolder, 'test/support/catalog/samples');

/** The ids of the services that are data. */
export const catalogIds: readonly string[] = readdirSync(entries)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .toSorted();

/** The JSON of an entry, as it is in its file. */
export function entryJson(id: string): Entry {
  return JSON.parse(readFileSync(join(entries, `${id}.json`), 'utf8'));
}

/** The sample of a service that is data. Throws where there is none. */
export function catalogSample(id: string): CatalogSample {
  return JSON.parse(readFileSync(join(samples, `${id}.json`), 'utf8'));
}

/** A key of the form that an entry names, and no real one. */
export function sampleKey(id: string): string {
  return `${entryJson(id).key?.prefix ?? ''}Wd83kPq6Yh1sJc5NvX0eGt5rE2mU8zBa`;
}

/** A value for each parameter that an entry needs. */
export function sampleParameters(id: string): Readonly<Record<string, string>> {
  const needed = (entryJson(id).parameters ?? []).filter(({ required }) => required);
  return Object.fromEntries(needed.map((parameter) => [parameter.id, 'team 7/b']));
}

/** The services that are data, as the build has them. */
export function readCatalog(): CatalogLines {
  return new Map(catalogIds.map((id) => [id, JSON.stringify(entryJson(id))]));
}

/** The registry of the extension, with the value of `credits.customProviders`. */
export function openRegistry(custom: unknown = undefined): Registry {
  return new Registry({
    written: written.all,
    unreadable,
    catalog: readCatalog,
    custom: { value: custom, onDidChange: () => ({ dispose: () => {} }) },
  });
}
