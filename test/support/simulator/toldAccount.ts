import type { Story } from '../stories/story.ts';
import type { Account } from './account.ts';
import { changedAccount } from './accountChange.ts';

/** The account at `now`, as its story has it at `time` (milliseconds since the epoch). Throws for one of another service. */
export function toldAccount(account: Account, story: Story, now: number, time = now): Account {
  return changedAccount(account, { ...story.at(time), burnPerHour: 0 }, now);
}
