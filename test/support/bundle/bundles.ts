import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of `dist/`, and the other files of `dist/` that it asks for. */
export interface Bundle {
  readonly bytes: number;
  /** Loaded with it. */
  readonly atOnce: readonly string[];
  /** Loaded when an `import()` of the source is reached. */
  readonly later: readonly string[];
}

/** Reads every bundle of a folder, by its name. */
export async function readBundles(folder: string): Promise<ReadonlyMap<string, Bundle>> {
  const names = (await readdir(folder)).filter((name) => /\.c?js$/.test(name));
  const read = names.map(async (name) => [name, bundleOf(await readFile(join(folder, name), 'utf8'))] as const);
  return new Map(await Promise.all(read));
}

/** The bundles that are loaded with these, themselves among them. Throws when one is missing. */
export function loadedWith(bundles: ReadonlyMap<string, Bundle>, ...names: readonly string[]): readonly string[] {
  const loaded = new Set<string>();
  const load = (name: string) => {
    if (loaded.has(name)) return;
    const bundle = bundles.get(name);
    if (!bundle) throw new Error(`There is no ${name} among the bundles.`);
    loaded.add(name);
    bundle.atOnce.forEach(load);
  };
  names.forEach(load);
  return [...loaded].toSorted();
}

/** The bytes of these bundles. */
export function bytesOf(bundles: ReadonlyMap<string, Bundle>, names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + (bundles.get(name)?.bytes ?? 0), 0);
}

/** esbuild writes `import()` as a `require` inside a `then`. */
function bundleOf(text: string): Bundle {
  const asked = [...text.matchAll(/(\.then\(\(\)=>[\w$]+\()?require\("\.\/([^"]+)"\)/g)];
  const named = (isLater: boolean) =>
    asked.filter(([, then]) => (then !== undefined) === isLater).map(([, , name = '']) => name);
  return { bytes: Buffer.byteLength(text), atOnce: named(false), later: named(true) };
}
