import type { History } from '../../../src/core/history/record/series.ts';
import { HistoryDisk } from '../../../src/storage/historyDisk.ts';
import { systemClock } from '../../../src/vscode/systemClock.ts';

/** Writes histories as a window does that has just put them away at this time, in milliseconds since 1970. */
export async function writeHistory(
  folder: string,
  histories: readonly { readonly accountId: string; readonly history: History }[],
  now: number,
): Promise<void> {
  const problem = ({ file }: { readonly file: string }) => {
    throw new Error(`${file} could not be written.`);
  };
  const disk = new HistoryDisk({ folder, report: { problem, written: () => {} }, clock: systemClock });
  await disk.putAway(new Map(histories.map(({ accountId, history }) => [accountId, history])), now);
}
