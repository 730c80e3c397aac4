import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { tempFolder } from '../support/fakes/environment.ts';
import type { Host } from '../support/host/installHost.ts';
import { openWindow } from '../support/host/openWindow.ts';
import { startServer } from '../support/host/server.ts';
import { emptyExtension, writeEmptyExtension } from './emptyExtension.ts';
import type { Chapter, Figure } from './figure.ts';
import { manifest } from './manifest.ts';
import { median } from './median.ts';

const loads = 10;

/** The start of an extension, in milliseconds. */
interface Start {
  readonly id: string;
  /** Read, compile and run of its main file. */
  readonly ownFile: number;
  /** Until `activate()` returned. */
  readonly activate: number;
}

/** How long VS Code takes to start the extension, beside an extension that does nothing. */
export async function activation(host: Host, browser: Browser, vsix: string): Promise<Chapter> {
  const folder = await tempFolder();
  const { id, main } = await manifest();
  const times = join(folder.path, 'times');
  const empty = join(folder.path, 'empty');
  await writeEmptyExtension(empty, basename(main));
  const server = await startServer({
    host,
    dataDir: join(folder.path, 'server'),
    settings: {},
    extensions: [vsix, empty],
    preload: ['timeActivation'],
    env: { CREDITS_TIMED_MAIN: basename(main), CREDITS_TIMES: times },
  });
  const starts = async (of: string): Promise<readonly Start[]> => {
    const lines = (await readFile(times, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line)).filter((start: Start) => start.id === of);
  };
  try {
    const window = await openWindow({ server, in: browser });
    for (let start = 0; start <= loads; start += 1) {
      if (start > 0) await window.reload();
      await window.waitFor(
        `start ${start + 1} of both extensions`,
        async () => [(await starts(id)).length, (await starts(emptyExtension)).length],
        (counts) => counts.every((count) => count === start + 1),
      );
    }
    await window.close();
    // The first start finds nothing in the caches and is not counted.
    return {
      title: 'Activation',
      how: `Medians of ${loads} starts of the extension host of a real VS Code, with an extension that does nothing beside ours. "own file" is read, compile and run of the main file with what it requires at once. Nothing in the product takes part: a module that the extension host runs first puts itself around the loading and around activate().`,
      figures: figuresOf((await starts(id)).slice(1), (await starts(emptyExtension)).slice(1)),
    };
  } finally {
    await server.dispose();
    await folder.dispose();
  }
}

function figuresOf(ours: readonly Start[], empty: readonly Start[]): readonly Figure[] {
  const both = ({ ownFile, activate }: Start) => ownFile + activate;
  const parts = [
    { id: 'ownFile', what: 'own file', of: ({ ownFile }: Start) => ownFile },
    { id: 'activate', what: 'activate()', of: ({ activate }: Start) => activate },
    { id: 'own', what: 'own file + activate()', of: both },
  ];
  const medians = parts.flatMap(({ id, what, of }) => [
    { id: `activation.${id}.ours`, what: `${what}, ours`, value: median(ours.map(of)), unit: 'ms' as const },
    { id: `activation.${id}.empty`, what: `${what}, empty`, value: median(empty.map(of)), unit: 'ms' as const },
  ]);
  const ratio = median(ours.map(both)) / median(empty.map(both));
  return [
    ...medians,
    { id: 'activation.ratio.own', what: '(own file + activate()) / empty', value: ratio, unit: 'times', most: 9 },
  ];
}
