import { dayStart } from '../../../src/core/history/days.ts';
import { extended } from '../../../src/core/history/extended.ts';
import type { History } from '../../../src/core/history/series.ts';
import { thinned } from '../../../src/core/history/thinned.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type StoryChecks, storyReadings } from './storyReadings.ts';

/** What the extension has of a story that it checked. */
export interface Recorded {
  readonly history: History;
  /** The last reading, if there was one. */
  readonly reading: Reading | undefined;
}

/** Plays a story through its provider and into the history, which is thinned on each new day of the user. */
export function recordStory(checks: StoryChecks): Recorded {
  let history: History = [];
  let reading: Reading | undefined;
  for (const next of storyReadings(checks)) {
    history = extended(history, next, reading);
    const isNewDay = reading !== undefined && dayStart(reading.checkedAt) !== dayStart(next.checkedAt);
    if (isNewDay) history = history.flatMap((series) => thinned(series, next.checkedAt) ?? []);
    reading = next;
  }
  return { history, reading };
}
