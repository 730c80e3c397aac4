import { addReading } from '../../../src/core/history/record/addReading.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { History } from '../../../src/core/history/record/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { dayStart } from '../../../src/core/time.ts';
import { type StoryChecks, storyReadings } from './storyReadings.ts';

/** What the extension has of a story that it checked. */
export interface Recorded {
  readonly history: History;
  /** The last reading, if there was one. */
  readonly reading: Reading | undefined;
}

/** Plays a story through its provider and into the history, which is compact on each new day of the user. */
export function recordStory(checks: StoryChecks): Recorded {
  let history: History = [];
  let reading: Reading | undefined;
  for (const next of storyReadings(checks)) {
    history = addReading(history, next, reading);
    const isNewDay = reading !== undefined && dayStart(reading.checkedAt) !== dayStart(next.checkedAt);
    if (isNewDay) history = history.flatMap((series) => compact(series, next.checkedAt) ?? []);
    reading = next;
  }
  return { history, reading };
}
