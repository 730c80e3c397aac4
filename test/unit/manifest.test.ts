import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alertKinds } from '../../src/core/alerts/alert.ts';
import { parseEndpoint } from '../../src/core/endpoint.ts';
import { providers } from '../../src/providers/index.ts';
import { commands, contextKeys, section, settings, viewId } from '../../src/vscode/names.ts';
import { customProvidersSchema } from '../support/catalog/customProvidersSchema.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}package.json`, 'utf8');
const manifest = JSON.parse(text);
const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(`${root}package.nls.json`, 'utf8'));

interface Contributed {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly when?: string;
  readonly enablement?: string;
}

interface MenuItem {
  readonly command: string;
  readonly group?: string;
  readonly when?: string;
}

interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly minimum?: number;
}

const contributed: readonly Contributed[] = manifest.contributes.commands;
const menus: Readonly<Record<string, readonly MenuItem[]>> = manifest.contributes.menus;
const properties: Readonly<Record<string, Setting>> = manifest.contributes.configuration.properties;
const ids = contributed.map(({ command }) => command);

/** Every text in a JSON value, however deep. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

const conditions = [
  ...Object.values(menus).flat(),
  ...contributed.map(({ enablement }) => ({ when: enablement })),
  ...manifest.contributes.viewsWelcome,
  ...manifest.contributes.walkthroughs.flatMap(
    ({ steps }: { steps: readonly { completionEvents: readonly string[] }[] }) =>
      steps.flatMap(({ completionEvents }) =>
        completionEvents.flatMap((event) => ({ when: /^onContext:(.*)$/.exec(event)?.[1] })),
      ),
  ),
].flatMap(({ when }: { when?: string }) => when ?? []);

describe('the manifest', () => {
  it('has the public names', () => {
    const { name, publisher, displayName, extensionKind, activationEvents, engines } = manifest;
    assert.deepStrictEqual(
      {
        id: `${publisher}.${name}`,
        displayName: texts[displayName.slice(1, -1)],
        extensionKind,
        activationEvents,
        vscode: engines.vscode,
      },
      {
        id: 'credits-dev.credits',
        displayName: 'Credits',
        extensionKind: ['ui', 'workspace'],
        activationEvents: ['onStartupFinished'],
        vscode: '^1.101.0',
      },
    );
  });

  it('contributes the commands that the code knows, and the code those that it contributes', () => {
    assert.deepStrictEqual(ids.toSorted(), Object.values(commands).toSorted());
  });

  it('has one file for each command, with its id', () => {
    const folder = `${root}src/vscode/commands`;
    const files = readdirSync(folder).filter((name) => name !== 'command.ts');
    const built = files.map((name) => [
      name,
      ...[...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/\bid: commands\.(\w+)/g)].map(([, id]) => `${id}.ts`),
    ]);
    assert.deepStrictEqual(
      built,
      Object.keys(commands)
        .toSorted()
        .map((id) => [`${id}.ts`, `${id}.ts`]),
    );
  });

  it('puts every command under Credits, with a title of its own and no when', () => {
    assert.deepStrictEqual(
      contributed.filter(
        ({ category, title, when }) => category !== 'Credits' || !/^%[\w.]+%$/.test(title) || when !== undefined,
      ),
      [],
    );
    assert.equal(new Set(contributed.map(({ title }) => texts[title.slice(1, -1)])).size, contributed.length);
  });

  it('puts no command into a menu that it does not contribute', () => {
    const named = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
    assert.deepStrictEqual(
      named.filter((command) => !ids.includes(command)),
      [],
    );
  });

  it('names no command in a text that it does not contribute', () => {
    const named = Object.values(texts).flatMap((value) =>
      [...value.matchAll(/command:([\w.]+)/g)].map(([, id = '']) => id),
    );
    assert.deepStrictEqual(
      named.filter((command) => !ids.includes(command) && command !== 'workbench.action.openWalkthrough'),
      [],
    );
  });

  it('has three steps to start with, each with a picture, and completed by doing it', () => {
    const [start, ...others] = manifest.contributes.walkthroughs;
    assert.deepStrictEqual(
      [others, start.steps.map(({ id }: { id: string }) => id)],
      [[], ['addKey', 'readBar', 'lookAhead']],
    );
    const known = [
      ...ids.map((id) => `onCommand:${id}`),
      ...Object.values(contextKeys).map((key) => `onContext:${key}`),
      `onView:${viewId}`,
    ];
    for (const { completionEvents, media } of start.steps) {
      assert.ok(completionEvents.length > 0);
      assert.deepStrictEqual(
        completionEvents.filter((event: string) => !known.includes(event)),
        [],
      );
      assert.match(media.altText, /^%.*%$/);
    }
    const link = encodeURIComponent(JSON.stringify(`${manifest.publisher}.${manifest.name}#${start.id}`));
    assert.ok(texts['welcome.noAccounts']?.includes(`openWalkthrough?${link}`));
  });

  it('uses the context keys that the code sets, every one, and no other', () => {
    const used = conditions.flatMap((when) => [...when.matchAll(/(?<!== )\bcredits\.\w+/g)].map(([key]) => key));
    assert.deepStrictEqual([...new Set(used)].toSorted(), Object.values(contextKeys).toSorted());
  });

  it('has keys for the commands of a selected row, in the view alone', () => {
    const keys: readonly { readonly command: string; readonly when: string; readonly args: unknown }[] =
      manifest.contributes.keybindings;
    assert.deepStrictEqual(
      keys.map(({ command }) => command),
      [commands.renameAccount, commands.removeAccount, commands.copyBalance],
    );
    assert.ok(keys.every(({ when }) => when.startsWith(`focusedView == ${viewId} && !inputFocus`)));
    assert.ok(keys.every(({ args }) => JSON.stringify(args) === '{"selection":true}'));
  });

  it('shows an action on a row only where it helps, but for Refresh', () => {
    const inline = (menus['view/item/context'] ?? []).filter(({ group }) => group?.startsWith('inline'));
    assert.deepStrictEqual(
      inline.map(({ command, when }) => [command, /\\b(topUp|key|settings|remove|active)\\b/.exec(when ?? '')?.[1]]),
      [
        [commands.openBilling, 'topUp'],
        [commands.replaceKey, 'key'],
        [commands.openSettings, 'settings'],
        [commands.removeAccount, 'remove'],
        [commands.refresh, 'active'],
      ],
    );
  });

  it('names no view in a condition that it does not contribute', () => {
    const views = conditions.flatMap((when) => [...when.matchAll(/view == ([\w.]+)/g)].map(([, id]) => id));
    assert.deepStrictEqual([...new Set(views)], [viewId]);
  });

  it('contributes the view that the code fills, in the container of that name', () => {
    const { views, viewsContainers, viewsWelcome } = manifest.contributes;
    assert.deepStrictEqual(
      {
        containers: viewsContainers.activitybar.map(({ id }: { id: string }) => id),
        views: Object.entries<readonly { id: string }[]>(views).map(([container, found]) => [
          container,
          found.map(({ id }) => id),
        ]),
        welcome: [...new Set(viewsWelcome.map(({ view }: { view: string }) => view))],
      },
      { containers: ['credits'], views: [['credits', [viewId]]], welcome: [viewId] },
    );
  });

  it('contributes the settings that the code reads, all for the application alone', () => {
    assert.deepStrictEqual(
      Object.fromEntries(Object.entries(properties).map(([name, { scope }]) => [name, scope])),
      Object.fromEntries(
        Object.values(settings)
          .flatMap((name) => (name === settings.alerts ? alertKinds.map((kind) => `${name}.${kind}`) : [name]))
          .map((name) => [`${section}.${name}`, 'application']),
      ),
    );
  });

  it("has the contract's defaults", () => {
    const { refreshInterval, thresholds, endpoints } = settings;
    assert.deepStrictEqual(
      [refreshInterval, thresholds, endpoints].map((name) => properties[`${section}.${name}`]?.default),
      [15, {}, {}],
    );
    assert.equal(properties[`${section}.${refreshInterval}`]?.minimum, 1);
  });

  it("describes an entry of one's own by the schema that reads it (npm run generate)", () => {
    const { items } = manifest.contributes.configuration.properties['credits.customProviders'];
    assert.deepStrictEqual({ items }, customProvidersSchema());
  });

  it('marks no endpoint as wrong that the code takes, and passes what a person may type for one', () => {
    const { pattern } = manifest.contributes.configuration.properties['credits.endpoints'].additionalProperties;
    const takes = [
      ...providers.all.map(({ baseUrl }) => baseUrl),
      'https://gateway.example.com:8443/a',
      'http://localhost:3000',
      'http://127.0.0.1:3000/bloom',
      'http://[::1]:3000',
    ];
    const refuses = [
      'http://gateway.example.com',
      'http://127.0.0.2',
      'http://127.0.0.1.gateway.example.com',
      'http://localhost.gateway.example.com',
      'http://[::1].gateway.example.com',
      'ftp://localhost',
      'gateway.example.com',
    ];
    assert.deepStrictEqual(
      [...takes, ...refuses].map((url) => [url, new RegExp(pattern).test(url), parseEndpoint(url) !== undefined]),
      [...takes.map((url) => [url, true, true]), ...refuses.map((url) => [url, false, false])],
    );
  });

  it('has a text for every %name% and a %name% for every text', () => {
    const named = strings(manifest).flatMap((value) => /^%([\w.]+)%$/.exec(value)?.[1] ?? []);
    assert.deepStrictEqual([...new Set(named)].toSorted(), Object.keys(texts).toSorted());
  });

  it('names no provider, so that a service stays one file and one line', () => {
    const named = providers.all.flatMap(({ id, name }) => [id, name]);
    assert.deepStrictEqual(
      named.filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text)),
      [],
    );
  });

  it('has exact versions', () => {
    const versions = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies });
    assert.deepStrictEqual(
      versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });

  it('brings no package to the user that is not in the bundle', () => {
    assert.equal(manifest.dependencies, undefined);
  });

  it('promises the types of the oldest VS Code that it runs on', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('names pictures that are there', () => {
    const pictures = strings(manifest).filter((value) => /^media\//.test(value));
    assert.deepStrictEqual(
      pictures.filter((file) => !statSync(root + file, { throwIfNoEntry: false })?.isFile()),
      [],
    );
    assert.ok(pictures.includes(manifest.icon));
  });

  it('names as its main file the one that is built', () => {
    const script = readFileSync(`${root}esbuild.mjs`, 'utf8');
    const [, folder = '', name = ''] = /^\.\/(\w+)\/(\w+)\.c?js$/.exec(manifest.main) ?? [];
    assert.deepStrictEqual(
      [folder, `src/${name}.ts`].filter((part) => part === '' || !script.includes(part)),
      [],
    );
  });
});
