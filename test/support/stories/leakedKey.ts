import { storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { allUses, day, evenUse, hour } from './use.ts';

/** Bloom: `perDay` credits a day until somebody else has the key, at `leakAt`: within an hour all of `left` is gone. */
export function leakedKey({
  now,
  past = 400 * day,
  left = 310,
  perDay = 20,
  leakAt = now + hour,
}: StoryOptions & { readonly left?: number; readonly perDay?: number; readonly leakAt?: number }): Story {
  const begin = now - past;
  const usual = evenUse({ from: begin, perDay });
  return storyOf({
    provider: 'bloom',
    account: 'bloom-demo',
    describes: `${perDay} credits a day, then all that is left within an hour`,
    begin,
    step: 1,
    use: allUses(usual, evenUse({ from: leakAt, to: leakAt + hour, perDay: 24 * left })),
    lots: [{ amount: left + Math.floor(usual(leakAt)), from: begin }],
  });
}
