import { storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { day, workingUse } from './use.ts';

/** FullEnrich: `perDay` credits on a usual working day, nothing at night and on weekends; `left` at `now`. */
export function workingHours({
  now,
  past = 400 * day,
  left = 400,
  perDay = 30,
  seed = 1,
}: StoryOptions & { readonly left?: number; readonly perDay?: number; readonly seed?: number }): Story {
  const begin = now - past;
  const step = 0.25;
  const use = workingUse({ from: begin, perDay, seed });
  return storyOf({
    provider: 'fullenrich',
    account: 'fullenrich-plenty',
    describes: `about ${perDay} credits on a working day, none at night and on weekends`,
    begin,
    step,
    use,
    lots: [{ amount: left + Math.floor(use(now) / step) * step, from: begin }],
  });
}
