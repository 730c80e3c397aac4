import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What stands in each folder of the house: from it, an import may lead to these and nowhere else. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: ['core', 'zod'],
  providers: ['core', 'providers/index', 'zod'],
  storage: ['core', 'storage', 'zod', 'node'],
  vscode: ['vscode', 'core', 'zod', 'vscode API', 'csv-stringify'],
  dashboard: ['dashboard', 'core', 'preact', 'uplot'],
  entrance: ['entrance', 'core', 'providers', 'storage', 'vscode', 'vscode API'],
};

/** What the script of the page begins with. */
const page = 'src/dashboard/main.tsx';

interface Import {
  readonly from: string;
  readonly to: string;
}

/** The imports that are in the text of the files, so that those of types count as well. */
async function readImports(files: readonly string[]): Promise<readonly Import[]> {
  const texts = await Promise.all(files.map((file) => readFile(root + file, 'utf8')));
  return texts.flatMap((text, index) =>
    [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, to = '']) => {
      const from = files[index] ?? '';
      return { from, to: to.startsWith('.') ? new URL(to, `file:///${from}`).pathname.slice(1) : to };
    }),
  );
}

function roomOf(file: string): string {
  if (file === 'vscode') return 'vscode API';
  if (file.startsWith('node:')) return 'node';
  if (file === 'zod/mini') return 'zod';
  if (file === 'src/providers/index.ts') return 'providers/index';
  // What stands beside extension.ts is a part of it: there, and only there, the rooms meet.
  if (/^src\/\w+\.ts$/.test(file)) return 'entrance';
  return /^src\/(\w+)\//.exec(file)?.[1] ?? file;
}

