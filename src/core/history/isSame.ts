import type { Lot, TopUp } from '../balance.ts';
import type { Tally } from './series.ts';

/** Whether two lots are one lot at two times: only what remains of it may differ. Two that look alike are not told apart. */
export function isSameLot(a: Lot, b: Lot): boolean {
  return (
    a.kind === b.kind &&
    a.expiresAt === b.expiresAt &&
    a.allocated === b.allocated &&
    (a.pending ?? false) === (b.pending ?? false)
  );
}

/** Whether two top-ups are one purchase at two times: by its id, or by its amount and time where it has none. */
export function isSameTopUp(a: TopUp, b: TopUp): boolean {
  if (a.id !== undefined || b.id !== undefined) return a.id === b.id;
  return a.amount === b.amount && a.at === b.at;
}

/** Whether two tallies say the same, or both nothing. */
export function isSameTally(a: Tally | undefined, b: Tally | undefined): boolean {
  return a?.used === b?.used && a?.toppedUp === b?.toppedUp && a?.lapsed === b?.lapsed && a?.corrected === b?.corrected;
}
