import type { Balance, Lot } from '../balance.ts';
import type { Burn } from './burn.ts';

/** What is still left in a lot when it expires, if the pace stays. */
export interface Lapse {
  readonly lot: Lot;
  readonly amount: number;
  /** `Lot.expiresAt`. */
  readonly at: number;
}

/** When an amount runs out if the pace stays, lots that expire on the way counted. Milliseconds since 1970. */
export interface Forecast {
  /** Undefined: not within ten years. */
  readonly emptyAt?: number | undefined;
  /** At the high end of the pace, … */
  readonly earliest?: number | undefined;
  /** … and at its low end; undefined: not within ten years. */
  readonly latest?: number | undefined;
  /** By date; lots that are used up before they expire are not among them. */
  readonly lapses: readonly Lapse[];
}

const day = 86_400_000;
const horizon = 3653 * day;

/** What becomes of the balance at this pace. Nothing is foretold of one that is unlimited or does not say its amount. */
export function forecastOf(balance: Balance, burn: Burn, now: number): Forecast {
  const until = now + horizon;
  const usual = outcomeOf(balance, burn.perDay, now, until);
  if (usual === undefined) return { lapses: [] };
  return {
    emptyAt: usual.emptyAt,
    earliest: outcomeOf(balance, burn.high, now, until)?.emptyAt,
    latest: outcomeOf(balance, burn.low, now, until)?.emptyAt,
    lapses: usual.lapses,
  };
}

/**
 * What is left at a time if so much a day is used from now on, at least 0, and what is short: what would have been used
 * after it ran out, with the debt that there was. Of an unlimited balance infinitely much is left; of one that does not
 * say its amount both are NaN.
 */
export function leftAt(balance: Balance, perDay: number, now: number, time: number): { left: number; short: number } {
  if (balance.unlimited) return { left: Number.POSITIVE_INFINITY, short: 0 };
  const until = Math.max(now, time);
  const outcome = outcomeOf(balance, perDay, now, until);
  if (outcome === undefined) return { left: Number.NaN, short: Number.NaN };
  const { left, emptyAt } = outcome;
  const debt = Math.max(0, -(balance.amount ?? 0));
  return { left, short: emptyAt === undefined ? 0 : debt + (perDay * (until - emptyAt)) / day };
}

interface Outcome {
  readonly left: number;
  readonly emptyAt: number | undefined;
  readonly lapses: readonly Lapse[];
}

/**
 * Goes from expiry to expiry. The lot that expires soonest is used first, and what is in no lot with a date is used last
 * and never expires. Where the lots are more than the amount, the amount is the truth: it is empty when what was used and
 * what lapsed have reached it, though a lot may then seem to hold more.
 */
function outcomeOf(balance: Balance, perDay: number, now: number, until: number): Outcome | undefined {
  const { amount, unlimited } = balance;
  if (unlimited || amount === undefined) return undefined;
  const lapses: Lapse[] = [];
  if (amount <= 0) return { left: 0, emptyAt: now, lapses };
  const negligible = 1e-12 * amount;
  let left = amount;
  let time = now;
  /** What the lots before have not used up of what was used: it comes from the lots after. */
  let used = 0;
  for (const { lot, held, at } of datedLots(balance, now)) {
    if (at > until) break;
    const need = (perDay * (at - time)) / day;
    if (need >= left) break;
    left -= need;
    used += need;
    time = at;
    const lapse = Math.min(Math.max(0, held - used), left);
    used = Math.max(0, used - held);
    if (lapse > 1e-6 * held) lapses.push({ lot, amount: lapse, at });
    left -= lapse;
    if (left <= negligible) return { left: 0, emptyAt: at, lapses };
  }
  const need = (perDay * (until - time)) / day;
  if (need < left) return { left: left - need, emptyAt: undefined, lapses };
  return { left: 0, emptyAt: time + (left / perDay) * day, lapses };
}

/** What is known to hold credits and when it expires, by date. */
function datedLots({ lots = [] }: Balance, now: number): readonly { lot: Lot; held: number; at: number }[] {
  return lots
    .flatMap((lot) => {
      const { pending, remaining, expiresAt } = lot;
      if (pending || remaining === undefined || !(remaining > 0) || expiresAt === undefined) return [];
      return expiresAt > now ? { lot, held: remaining, at: expiresAt } : [];
    })
    .toSorted((a, b) => a.at - b.at);
}
