import { storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { day, evenUse } from './use.ts';

/** FullEnrich: the same use at every hour; `left` credits at `now`, `perDay` of them used a day. */
export function steadyUse({
  now,
  past = 400 * day,
  left = 180.25,
  perDay = 24,
}: StoryOptions & { readonly left?: number; readonly perDay?: number }): Story {
  const begin = now - past;
  const step = 0.25;
  const use = evenUse({ from: begin, perDay });
  return storyOf({
    provider: 'fullenrich',
    account: 'fullenrich-demo',
    describes: `${perDay} credits a day, day and night`,
    begin,
    step,
    use,
    lots: [{ amount: left + Math.floor(use(now) / step) * step, from: begin }],
  });
}
