import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Host } from './installHost.ts';

/** A color theme that comes with VS Code. */
export interface ShippedTheme {
  /** As VS Code's setting names it. */
  readonly id: string;
  /** As people pick it. */
  readonly name: string;
  /** The kind of theme whose colors stand in where it names none. */
  readonly base: 'light' | 'dark' | 'highContrast' | 'highContrastLight';
  /** Its own colors by their CSS variables. */
  readonly variables: Readonly<Record<string, string>>;
}

/** All color themes that come with VS Code. */
export async function shippedThemes({ modules }: Pick<Host, 'modules'>): Promise<readonly ShippedTheme[]> {
  const folder = join(modules, 'code-server/lib/vscode/extensions');
  const names = (await readdir(folder)).filter((name) => name.startsWith('theme-'));
  const themes = await Promise.all(
    names.map(async (name) => {
      const { contributes }: Manifest = JSON.parse(await readFile(join(folder, name, 'package.json'), 'utf8'));
      if (!contributes?.themes) return [];
      const texts: Readonly<Record<string, string>> = JSON.parse(
        await readFile(join(folder, name, 'package.nls.json'), 'utf8'),
      );
      return Promise.all(
        contributes.themes.map(async ({ id, label, uiTheme, path }) => ({
          id,
          name: texts[label.replaceAll('%', '')] ?? label,
          base: bases[uiTheme],
          variables: variablesOf(await colorsIn(join(folder, name, path))),
        })),
      );
    }),
  );
  return themes.flat();
}

/** The part of a theme extension's manifest that is read. */
interface Manifest {
  readonly contributes?: {
    readonly themes?: readonly {
      readonly id: string;
      /** `%name%` of a text in package.nls.json. */
      readonly label: string;
      readonly uiTheme: keyof typeof bases;
      readonly path: string;
    }[];
  };
}

const bases = {
  vs: 'light',
  'vs-dark': 'dark',
  'hc-black': 'highContrast',
  'hc-light': 'highContrastLight',
} as const;

type Colors = Readonly<Record<string, string | null>>;

/** The colors in the file of a theme, over those of the file that it includes. */
async function colorsIn(file: string): Promise<Colors> {
  const text = await readFile(file, 'utf8');
  const { include, colors }: { include?: string; colors?: Colors } = JSON.parse(withoutComments(text));
  return { ...(include === undefined ? {} : await colorsIn(join(dirname(file), include))), ...colors };
}

/** JSON as VS Code writes it, without its comments and last commas. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? '')
    .replace(/,(\s*[}\]])/g, '$1');
}

function variablesOf(colors: Colors): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(colors).flatMap(([name, color]) =>
      color === null ? [] : [[`--vscode-${name.replaceAll('.', '-')}`, color]],
    ),
  );
}
