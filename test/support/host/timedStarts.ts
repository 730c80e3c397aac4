import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Host } from './installHost.ts';
import { openWindow } from './openWindow.ts';
import { startServer } from './server.ts';
import type { Window } from './window.ts';

/** What VS Code measures of the start of one extension, in milliseconds. */
export interface ActivationTimes {
  /** Reading, compiling and running its bundle. VS Code does not show it: this one is taken inside `loadCode`. */
  readonly runBundle: number;
  /** `runBundle` and the wait for its translations and for the extensions that start beside it: 15 and more. */
  readonly loadCode: number;
  /** Until `activate()` returned. */
  readonly callActivate: number;
  /** From there until the promise that it returned, if any, was settled. */
  readonly finishActivate: number;
}

export interface TimedStartsOptions {
  readonly host: Host;
  readonly browser: Browser;
  /** A VSIX, or a folder with a `package.json`. */
  readonly extension: string;
  /** As in `publisher.name`. */
  readonly id: string;
  /** Its main file, as in its package.json. */
  readonly main: string;
}

/** A window with one extension, whose starts are measured one by one. */
export interface TimedStarts {
  /**
   * Starts a new extension host and resolves with what “Developer: Startup Performance” says of it. Rejects when the
   * extension is not activated within 20 s. The first start finds nothing in the caches.
   */
  next(): Promise<ActivationTimes>;
  dispose(): Promise<void>;
}

/** Opens a window in which the starts of an extension are measured. */
export async function timedStarts({ host, browser, extension, id, main }: TimedStartsOptions): Promise<TimedStarts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'credits-'));
  const bundleTimes = join(dataDir, 'bundleTimes');
  const server = await startServer({
    host,
    dataDir,
    extensions: [extension],
    preload: ['fineClock', 'timeBundle'],
    env: { CREDITS_TIMED_FOLDER: `${id}-`, CREDITS_TIMES: bundleTimes },
  });
  const window = await openWindow({ server, in: browser });
  const state = { starts: 0 };
  return {
    async next() {
      if (state.starts > 0) await window.reload();
      state.starts += 1;
      const times = await read(window, id);
      const lines = (await readFile(bundleTimes, 'utf8')).split('\n').map((line) => line.split(' '));
      const runs = lines.filter(([name]) => name === basename(main));
      return { ...times, runBundle: Number(runs[state.starts - 1]?.[1]) };
    },
    async dispose() {
      await window.close();
      await server.dispose();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type ShownTimes = Omit<ActivationTimes, 'runBundle'>;

async function read(window: Window, id: string): Promise<ShownTimes> {
  let times: ShownTimes | undefined;
  await window.waitFor(`the activation of ${id}`, async () => {
    await window.command('Developer: Startup Performance');
    times = timesIn(await window.editorText(), id);
    await window.command('View: Close All Editors');
    return times !== undefined;
  });
  if (!times) throw new Error(`${id} was not activated.`);
  return times;
}

/** Finds the columns by their headings: they have changed from version to version. */
function timesIn(report: string, id: string): ShownTimes | undefined {
  const rows = report.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const heading = rows.find((cells) => cells.includes('Load Code'));
  const row = rows.find((cells) => cells[1] === id);
  if (!heading || !row) return undefined;
  const at = (column: string) => Number(row[heading.indexOf(column)]);
  return { loadCode: at('Load Code'), callActivate: at('Call Activate'), finishActivate: at('Finish Activate') };
}
