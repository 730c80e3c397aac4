import type { Browser } from 'playwright-core';
import { tempFolder } from '../support/fakes/environment.ts';
import type { Host } from '../support/host/installHost.ts';
import { type ActivationTimes, timedStarts } from '../support/host/timedStarts.ts';
import { emptyExtension, writeEmptyExtension } from './emptyExtension.ts';
import type { Chapter, Figure } from './figure.ts';
import { manifest } from './manifest.ts';
import { median } from './median.ts';

const loads = 10;

/** How long VS Code takes to start the extension, beside an extension that does nothing. */
export async function activation(host: Host, browser: Browser, vsix: string): Promise<Chapter> {
  const folder = await tempFolder();
  await writeEmptyExtension(folder.path);
  const { id, main } = await manifest();
  const ours = await timedStarts({ host, browser, extension: vsix, id, main });
  const floor = await timedStarts({ host, browser, extension: folder.path, ...emptyExtension });
  const [oursTimes, floorTimes]: [ActivationTimes[], ActivationTimes[]] = [[], []];
  try {
    // The first start of each finds nothing in the caches and is not counted. The others take turns.
    await ours.next();
    await floor.next();
    for (let load = 0; load < loads; load += 1) {
      oursTimes.push(await ours.next());
      floorTimes.push(await floor.next());
    }
  } finally {
    await ours.dispose();
    await floor.dispose();
    await folder.dispose();
  }
  return {
    title: 'Activation',
    how: `Medians of ${loads} starts of the extension host of a real VS Code, by its own figures with a clock of microseconds; ours and an empty extension in turns. "own file" is read, compile and run of our main file with what it requires at once, taken inside "load code", which also waits for the extensions that start beside it.`,
    figures: figuresOf(oursTimes, floorTimes),
  };
}

const parts = {
  loadCode: 'load code',
  callActivate: 'call activate()',
  finishActivate: 'finish activate()',
  runBundle: 'own file',
} as const;

const sums = {
  vscode: { what: 'load code + call activate()', of: (times: ActivationTimes) => times.loadCode + times.callActivate },
  own: { what: 'own file + call activate()', of: (times: ActivationTimes) => times.runBundle + times.callActivate },
} as const;

function figuresOf(ours: readonly ActivationTimes[], floor: readonly ActivationTimes[]): readonly Figure[] {
  const single = (['loadCode', 'callActivate', 'finishActivate', 'runBundle'] as const).flatMap((part) =>
    (['ours', 'floor'] as const).map((whose) => ({
      id: `activation.${part}.${whose}`,
      what: `${parts[part]}, ${whose === 'ours' ? 'ours' : 'empty'}`,
      value: median((whose === 'ours' ? ours : floor).map((times) => times[part])),
      unit: 'ms' as const,
    })),
  );
  const ratios = (['vscode', 'own'] as const).map((sum) => ({
    id: `activation.ratio.${sum}`,
    what: `(${sums[sum].what}) / empty`,
    value: median(ours.map(sums[sum].of)) / median(floor.map(sums[sum].of)),
    unit: 'times' as const,
    most: 9,
  }));
  return [...single, ...ratios];
}
