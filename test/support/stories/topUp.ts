import { type PlotLot, storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { day, evenUse, hour } from './use.ts';

/**
 * Breeze: steady use, and a purchase of `amount` whenever it is nearly used up, next `nextIn` milliseconds after
 * `now`, when `left` are left. Each is listed as a top-up, and as pending for `pendingFor` milliseconds before it counts.
 */
export function topUp({
  now,
  past = 400 * day,
  left = 75,
  perDay = 30,
  amount = 300,
  nextIn = hour,
  pendingFor = 0,
}: StoryOptions & {
  readonly left?: number;
  readonly perDay?: number;
  readonly amount?: number;
  readonly nextIn?: number;
  readonly pendingFor?: number;
}): Story {
  const begin = now - past;
  const step = 0.125;
  const use = evenUse({ from: begin, perDay });
  const between = (amount / perDay) * day;
  const times = [now + nextIn];
  for (let at = now + nextIn - between; at > begin; at -= between) times.unshift(at);
  const purchases = times.map(
    (from, index): PlotLot => ({ amount, from, topUpId: `topup_story_${index + 1}`, pendingFrom: from - pendingFor }),
  );
  const used = Math.floor(use(now) / step) * step;
  return storyOf({
    provider: 'breeze',
    account: 'breeze-demo',
    describes: `${perDay} credits a day, and purchases of ${amount} that the service lists`,
    begin,
    step,
    use,
    lots: [{ amount: left + used - amount * (purchases.length - 1), from: begin }, ...purchases],
  });
}
