import { join } from 'node:path';
import type { Window } from '../host/window.ts';
import { storesIn } from '../storesIn.ts';
import type { Story } from './story.ts';
import { writeRecorded } from './writeRecorded.ts';

/** A window, and the folder of all that its VS Code keeps. */
interface Place {
  readonly window: Window;
  readonly dataDir: string;
}

/** Where the extension keeps its files. */
export function storageOf({ dataDir }: Pick<Place, 'dataDir'>): string {
  return join(dataDir, 'data/User/globalStorage/credits-dev.credits');
}

/**
 * Gives the accounts of a window, by their labels, a past: as if their keys had been entered at `from` and checked at
 * each `interval` while their stories went on. The window is left meanwhile and opened again.
 */
export async function givePast(
  place: Place,
  told: ReadonlyMap<string, Story>,
  { from, interval }: { readonly from: number; readonly interval: number },
): Promise<void> {
  const { page } = place.window;
  const address = page.url();
  await page.goto('about:blank');
  const { accounts } = storesIn(storageOf(place));
  await accounts.load();
  const pasts = accounts.all().flatMap((account) => {
    const story = told.get(account.label);
    return story ? [{ story, account, from, interval }] : [];
  });
  if (pasts.length < told.size) throw new Error(`Not all of ${[...told.keys()]} are there.`);
  await writeRecorded(storageOf(place), Date.now(), pasts);
  await page.goto(address);
  await place.window.waitUntilDrawn();
}
