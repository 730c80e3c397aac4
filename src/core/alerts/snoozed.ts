import { day } from '../time.ts';
import type { AlertSubject } from './alert.ts';
import type { AlertMemory } from './alertMemory.ts';

/** The memory once a person has put these off for a day. `now` is in milliseconds since 1970. */
export function snoozed(memory: AlertMemory, alerts: readonly AlertSubject[], now: number): AlertMemory {
  return memory.map((account) => {
    const put = alerts
      .filter(({ accountId, keySetAt }) => accountId === account.accountId && keySetAt === account.keySetAt)
      .map(({ watch }) => watch);
    if (put.length === 0) return account;
    const others = account.watches.filter(({ watch }) => !put.includes(watch));
    const snoozes = put.map((watch) => {
      const known = account.watches.find((one) => one.watch === watch);
      // It may have recovered while the message stood there.
      return { armed: true, at: account.at, ...known, watch, snoozedUntil: now + day };
    });
    return { ...account, watches: [...others, ...snoozes] };
  });
}
