import { type PlotLot, storyOf } from './plot.ts';
import type { Story } from './story.ts';
import type { StoryOptions } from './storyOptions.ts';
import { day, workingUse } from './use.ts';

/**
 * Olostep: a subscription of `amount` credits that is renewed every 30 days, when what is left of the one before expires:
 * last 25 days before `now`, next 5 days after it. Use in working hours takes about two thirds of it.
 * `more` are lots beside it.
 */
export function expiringLot({
  now,
  past = 400 * day,
  amount = 1000,
  perDay = (amount / 22) * 0.68,
  seed = 2,
  listsExpired = false,
  more = [],
}: StoryOptions & {
  readonly amount?: number;
  readonly perDay?: number;
  readonly seed?: number;
  readonly listsExpired?: boolean;
  readonly more?: readonly PlotLot[];
}): Story {
  const begin = now - past;
  // Midnight UTC, as services renew: a whole number of seconds, which is all that Olostep says.
  const next = Math.floor((now + 5 * day) / day) * day;
  const lots: PlotLot[] = [...more];
  for (let from = next + 360 * day; from > begin - 30 * day; from -= 30 * day) {
    lots.unshift({ amount, from, expiresAt: from + 30 * day, kind: 'Subscription' });
  }
  return storyOf({
    provider: 'olostep',
    account: 'olostep-demo',
    describes: `a subscription of ${amount} credits, of which about a third expires at each renewal`,
    begin,
    step: 1,
    use: workingUse({ from: begin, perDay, seed }),
    lots,
    listsExpired,
    plan: { id: 'SUB_STARTER', display_name: 'Starter', credits: amount, created_at: Math.floor(begin / 1000) },
  });
}
