import { addReading } from '../../../src/core/history/record/addReading.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { seededRandom } from '../fakes/environment.ts';
import { providerIds } from '../simulator/index.ts';
import { RecordedAccount, type RecordedKind } from './recordedAccount.ts';

const day = 86_400_000;
const kinds: readonly RecordedKind[] = ['steady', 'bursts', 'lots', 'topUps', 'quiet'];

interface YearOptions {
  /** How many; their ids are those of `manyAccounts`. */
  readonly accounts: number;
  /** From check to check, around the clock, in milliseconds. */
  readonly interval: number;
  /** The last check is at most an interval before this time, in milliseconds since 1970. */
  readonly end: number;
  readonly seed: number;
  /** How long it was recorded; a year when left out. */
  readonly days?: number;
  /** `Account.keySetAt`; the beginning of the year when left out. */
  readonly keySetAt?: number;
}

/** The history of an account, as it is kept after it was recorded. */
interface Recorded {
  readonly accountId: string;
  readonly history: History;
}

/**
 * What a year of checks leaves: every reading goes through what a window does with it, compact each day. Of the accounts,
 * which take turns, some are used steadily, some in bursts, some have four to six lots, some top-ups, some are quiet.
 */
export function recordedYear(options: YearOptions): readonly Recorded[] {
  return Array.from({ length: options.accounts }, (_, index) => {
    const accountId = `${providerIds[index % providerIds.length]}-${index}`;
    return { accountId, history: recorded(options, accountId, index) };
  });
}

function recorded(options: YearOptions, accountId: string, index: number): History {
  const { interval, end, seed, days = 365 } = options;
  const start = end - days * day;
  const { keySetAt = start } = options;
  const random = seededRandom(seed + index);
  const account = new RecordedAccount(kinds[index % kinds.length] ?? 'steady', random, start);
  let history: History = [];
  let thinAt = start + day;
  let last: Reading | undefined;
  for (let time = start; time <= end - interval; time += interval) {
    // A check takes as long as its answer does.
    const at = time + Math.floor(random() * 900);
    const balance = account.balanceAt(at);
    const reading: Reading = { accountId, keySetAt, checkedAt: at, balance, balanceAt: at, failures: 0 };
    // Those between are in the last one that said the same.
    if (balance !== last?.balance) history = addReading(history, reading, last, at);
    last = reading;
    if (time < thinAt) continue;
    history = history.map((series) => compact(series, at) ?? series);
    thinAt += day;
  }
  return last ? addReading(history, last) : history;
}
