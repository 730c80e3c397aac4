import { bursts } from '../stories/bursts.ts';
import { expiringLot } from '../stories/expiringLot.ts';
import { leakedKey } from '../stories/leakedKey.ts';
import { steadyUse } from '../stories/steadyUse.ts';
import type { Story } from '../stories/story.ts';
import { topUp } from '../stories/topUp.ts';
import { day } from '../stories/use.ts';

/** What goes on at each demo account, by its label: enough past for a pace, and something different at each. */
export function demoStories(now: number): ReadonlyMap<string, Story> {
  return new Map<string, Story>([
    ['Bloom', leakedKey({ now, leakAt: now + 30 * day })],
    ['Mimir', bursts({ now, left: 42, perDay: 6, burst: 90 })],
    ['Breeze', topUp({ now, past: 60 * day, left: 130, nextIn: 3 * day })],
    ['FullEnrich', steadyUse({ now })],
    ['Olostep', expiringLot({ now })],
  ]);
}