describe('the house', () => {
  let files: readonly string[];
  let imports: readonly Import[];
  let sources: ReadonlyMap<string, string>;

  before(async () => {
    files = (await readdir(`${root}src`, { recursive: true }))
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
      .map((file) => `src/${file.replaceAll('\\', '/')}`)
      .toSorted();
    imports = await readImports(files);
    sources = new Map(
      await Promise.all(files.map(async (file) => [file, await readFile(root + file, 'utf8')] as const)),
    );
  });

  it('has six rooms', () => {
    assert.deepStrictEqual(
      [...new Set(files.map((file) => roomOf(file).split('/')[0]))].toSorted(),
      Object.keys(mayImport).toSorted(),
    );
  });

  for (const [room, allowed] of Object.entries(mayImport)) {
    it(`lets ${room} import ${allowed.join(', ')} and nothing else`, () => {
      const strays = imports
        .filter(({ from }) => roomOf(from).split('/')[0] === room)
        .filter(({ from, to }) => {
          const target = roomOf(to);
          if (from === 'src/providers/index.ts') return target !== 'providers' && target !== 'core';
          return !allowed.includes(target) && !allowed.includes(target.split('/')[0] ?? '');
        });
      assert.deepStrictEqual(strays, []);
    });
  }

  it('never lets a provider import another', () => {
    const strays = imports.filter(({ from, to }) => roomOf(from) === 'providers' && roomOf(to).startsWith('providers'));
    assert.deepStrictEqual(strays, []);
  });

  it('bundles core, providers and storage where there is no vscode', async () => {
    const pure = files.filter((file) => /^src\/(core|providers|storage)\//.test(file));
    const { metafile } = await build({
      entryPoints: [...pure],
      absWorkingDir: root,
      outdir: 'unused',
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    const outside = Object.keys(metafile.inputs).filter((file) => /^src\/(vscode|extension)/.test(file));
    assert.deepStrictEqual(outside, []);
  });

  it('bundles core and providers where there is no Node either', async () => {
    const pure = files.filter((file) => /^src\/(core|providers)\//.test(file));
    await build({
      entryPoints: [...pure],
      absWorkingDir: root,
      outdir: 'unused',
      bundle: true,
      write: false,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      format: 'esm',
      logLevel: 'silent',
    });
  });

  it('has no file of which nothing is used', () => {
    const used = new Set(imports.map(({ to }) => to));
    assert.deepStrictEqual(
      files.filter((file) => roomOf(file) !== 'entrance' && file !== page && !used.has(file)),
      [],
    );
  });

  for (const { what, pattern, room } of [
    { what: 'reads settings', pattern: /getConfiguration\s*\(/, room: 'vscode' },
    { what: 'knows the type SecretStorage', pattern: /vscode\.SecretStorage/, room: 'vscode' },
    { what: 'asks for a secret', pattern: /secrets\.(get|store|delete|keys)\(/, room: 'vscode' },
    { what: 'hands out context.secrets', pattern: /context\.secrets/, room: 'entrance' },
    { what: 'hands out fetch', pattern: /(?<![\w.#])fetch\(/, room: 'entrance' },
  ]) {
    it(`has exactly one file that ${what}`, () => {
      const found = files.filter((file) => pattern.test(sources.get(file) ?? ''));
      assert.deepStrictEqual(found.map(roomOf), [room], `${found}`);
    });
  }

  for (const { what, pattern, within } of [
    { what: 'a clock of its own', pattern: /Date\.now|new Date\(\)|performance\./, within: /^src\/(core|providers)\// },
    { what: 'chance of its own', pattern: /Math\.random|randomUUID/, within: /^src\/(core|providers)\// },
    {
      what: 'a network of its own',
      pattern: /(?<![\w.#])fetch\(|globalThis/,
      within: /^src\/(core|providers|storage)\//,
    },
    {
      what: 'a timer of its own',
      pattern: /set(Timeout|Interval|Immediate)\(/,
      within: /^src\/(core|providers|storage)\//,
    },
    { what: 'any', pattern: /(: any\b|<any\b|\bas any\b|any\[\])/, within: /./ },
    { what: 'a non-null assertion', pattern: /[\w)\]]!(\.|;|,|\)|\[)/, within: /./ },
    { what: 'a default export', pattern: /^export default/m, within: /./ },
    { what: 'a variable of the module', pattern: /^(export )?(let|var) /m, within: /./ },
    { what: 'a method but GET', pattern: /method:\s*'(?!GET')/, within: /./ },
    { what: 'a purchase', pattern: /purchase-topup/, within: /./ },
    { what: 'a console', pattern: /\bconsole\./, within: /./ },
    { what: 'state that is not in a file', pattern: /\b(workspace|global)State\b/, within: /./ },
    { what: 'trust in foreign markup', pattern: /isTrusted\s*[:=]\s*true/, within: /./ },
    // An address of ours would be one that a key or a count of our users could go to.
    { what: 'an address', pattern: /https?:\/\/(?!www\.w3\.org\/2000\/svg)\w/, within: /^src\/(?!providers\/)/ },
    { what: 'telemetry', pattern: /telemetry|sendBeacon|WebSocket/i, within: /./ },
    {
      what: 'a message or a prompt',
      pattern: /\bshow\w+Message\b|\bshow(InputBox|QuickPick)\b|\bcreate(InputBox|QuickPick)\b|\bwithProgress\b/,
      // What a command leads to; all else goes on in the background.
      within:
        /^src\/(?!vscode\/(commands\/|(alerts|commandRunner|saveFirstReading|keyPrompt|manualRefresh|pickAccount|tryKey)\.ts))/,
    },
    { what: 'a TODO', pattern: /\b(TODO|FIXME|XXX)\b/, within: /./ },
  ]) {
    it(`has nowhere ${what} where it does not belong`, () => {
      const found = files.filter((file) => within.test(file) && pattern.test(sources.get(file) ?? ''));
      assert.deepStrictEqual(found, []);
    });
  }

  it('calls fetch in one place, so that nothing but a check of a balance is ever sent', () => {
    const calls = [...sources.values()].flatMap((text) => text.match(/(?<![\w.#])fetch\(/g) ?? []);
    assert.equal(calls.length, 1);
  });

  it('names every file after the one thing that it exports', () => {
    const odd = files.filter((file) => {
      const name = /(\w+)\.tsx?$/.exec(file)?.[1] ?? '';
      const exported = (sources.get(file) ?? '').matchAll(
        /^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm,
      );
      const [first, ...others] = [...exported].map(([, found]) => found);
      return (
        file !== 'src/extension.ts' &&
        file !== page &&
        name !== 'index' &&
        others.length === 0 &&
        first?.toLowerCase() !== name.toLowerCase()
      );
    });
    assert.deepStrictEqual(odd, []);
  });
});
