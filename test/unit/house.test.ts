import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { projectFolder } from '../support/tasks/projectFolder.ts';

/** The rooms of the house, and where an import may lead from each, beside the room itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: ['zod/mini'],
  providers: ['core', 'zod/mini'],
  storage: ['core', 'zod/mini', 'node:'],
  vscode: ['core', 'zod/mini', 'vscode', 'csv-stringify/sync', 'node:'],
  dashboard: ['core', 'preact', 'uplot'],
  // extension.ts and its siblings, where the rooms are put together.
  entry: ['core', 'providers', 'storage', 'vscode room', 'vscode'],
};

/** Where the dashboard's page begins: its script, and what the extension host makes of it before the script runs. */
const pageEntries = ['src/dashboard/main.tsx', 'src/dashboard/prerender.tsx'];

interface Import {
  readonly from: string;
  /** A path below the project folder, or the name of a package. */
  readonly to: string;
  /** It is of types alone, so there is nothing of it at run time. */
  readonly ofTypes: boolean;
}

const files = readdirSync(join(projectFolder, 'src'), { recursive: true })
  .map((file) => `src/${String(file).replaceAll('\\', '/')}`)
  .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
  .toSorted();
const texts = new Map(files.map((file) => [file, readFileSync(join(projectFolder, file), 'utf8')]));
const imports: readonly Import[] = [...texts].flatMap(([from, text]) =>
  [...text.matchAll(/(import type[^;]*?)?(?:from|import)\s*\(?\s*'([^'\s]+)'/g)].map(([, type, to = '']) => ({
    from,
    to: to.startsWith('.') ? posix.join(dirname(from), to) : to,
    ofTypes: type !== undefined,
  })),
);

function roomOf(file: string): string {
  const [, room, rest] = file.split('/');
  return rest === undefined ? 'entry' : (room ?? file);
}

/** The name of an import's target as `mayImport` has it. */
function targetOf({ from, to }: Import): string {
  if (!to.startsWith('src/')) return to.startsWith('node:') ? 'node:' : (to.match(/^(preact|uplot)\b/)?.[0] ?? to);
  const room = roomOf(to);
  return room === 'vscode' && roomOf(from) === 'entry' ? 'vscode room' : room;
}

/** The first circle along these edges, as its stations, or none. */
function circleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (place: string): readonly string[] => {
    if (path.includes(place)) return [...path.slice(path.indexOf(place)), place];
    if (done.has(place)) return [];
    path.push(place);
    for (const next of edges.get(place) ?? []) {
      const circle = visit(next);
      if (circle.length > 0) return circle;
    }
    path.pop();
    done.add(place);
    return [];
  };
  return [...edges.keys()].map(visit).find((circle) => circle.length > 0) ?? [];
}

/** Who imports whom, with each file under the name that `placeOf` gives it. */
function edges(found: readonly Import[], placeOf = (file: string) => file): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const { from, to } of found.filter((one) => texts.has(one.to))) {
    const [here, there] = [placeOf(from), placeOf(to)];
    if (here !== there) all.set(here, (all.get(here) ?? new Set()).add(there));
  }
  return all;
}

function filesWith(pattern: RegExp, where = /./): readonly string[] {
  return files.filter((file) => where.test(file) && pattern.test(texts.get(file) ?? ''));
}

describe('the house', () => {
  it('has six rooms', () => {
    assert.deepStrictEqual([...new Set(files.map(roomOf))].toSorted(), Object.keys(mayImport).toSorted());
  });

  for (const [room, others] of Object.entries(mayImport)) {
    it(`lets ${room} import ${others.join(', ')} and nothing else`, () => {
      const strays = imports.filter((one) => roomOf(one.from) === room && ![room, ...others].includes(targetOf(one)));
      assert.deepStrictEqual(strays, []);
    });
  }

  it('never lets a service import another', () => {
    const services = files.filter((file) => file.startsWith('src/providers/') && !file.endsWith('/index.ts'));
    assert.deepStrictEqual(
      imports.filter(({ from, to }) => services.includes(from) && to.startsWith('src/providers/')),
      [],
    );
  });

  it('has no circle of files that load each other', () => {
    assert.deepStrictEqual(circleIn(edges(imports.filter(({ ofTypes }) => !ofTypes))), []);
  });

  it('has no circle of folders that import each other', () => {
    // A file beside folders is on its own: core has there what its folders are made of, and what is made of them.
    const hasFolders = (folder: string) => files.some((file) => dirname(dirname(file)) === folder);
    assert.deepStrictEqual(circleIn(edges(imports, (file) => (hasFolders(dirname(file)) ? file : dirname(file)))), []);
  });

  it('has no file over 300 lines', () => {
    const styles = readdirSync(join(projectFolder, 'src'), { recursive: true })
      .map((file) => `src/${String(file).replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.css'))
      .map((file) => [file, readFileSync(join(projectFolder, file), 'utf8')] as const);
    assert.ok(styles.length > 0);
    assert.deepStrictEqual(
      [...texts, ...styles].filter(([, text]) => text.split('\n').length > 301).map(([file]) => file),
      [],
    );
  });

  it('has no file that nothing imports', () => {
    const imported = new Set(imports.map(({ to }) => to));
    assert.deepStrictEqual(
      files.filter((file) => roomOf(file) !== 'entry' && !pageEntries.includes(file) && !imported.has(file)),
      [],
    );
  });

  for (const [what, pattern, room] of [
    ['reads settings', /getConfiguration\s*\(/, 'vscode'],
    ['touches the secret storage', /secrets\.(get|store|delete|keys)\(/, 'vscode'],
    ['hands out context.secrets', /context\.secrets/, 'entry'],
    ['calls fetch', /(?<![\w.#])fetch\(/, 'entry'],
  ] as const) {
    it(`has exactly one file that ${what}`, () => {
      assert.deepStrictEqual(filesWith(pattern).map(roomOf), [room]);
    });
  }

  for (const [what, pattern, where] of [
    ['a clock or chance beside the ports', /Date\.now|new Date\(\)|Math\.random/, /^src\/(core|providers)\//],
    ['a request with a method other than GET', /method:\s*'(?!GET')/, /./],
    ["Olostep's purchase endpoint", /purchase-topup/, /./],
    ['state outside the files', /\b(workspace|global)State\b/, /./],
    ['trust in foreign markup', /isTrusted\s*[:=]\s*true/, /./],
    ['telemetry', /telemetry|sendBeacon|WebSocket/i, /./],
    // An address of ours would be one that a key, or a count of users, could be sent to.
    ['an address outside the services', /['`]https?:\/\/(?!www\.w3\.org\/2000\/svg)\w/, /^src\/(?!providers\/)/],
    [
      'a message or a prompt in the background',
      /\bshow\w+Message\b|\bshow(InputBox|QuickPick)\b|\bcreate(InputBox|QuickPick)\b|\bwithProgress\b/,
      // Commands ask through windowUi.
      /^src\/(?!vscode\/(commands\/|(alerts|inputBox|manualRefresh|windowUi)\.ts))/,
    ],
    ['a variable of a module', /^(export )?(let|var) /m, /./],
  ] as const) {
    it(`has nowhere ${what}`, () => assert.deepStrictEqual(filesWith(pattern, where), []));
  }

  it('is promised in docs/reliability.md by tests that are there', () => {
    const promises = readFileSync(join(projectFolder, 'docs/reliability.md'), 'utf8');
    const named = [...promises.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);
    assert.ok(named.length > 50);
    assert.deepStrictEqual(
      named.filter((file) => !existsSync(join(projectFolder, file))),
      [],
    );
  });
});
