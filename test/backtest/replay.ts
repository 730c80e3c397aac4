import type { Balance } from '../../src/core/balance.ts';
import { addReading } from '../../src/core/history/record/addReading.ts';
import { compact } from '../../src/core/history/record/compact.ts';
import type { History } from '../../src/core/history/series.ts';
import type { Reading } from '../../src/core/reading.ts';
import { dayStart, minute, nextDay } from '../../src/core/time.ts';
import type { RecordedUsage } from './recordedUsage.ts';

/** The interval of checks, as the extension sets it. */
export const interval = 15 * minute;

/** One check of a replay, with the history as the extension keeps it. */
export interface Check {
  readonly at: number;
  readonly history: History;
  readonly reading: Reading;
}

/** Goes through the checks of an account: every 15 minutes while its editor is open, compacted once a day. */
export function* replay(
  usage: RecordedUsage,
  balanceAt: (time: number) => Balance,
  from: { readonly history: History; readonly after: number; readonly previous?: Reading | undefined } = {
    history: [],
    after: Number.NEGATIVE_INFINITY,
  },
): Generator<Check> {
  let { history, previous } = from;
  const begin = Math.max(usage.start, from.after);
  let compactAt = nextDay(dayStart(begin));
  for (const [since, until] of usage.awake) {
    for (let at = since; at <= until; at += interval) {
      if (at <= from.after) continue;
      const reading: Reading = {
        accountId: usage.name,
        keySetAt: usage.start,
        checkedAt: at,
        balance: balanceAt(at),
        balanceAt: at,
        failures: 0,
      };
      history = addReading(history, reading, previous, at);
      previous = reading;
      if (at >= compactAt) {
        history = history.map((series) => compact(series, at) ?? series);
        compactAt = nextDay(dayStart(at));
      }
      yield { at, history, reading };
    }
  }
}

/** The last check of each day that has another after it. */
export function* lastOfDays(checks: Iterable<Check>): Generator<Check> {
  let last: Check | undefined;
  for (const check of checks) {
    if (last && dayStart(last.at) !== dayStart(check.at)) yield last;
    last = check;
  }
}
