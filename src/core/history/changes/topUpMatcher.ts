import type { TopUp } from '../../balance.ts';
import { day } from '../../time.ts';
import type { SeenTopUp } from '../series.ts';
import type { Gain, Interval } from './intervals.ts';
import { sameAmount } from './rounding.ts';

/** How long a purchase may be listed before its credits are there, or its credits be there before it is listed. */
const settlingTime = 7 * day;
/**
 * A top-up of which less than this share is left when it is first seen doesn't explain a rise by its own amount: no
 * document says that it is in the unit of the balance, and cents or thousandths would look like usage.
 */
const leastShareLeft = 1 / 10;
/** Of one that was listed long before its credits were there, no more than a little can have been used at once. */
const leastShareOfPending = 9 / 10;

type Purchase = TopUp & { readonly amount: number };

/** The top-ups of a series while its intervals are gone through by time; each explains one rise at most. */
export class TopUpMatcher {
  readonly #seen: readonly SeenTopUp[];
  readonly #firstListing: number;
  #next = 0;
  /** New in this interval, and not matched yet. */
  #fresh: TopUp[] = [];
  /** Those that may have been listed before their credits were there, and not matched yet. */
  #pending: SeenTopUp[] = [];
  #from = 0;
  #to = 0;

  constructor(seen: readonly SeenTopUp[]) {
    this.#seen = seen.toSorted((a, b) => a.since - b.since);
    this.#firstListing = this.#seen[0]?.since ?? 0;
  }

  /** Goes on to the interval between these times. */
  goTo(from: number, to: number): void {
    [this.#from, this.#to, this.#fresh] = [from, to, []];
    for (let seen = this.#seen[this.#next]; seen && seen.since <= to; seen = this.#seen[++this.#next]) {
      const { topUp, since } = seen;
      // The first listing has the purchases of years: of those, only one since the reading before is new, and only a
      // recent one may be pending.
      const isOld = (time: number) => since === this.#firstListing && (topUp.at ?? 0) <= time;
      if (since > from && !isOld(from)) this.#fresh.push(topUp);
      if (!isOld(since - settlingTime)) this.#pending.push(seen);
    }
  }

  /** Leaves out everything that is listed by now: a tally has counted it. */
  forget(): void {
    this.#fresh = [];
    this.#pending = [];
  }

  /** The new top-up of exactly this amount. */
  takeEqual(amount: number): TopUp | undefined {
    const match = this.#fresh.find((topUp) => sameAmount(topUp.amount ?? 0, amount));
    return match && this.#take([match])[0];
  }

  /**
   * The top-ups that explain a rise: of the new ones the smallest that is no smaller than it, else all together, else one
   * that was pending; none if the rise is more than they are.
   */
  take(rise: number): readonly Gain[] {
    const fresh = this.#fresh.filter(isPurchase);
    const [smallest] = fresh.filter(({ amount }) => explains(amount, rise)).toSorted((a, b) => a.amount - b.amount);
    if (smallest) return this.#takeGains([smallest]);
    if (fresh.length > 1 && explains(sumOf(fresh), rise)) return this.#takeGains(fresh);
    const pending = this.#pending
      .filter(({ since }) => since <= this.#from && since >= this.#to - settlingTime)
      .map(({ topUp }) => topUp)
      .filter(isPurchase)
      .find(({ amount }) => explains(amount, rise) && rise >= amount * leastShareOfPending);
    return pending ? this.#takeGains([pending]) : [];
  }

  /** The largest new top-up, whatever its amount is. */
  takeAny(): TopUp | undefined {
    const [largest] = this.#fresh.toSorted((a, b) => (b.amount ?? 0) - (a.amount ?? 0));
    return largest && this.#take([largest])[0];
  }

  /** The intervals with the top-ups that were listed only after the rise that they explain; no amount changes. */
  withLateListings(intervals: readonly Interval[]): readonly Interval[] {
    if (this.#seen.length === 0) return intervals;
    const matched = new Set<TopUp>();
    for (const { gains } of intervals) for (const { topUp } of gains) if (topUp) matched.add(topUp);
    const left = this.#seen.filter(
      ({ topUp, since }) => !matched.has(topUp) && (topUp.at !== undefined || since > this.#firstListing),
    );
    if (left.length === 0) return intervals;
    return intervals.map((interval) => {
      const [gain, ...others] = interval.gains;
      if (gain === undefined || others.length > 0 || interval.tallied || gain.topUp || gain.lot) return interval;
      const match = left.find(
        ({ topUp, since }) =>
          !matched.has(topUp) && sameAmount(topUp.amount ?? 0, gain.amount) && isInTime(topUp, since, interval),
      )?.topUp;
      if (match === undefined) return interval;
      matched.add(match);
      return { ...interval, gains: [{ ...gain, topUp: match }] };
    });
  }

  #takeGains(purchases: readonly Purchase[]): readonly Gain[] {
    return this.#take(purchases).map((topUp) => ({ amount: topUp.amount, topUp }));
  }

  #take<T extends TopUp>(matches: readonly T[]): readonly T[] {
    const isLeft = (topUp: TopUp) => !matches.some((match) => match === topUp);
    this.#fresh = this.#fresh.filter(isLeft);
    this.#pending = this.#pending.filter(({ topUp }) => isLeft(topUp));
    return matches;
  }
}

function isPurchase(topUp: TopUp): topUp is Purchase {
  return topUp.amount !== undefined && topUp.amount > 0;
}

function sumOf(purchases: readonly Purchase[]): number {
  return purchases.reduce((total, { amount }) => total + amount, 0);
}

function explains(amount: number, rise: number): boolean {
  return amount >= rise * (1 - 1e-9) && rise >= amount * leastShareLeft;
}

function isInTime({ at }: TopUp, since: number, { from, to }: Interval): boolean {
  if (since <= to || since - to > settlingTime) return false;
  return at === undefined || (at <= to + day && at >= from - settlingTime);
}
