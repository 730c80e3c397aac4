import { storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { allUses, day, evenUse, hour } from './use.ts';

/** Mimir: `perDay` credits a day, and `burst` more within eight hours, five days before `now`; `left` at `now`. */
export function bursts({
  now,
  past = 400 * day,
  left = 400,
  perDay = 40,
  burst = 600,
}: StoryOptions & { readonly left?: number; readonly perDay?: number; readonly burst?: number }): Story {
  const begin = now - past;
  const from = now - 5 * day;
  const use = allUses(evenUse({ from: begin, perDay }), evenUse({ from, to: from + 8 * hour, perDay: 3 * burst }));
  return storyOf({
    provider: 'mimir',
    account: 'mimir-demo',
    describes: `${perDay} credits a day, and ${burst} more on one day`,
    begin,
    step: 1,
    use,
    lots: [{ amount: left + Math.floor(use(now)), from: begin }],
  });
}
