import type { Story } from '../stories/story.ts';
import type { Account } from './account.ts';
import { type AccountChange, accountChangeSchema, changedAccount } from './accountChange.ts';
import { ControlError, checked } from './controlError.ts';
import { createFailureQueue, type Failure, type FailureQueue, failureSchema } from './failure.ts';
import type { ProviderId } from './providerId.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { openAccounts } from './scenarios.ts';
import { toldAccount } from './toldAccount.ts';

/** How a story is told. */
export interface Telling {
  /** The scenario name of the account that tells it; its own when left out. */
  readonly account?: string;
  /** The time of the story that is now, in milliseconds since the epoch; it goes on from there. Now when left out. */
  readonly at?: number;
}

/** Everything that is so at the five services at a time: the accounts, the failures to come, the requests seen. */
export interface World {
  readonly now: () => number;
  readonly log: RequestLog;
  readonly failures: FailureQueue;
  readonly accounts: () => readonly Account[];
  readonly find: (provider: ProviderId, key: string) => Account | undefined;
  /** Changes an account, which ends its story; throws a `ControlError` for input that is not understood. */
  readonly set: (change: unknown) => void;
  /** From now on the account has what the story says; throws a `ControlError` when it cannot tell this one. */
  readonly tell: (story: Story, telling?: Telling) => void;
  /** Makes the next requests fail; throws a `ControlError` for input that is not understood. */
  readonly failNext: (failure: unknown) => void;
  /** Opens all accounts anew at the present time, with the stories of the start, and forgets failures and requests. */
  readonly reset: () => void;
}

/** A world as it is at the start, each story told by its own account. */
export function createWorld(now: () => number, stories: readonly Story[] = []): World {
  const log = createRequestLog();
  const failures = createFailureQueue();
  const told = new Map<string, { readonly story: Story; readonly ahead: number }>();
  let accounts = openAccounts(now());

  const asTold = (account: Account): Account => {
    const tale = told.get(account.name);
    return tale === undefined ? account : toldAccount(account, tale.story, now(), now() + tale.ahead);
  };

  const find = (provider: ProviderId, key: string): Account | undefined => {
    const found = [...accounts.values()].find((account) => account.provider === provider && account.key === key);
    return found && asTold(found);
  };

  const tell = (story: Story, { account: name = story.account, at = now() }: Telling = {}): void => {
    const account = accounts.get(name);
    if (account?.provider !== story.provider) {
      throw new ControlError(`There is no account ${name} at ${story.provider}.`);
    }
    // Tried at once: the account may be one that always gets the same answer.
    toldAccount(account, story, now(), at);
    told.set(name, { story, ahead: at - now() });
  };
  const tellAll = (): void => {
    for (const story of stories) tell(story);
  };
  tellAll();

  const chosen = ({ provider, account: name, key }: AccountChange): Account => {
    const named = accounts.get(name ?? `${provider}-demo`);
    const account = key === undefined ? named && asTold(named) : find(provider, key);
    if (account?.provider !== provider || (name !== undefined && account.name !== name)) {
      throw new ControlError(
        key === undefined ? `There is no account ${name} at ${provider}.` : `No account at ${provider} has this key.`,
      );
    }
    return account;
  };

  return {
    now,
    log,
    failures,
    accounts: () => [...accounts.values()].map(asTold),
    find,
    tell,
    set(input) {
      const change = checked(accountChangeSchema, input);
      const account = chosen(change);
      accounts.set(account.name, changedAccount(account, change, now()));
      told.delete(account.name);
    },
    failNext(input) {
      const failure: Failure = checked(failureSchema, input);
      if (failure.account !== undefined && accounts.get(failure.account)?.provider !== failure.provider) {
        throw new ControlError(`There is no account ${failure.account} at ${failure.provider}.`);
      }
      failures.add(failure);
    },
    reset() {
      accounts = openAccounts(now());
      told.clear();
      tellAll();
      failures.clear();
      log.clear();
    },
  };
}
