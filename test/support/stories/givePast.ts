import { compact } from '../../../src/core/history/record/compact.ts';
import { AlertsFile } from '../../../src/storage/alertsFile.ts';
import { storageFolder, type VsCode } from '../e2e/openVsCode.ts';
import { writeHistory } from '../history/writeHistory.ts';
import type { Story } from '../simulator/story.ts';
import { storesIn } from '../storesIn.ts';
import { recordStory, type StoryChecks } from './recordStory.ts';

/**
 * Gives the accounts of a window, by their labels, a past: as if their keys had been entered at `from` and checked at
 * each `interval` while their stories went on. Other accounts stay as they are. The window is left meanwhile and opened
 * again.
 */
export async function givePast(
  vsCode: Pick<VsCode, 'window' | 'dataDir'>,
  stories: ReadonlyMap<string, Story>,
  checks: Pick<StoryChecks, 'from' | 'interval'>,
): Promise<void> {
  const { page } = vsCode.window;
  const address = page.url();
  await page.goto('about:blank');
  await writePast(storageFolder(vsCode), stories, { ...checks, to: Date.now() });
  await page.goto(address);
  await vsCode.window.waitUntilDrawn();
}

/** Writes accounts, readings and histories as an extension does that made these checks. No alert is remembered. */
async function writePast(
  folder: string,
  stories: ReadonlyMap<string, Story>,
  checks: Pick<StoryChecks, 'from' | 'to' | 'interval'>,
): Promise<void> {
  const files = storesIn(folder);
  await files.accounts.load();
  await files.accounts.change((accounts) =>
    accounts.map((account) => (stories.has(account.label) ? { ...account, keySetAt: checks.from } : account)),
  );
  const accounts = files.accounts.all();
  await new AlertsFile(files).change(() => []);
  for (const [label, story] of stories) {
    const account = accounts.find((other) => other.label === label);
    if (!account) throw new Error(`No account is called ${label}.`);
    const { history, reading } = recordStory({ ...checks, story, account });
    const compacted = history.flatMap((series) => compact(series, checks.to) ?? []);
    await writeHistory(folder, [{ accountId: account.id, history: compacted }], checks.to);
    if (reading) files.readings.put(reading);
  }
  await files.readings.flush();
  files.readings.dispose();
}
