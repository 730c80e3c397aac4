import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { History } from '../../../src/core/history/series.ts';
import { wholeHistory } from '../../../src/storage/historyLines.ts';

/** Writes histories as a window does that has just compacted them at this time, in milliseconds since 1970. */
export async function writeHistory(
  folder: string,
  histories: readonly { readonly accountId: string; readonly history: History }[],
  now: number,
): Promise<void> {
  await mkdir(join(folder, 'history'), { recursive: true });
  for (const { accountId, history } of histories)
    await writeFile(join(folder, 'history', `${accountId}.jsonl`), wholeHistory(history, [], now).text);
}
