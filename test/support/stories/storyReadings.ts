import type { Account } from '../../../src/core/account.ts';
import type { Provider, SingleGetProvider } from '../../../src/core/provider.ts';
import { afterBalance, afterFailure, type Reading } from '../../../src/core/reading.ts';
import { providers } from '../../../src/providers/index.ts';
import { answerText } from '../simulator/answer.ts';
import { openAccounts } from '../simulator/scenarios.ts';
import { services } from '../simulator/services.ts';
import { toldAccount } from '../simulator/toldAccount.ts';
import type { Story } from './story.ts';

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
    const told = toldAccount(opened, story, time);
    const request = { query: new URLSearchParams(), headers };
    const answer = services[story.provider].answer(request, (key) => (key === told.key ? told : undefined), time);
    const outcome = provider.interpret(answer.status, JSON.parse(answerText(answer)));
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
