import type { Account } from '../../../src/core/account.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { Provider, SingleGetProvider } from '../../../src/core/provider.ts';
import { afterBalance, afterFailure, type Reading } from '../../../src/core/reading.ts';
import { dayStart } from '../../../src/core/time.ts';
import { providers } from '../../../src/providers/index.ts';
import { bodyOf } from '../simulator/answer.ts';
import { openAccounts, services } from '../simulator/scenarios.ts';
import type { Story } from '../simulator/story.ts';
import { accountInStory } from '../simulator/world.ts';

/** Which checks are made of an account while its story goes on. Times are milliseconds since 1970. */
export interface StoryChecks {
  readonly story: Story;
  /** Whose readings they are. */
  readonly account: Account;
  /** The first check. */
  readonly from: number;
  /** No check is later, and one is at this very time if the machine is on. */
  readonly to: number;
  /** Milliseconds from one check to the next. */
  readonly interval: number;
  /** Whether the machine is on at a time; always, when left out. */
  readonly isOn?: (time: number) => boolean;
}

/** The readings that the extension takes of a story: what the simulated service answers, as the provider understands it. */
export function* storyReadings({ story, account, from, to, interval, isOn }: StoryChecks): Generator<Reading> {
  const provider = providers.get(story.provider);
  const opened = openAccounts(from).get(story.account);
  if (!opened || !provider || !isSingleGet(provider)) throw new Error(`There is no account ${story.account}.`);
  const { headers = {} } = provider.request(opened.key, account.parameters);
  let previous: Reading | undefined;
  for (const time of timesFrom(from, to, interval)) {
    if (isOn && !isOn(time)) continue;
    const present = accountInStory(opened, story, time);
    const answer = services[story.provider].answer({
      query: new URLSearchParams(),
      headers,
      account: present,
      now: time,
    });
    const outcome = provider.interpret(answer.status, JSON.parse(bodyOf(answer)));
    previous =
      'balance' in outcome
        ? afterBalance(account, previous, outcome.balance, time)
        : afterFailure(account, previous, outcome.failure, time, undefined);
    yield previous;
  }
}

/** Its answers can be interpreted at once, so that years of readings take seconds. */
function isSingleGet(provider: Provider): provider is SingleGetProvider {
  return 'interpret' in provider;
}

function* timesFrom(from: number, to: number, interval: number): Generator<number> {
  for (let time = from; time < to; time += interval) yield time;
  yield to;
}

/** What the extension has of a story that it checked. */
export interface RecordedStory {
  readonly history: History;
  /** The last reading, if there was one. */
  readonly reading: Reading | undefined;
}

/** Plays a story through its provider and into the history, which is compacted on each new day of the user. */
export function recordStory(checks: StoryChecks): RecordedStory {
  let history: History = [];
  let reading: Reading | undefined;
  for (const next of storyReadings(checks)) {
    history = addReading(history, next, reading);
    const isNewDay = reading !== undefined && dayStart(reading.checkedAt) !== dayStart(next.checkedAt);
    if (isNewDay) history = history.flatMap((series) => compact(series, next.checkedAt) ?? []);
    reading = next;
  }
  return { history, reading };
}
