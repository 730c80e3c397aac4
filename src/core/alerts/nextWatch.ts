import { day } from '../time.ts';
import type { WatchMemory } from './alertMemory.ts';

/**
 * What becomes of a watch that stands like this: whether it fires, and what is remembered of it; undefined stands for an
 * armed watch. It is armed again only by a later reading than the one that disarmed it, so that two windows that judge
 * one reading by different settings do not tell it twice. Times are milliseconds since 1970.
 */
export function nextWatch(
  known: WatchMemory | undefined,
  watch: string,
  stands: 'crossed' | 'between' | 'recovered',
  checkedAt: number,
  now: number,
): { readonly fires: boolean; readonly memory: WatchMemory | undefined } {
  const { armed, at, snoozedUntil } = known ?? { armed: true, at: checkedAt, snoozedUntil: undefined };
  // No snooze is longer, so the clock was set back since: the rest of it cannot be known.
  const until = snoozedUntil !== undefined && snoozedUntil > now + day ? now + day : snoozedUntil;
  const isSnoozed = until !== undefined && now < until;
  const isOver = until !== undefined && !isSnoozed;
  const left = isSnoozed ? until : undefined;
  const keep = (memory: WatchMemory) => {
    if (memory.armed && memory.snoozedUntil === undefined) return undefined;
    const isSame = known && memory.armed === armed && memory.at === at && memory.snoozedUntil === snoozedUntil;
    return isSame ? known : memory;
  };
  if (stands === 'crossed') {
    const isNews = armed || isOver;
    return {
      fires: isNews && !isSnoozed,
      memory: keep({ watch, armed: false, at: isNews ? checkedAt : at, snoozedUntil: left }),
    };
  }
  const isLater = checkedAt > at || at > now;
  const rearms = stands === 'recovered' && isLater;
  return { fires: false, memory: keep({ watch, armed: armed || rearms, at, snoozedUntil: left }) };
}
