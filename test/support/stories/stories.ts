import { bursts } from './bursts.ts';
import { correction } from './correction.ts';
import { expiringLot } from './expiringLot.ts';
import { leakedKey } from './leakedKey.ts';
import { steadyUse } from './steadyUse.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { topUp } from './topUp.ts';
import { workingHours } from './workingHours.ts';

const all = { steadyUse, workingHours, bursts, topUp, expiringLot, leakedKey, correction };

/** The name of a story, as `--story` and `POST /control/tell` take it. */
export type StoryName = keyof typeof all;

/** Every story by its name. No two are told by the same account. */
export const stories: Readonly<Record<StoryName, (options: StoryOptions) => Story>> = all;

/** The names of the stories, in the order in which they are listed. */
export const storyNames = Object.keys(all) as readonly StoryName[] as readonly [StoryName, ...StoryName[]];
