import { storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { day, evenUse, hour } from './use.ts';

/**
 * Mimir: steady use, and `amount` credits that the service adds by mistake (below 0: takes) and takes back `after`
 * milliseconds later, once three days before `now` and once an hour after it. `left` at `now`.
 */
export function correction({
  now,
  past = 400 * day,
  left = 640,
  perDay = 24,
  amount = 250,
  after = 2 * hour,
}: StoryOptions & {
  readonly left?: number;
  readonly perDay?: number;
  readonly amount?: number;
  readonly after?: number;
}): Story {
  const begin = now - past;
  const use = evenUse({ from: begin, perDay });
  return storyOf({
    provider: 'mimir',
    account: 'mimir-plenty',
    describes: `${perDay} credits a day, and ${amount} that the service gives by mistake and takes back`,
    begin,
    step: 1,
    use,
    lots: [{ amount: left + Math.floor(use(now)), from: begin }],
    corrections: [now - 3 * day, now + hour].map((from) => ({ amount, from, until: from + after })),
  });
}
