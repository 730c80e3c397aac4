import type { Account } from '../../../src/core/account.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { History } from '../../../src/core/history/record/series.ts';
import type { Clock } from '../../../src/core/ports.ts';
import { AccountsFile } from '../../../src/storage/accountsFile.ts';
import { AlertsFile } from '../../../src/storage/alertsFile.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { writeHistory } from '../history/writeHistory.ts';
import { recordStory } from './recordStory.ts';
import type { StoryChecks } from './storyReadings.ts';

/** The past of one account: its key was entered at `from`, and the last check was at `to`. */
export type Past = Omit<StoryChecks, 'to'>;

/**
 * Writes the storage of an extension that has checked these accounts up to `to`: their accounts, last readings and
 * histories, beside those of other accounts that are there. No alert of them is remembered. No window may be open on it. Rejects when the disk refuses.
 */
export async function writeRecorded(folder: string, to: number, pasts: readonly Past[]): Promise<void> {
  const clock: Clock = {
    now: () => to,
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return { dispose: () => clearTimeout(timer) };
    },
  };
  const refused = (what: string) => {
    throw new Error(`${what} could not be written.`);
  };
  const report = { problem: ({ file }: { readonly file: string }) => refused(file), solved: () => {} };
  const files = { folder, report, clock, locks: new FileLocks(folder, refused, clock) };
  const accounts = new AccountsFile(files);
  const readings = new ReadingsFile({ ...files, accounts });
  const named = new Map(
    pasts.map((past): [string, Account] => [past.account.id, { ...past.account, keySetAt: past.from }]),
  );
  await accounts.change((kept) => [...kept.filter(({ id }) => !named.has(id)), ...named.values()]);
  await new AlertsFile(files).change((memory) => memory.filter(({ accountId }) => !named.has(accountId)));
  await readings.load();
  const histories: { readonly accountId: string; readonly history: History }[] = [];
  for (const past of pasts) {
    const account = named.get(past.account.id) ?? past.account;
    const { history, reading } = recordStory({ ...past, account, to });
    const compacted = history.map((series) => compact(series, to)).filter((series) => series !== undefined);
    histories.push({ accountId: account.id, history: compacted });
    if (reading) readings.put(reading);
  }
  await writeHistory(folder, histories, to);
  await readings.flush();
  readings.dispose();
}
