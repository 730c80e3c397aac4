import { day, dayStart, hour } from '../../../src/core/time.ts';
import type { Story } from '../simulator/story.ts';
import { allUsages, evenUsage, type PlotLot, storyOf, workingUsage } from './plot.ts';

/** What every story is made with. Times are milliseconds since 1970. */
export interface StoryOptions {
  /** The time to which "three days ago" and "in an hour" refer. */
  readonly now: number;
  /** How long before `now` the story begins, in milliseconds; 400 days when left out. */
  readonly past?: number;
  /** Credits left at `now`. */
  readonly left?: number;
  /** Credits used a day. */
  readonly perDay?: number;
}

/** FullEnrich: the same usage at every hour. */
export function steadyUsage({ now, past = 400 * day, left = 180.25, perDay = 24 }: StoryOptions): Story {
  const [begin, step] = [now - past, 0.25];
  const usage = evenUsage({ from: begin, perDay });
  return storyOf({
    provider: 'fullenrich',
    account: 'fullenrich-demo',
    describes: `${perDay} credits a day, day and night`,
    begin,
    step,
    usage,
    lots: [{ amount: left + Math.floor(usage(now) / step) * step, from: begin }],
  });
}

/** FullEnrich: `perDay` credits on a usual working day, nothing at night and on weekends. */
export function workingHours({
  now,
  past = 400 * day,
  left = 400,
  perDay = 30,
  seed = 1,
}: StoryOptions & { readonly seed?: number }): Story {
  const [begin, step] = [now - past, 0.25];
  const usage = workingUsage({ from: begin, perDay, seed });
  return storyOf({
    provider: 'fullenrich',
    account: 'fullenrich-plenty',
    describes: `about ${perDay} credits on a working day, none at night and on weekends`,
    begin,
    step,
    usage,
    lots: [{ amount: left + Math.floor(usage(now) / step) * step, from: begin }],
  });
}

/** Mimir: `perDay` credits a day, and `burst` more within the first eight hours of the day five days before `now`. */
export function bursts({
  now,
  past = 400 * day,
  left = 400,
  perDay = 40,
  burst = 600,
}: StoryOptions & { readonly burst?: number }): Story {
  // Within one of the user's days, at whatever hour `now` is: a forecast counts a burst that reaches over midnight as two.
  const [begin, from] = [now - past, dayStart(now - 5 * day)];
  const usage = allUsages(
    evenUsage({ from: begin, perDay }),
    evenUsage({ from, to: from + 8 * hour, perDay: 3 * burst }),
  );
  return storyOf({
    provider: 'mimir',
    account: 'mimir-demo',
    describes: `${perDay} credits a day, and ${burst} more on one day`,
    begin,
    step: 1,
    usage,
    lots: [{ amount: left + Math.floor(usage(now)), from: begin }],
  });
}

/**
 * Breeze: steady usage, and a top-up of `amount` whenever it is nearly used up, next `nextIn` milliseconds after `now`.
 * Each is listed, and listed as pending for `pendingFor` milliseconds before it counts.
 */
export function topUp({
  now,
  past = 400 * day,
  left = 75,
  perDay = 30,
  amount = 300,
  nextIn = hour,
  pendingFor = 0,
}: StoryOptions & { readonly amount?: number; readonly nextIn?: number; readonly pendingFor?: number }): Story {
  const [begin, step] = [now - past, 0.125];
  const usage = evenUsage({ from: begin, perDay });
  const between = (amount / perDay) * day;
  const times = [now + nextIn];
  for (let at = now + nextIn - between; at > begin; at -= between) times.unshift(at);
  const topUps = times.map(
    (from, index): PlotLot => ({ amount, from, topUpId: `topup_story_${index + 1}`, pendingFrom: from - pendingFor }),
  );
  const used = Math.floor(usage(now) / step) * step;
  return storyOf({
    provider: 'breeze',
    account: 'breeze-demo',
    describes: `${perDay} credits a day, and top-ups of ${amount} that the service lists`,
    begin,
    step,
    usage,
    lots: [{ amount: left + used - amount * (topUps.length - 1), from: begin }, ...topUps],
  });
}

/**
 * Olostep: a subscription of `amount` credits that is renewed every 30 days, when what is left of the one before expires:
 * last 25 days before `now`, next 5 days after it. Usage in working hours takes about two thirds of it.
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
  readonly seed?: number;
  readonly listsExpired?: boolean;
  /** Lots beside it. */
  readonly more?: readonly PlotLot[];
}): Story {
  const begin = now - past;
  // Midnight UTC, as services renew: a whole number of seconds, which is all that Olostep states.
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
    usage: workingUsage({ from: begin, perDay, seed }),
    lots,
    listsExpired,
    plan: { id: 'SUB_STARTER', display_name: 'Starter', credits: amount, created_at: Math.floor(begin / 1000) },
  });
}

/** Bloom: `perDay` credits a day until somebody else has the key, at `leakAt`: within an hour all of `left` is gone. */
export function leakedKey({
  now,
  past = 400 * day,
  left = 310,
  perDay = 20,
  leakAt = now + hour,
}: StoryOptions & { readonly leakAt?: number }): Story {
  const begin = now - past;
  const usual = evenUsage({ from: begin, perDay });
  return storyOf({
    provider: 'bloom',
    account: 'bloom-demo',
    describes: `${perDay} credits a day, then all that is left within an hour`,
    begin,
    step: 1,
    usage: allUsages(usual, evenUsage({ from: leakAt, to: leakAt + hour, perDay: 24 * left })),
    lots: [{ amount: left + Math.floor(usual(leakAt)), from: begin }],
  });
}

/**
 * Mimir: steady usage, and `amount` credits that the service adds by mistake (below 0: takes) and takes back `after`
 * milliseconds later, once three days before `now` and once an hour after it.
 */
export function correction({
  now,
  past = 400 * day,
  left = 640,
  perDay = 24,
  amount = 250,
  after = 2 * hour,
}: StoryOptions & { readonly amount?: number; readonly after?: number }): Story {
  const begin = now - past;
  const usage = evenUsage({ from: begin, perDay });
  return storyOf({
    provider: 'mimir',
    account: 'mimir-plenty',
    describes: `${perDay} credits a day, and ${amount} that the service gives by mistake and takes back`,
    begin,
    step: 1,
    usage,
    lots: [{ amount: left + Math.floor(usage(now)), from: begin }],
    corrections: [now - 3 * day, now + hour].map((from) => ({ amount, from, until: from + after })),
  });
}

/** Every story by its name, as `--story` takes it. No two are played at the same account. */
export const stories = { steadyUsage, workingHours, bursts, topUp, expiringLot, leakedKey, correction };

export type StoryName = keyof typeof stories;

export const storyNames = Object.keys(stories) as readonly StoryName[];
