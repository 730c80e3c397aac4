import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { projectFolder } from '../tasks/projectFolder.ts';
import { bytesOf, loadedWith, readBundles } from './bundles.ts';

/** The bundles of the extension as it loads them, step by step, and how many bytes that is. */
export interface LoadSteps {
  /** By `activate()` itself. */
  readonly activation: LoadStep;
  /** Until the first number is on show, activation included. */
  readonly firstNumber: LoadStep;
  readonly whole: LoadStep;
}

export interface LoadStep {
  readonly bytes: number;
  readonly names: readonly string[];
}

/** Reads the steps from what is built. Throws when no bundle of `showLastKnown` is loaded later. */
export async function loadSteps(): Promise<LoadSteps> {
  const manifest: { readonly main: string } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  const main = basename(manifest.main);
  const bundles = await readBundles(join(projectFolder, dirname(manifest.main)));
  const step = (names: readonly string[]): LoadStep => ({ bytes: bytesOf(bundles, names), names });
  const atOnce = loadedWith(bundles, main);
  const shows = atOnce.flatMap((name) => bundles.get(name)?.later ?? []).find((name) => name === 'showLastKnown.cjs');
  if (shows === undefined) throw new Error('No bundle of showLastKnown is loaded later.');
  return {
    activation: step(atOnce),
    firstNumber: step(loadedWith(bundles, main, shows)),
    whole: step([...bundles.keys()].toSorted()),
  };
}
