import type { Account } from './account.ts';
import { type AccountChange, accountChangeSchema, changedAccount } from './accountChange.ts';
import { ControlError, checked } from './controlError.ts';
import { createFailureQueue, type Failure, type FailureQueue, failureSchema } from './failure.ts';
import type { ProviderId } from './providerId.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { openAccounts } from './scenarios.ts';

/** Everything that is so at the five services at a time: the accounts, the failures to come, the requests seen. */
export interface World {
  readonly now: () => number;
  readonly log: RequestLog;
  readonly failures: FailureQueue;
  readonly accounts: () => readonly Account[];
  readonly find: (provider: ProviderId, key: string) => Account | undefined;
  /** Changes an account; throws a `ControlError` for input that is not understood. */
  readonly set: (change: unknown) => void;
  /** Makes the next requests fail; throws a `ControlError` for input that is not understood. */
  readonly failNext: (failure: unknown) => void;
  /** Opens all accounts anew at the present time and forgets the failures and the requests. */
  readonly reset: () => void;
}

/** A world as it is at the start. */
export function createWorld(now: () => number): World {
  const log = createRequestLog();
  const failures = createFailureQueue();
  let accounts = openAccounts(now());

  const find = (provider: ProviderId, key: string): Account | undefined =>
    [...accounts.values()].find((account) => account.provider === provider && account.key === key);

  const chosen = ({ provider, account: name, key }: AccountChange): Account => {
    const account = key === undefined ? accounts.get(name ?? `${provider}-demo`) : find(provider, key);
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
    accounts: () => [...accounts.values()],
    find,
    set(input) {
      const change = checked(accountChangeSchema, input);
      const account = chosen(change);
      accounts.set(account.name, changedAccount(account, change, now()));
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
      failures.clear();
      log.clear();
    },
  };
}
