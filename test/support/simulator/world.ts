import { type Account, type AccountChange, changedAccount, type ProviderId } from './account.ts';
import type { Failure } from './failures.ts';
import { openAccounts } from './scenarios.ts';
import type { Story } from './story.ts';

/** Which account a story is played at, and from when on. */
export interface PlayOptions {
  /** The scenario name of the account; the story's own when left out. */
  readonly account?: string;
  /** The time of the story that is now, in milliseconds since 1970; it goes on from there. Now when left out. */
  readonly at?: number;
}

/** The accounts of the five services at a time, the stories that are played at them and the failures to come. */
export class World {
  readonly now: () => number;
  readonly #stories: readonly Story[];
  readonly #playing = new Map<string, { readonly story: Story; readonly ahead: number }>();
  #accounts = new Map<string, Account>();
  #failures: { readonly failure: Failure; left: number }[] = [];

  constructor(now: () => number, stories: readonly Story[] = []) {
    this.now = now;
    this.#stories = stories;
    this.reset();
  }

  /** Opens all accounts anew at the present time, with the stories of the start, and forgets the failures. */
  reset(): void {
    this.#accounts = openAccounts(this.now());
    this.#failures = [];
    this.#playing.clear();
    for (const story of this.#stories) this.play(story);
  }

  get accounts(): readonly Account[] {
    return [...this.#accounts.values()].map((account) => this.#asPlayed(account));
  }

  find(provider: ProviderId, key: string): Account | undefined {
    return this.accounts.find((account) => account.provider === provider && account.key === key);
  }

  /** Changes an account, which ends its story. Throws where there is no such account. */
  set(change: AccountChange): void {
    const { provider, key, account: name = `${provider}-demo` } = change;
    const account = key === undefined ? this.#named(name) : this.find(provider, key);
    if (!account) throw new Error(`${provider} has no account with this key.`);
    this.#accounts.set(account.name, changedAccount(this.#asPlayed(account), change, this.now()));
    this.#playing.delete(account.name);
  }

  /** From now on the account has what the story says. Throws for an account of another service. */
  play(story: Story, { account: name = story.account, at = this.now() }: PlayOptions = {}): void {
    const account = this.#named(name);
    changedAccount(account, story.at(at), this.now());
    this.#playing.set(name, { story, ahead: at - this.now() });
  }

  /** Makes the next requests fail. Throws where there is no such account. */
  failNext(failure: Failure): void {
    if (failure.account !== undefined) this.#named(failure.account);
    this.#failures.push({ failure, left: failure.times ?? 1 });
  }

  /** Uses up one turn of the first failure that fits the account (its name, if the key is known). */
  nextFailure(provider: ProviderId, account: string | undefined): Failure | undefined {
    const next = this.#failures.find(
      ({ failure }) => failure.provider === provider && (failure.account ?? account) === account,
    );
    if (!next) return undefined;
    next.left -= 1;
    this.#failures = this.#failures.filter(({ left }) => left > 0);
    return next.failure;
  }

  #named(name: string): Account {
    const account = this.#accounts.get(name);
    if (!account) throw new Error(`There is no account ${name}.`);
    return account;
  }

  #asPlayed(account: Account): Account {
    const playing = this.#playing.get(account.name);
    return playing ? accountInStory(account, playing.story, this.now() + playing.ahead, this.now()) : account;
  }
}

/** The account at `now`, as its story has it at `time`. */
export function accountInStory(account: Account, story: Story, time: number, now = time): Account {
  return changedAccount(account, { ...story.at(time), usedPerHour: 0 }, now);
}
