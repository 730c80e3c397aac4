import type { TopUp } from '../../balance.ts';
import { day } from '../../time.ts';
import type { SeenTopUp } from '../record/series.ts';
import type { Gain, Interval } from './intervals.ts';
import { sameAmount } from './rounding.ts';

/** How long a purchase may be listed before its credits are there, or its credits be there before it is listed. */
const settling = 7 * day;
/**
 * A top-up of which less than this share is left when it is first seen is not taken at its word: no document says that
 * the amount of a purchase is in the unit of the balance, and cents or thousandths would be told as use.
 */
const leastShareLeft = 1 / 10;
/** Of one that was listed long before its credits came, no more than a little can have been used at once. */
const leastShareOfEarlier = 9 / 10;

type Purchase = TopUp & { readonly amount: number };

/** The top-ups of a series while its intervals are gone through by time; each tells one rise at most. */
export class TopUpMatcher {
  readonly #seen: readonly SeenTopUp[];
  readonly #firstListing: number;
  #next = 0;
  /** Listed in this interval, new, and not matched yet. */
  #fresh: TopUp[] = [];
  /** Those that may have been listed before their credits came, and not matched yet. */
  #pending: SeenTopUp[] = [];
  #from = 0;
  #to = 0;

  constructor(seen: readonly SeenTopUp[]) {
    this.#seen = seen.toSorted((a, b) => a.since - b.since);
    this.#firstListing = this.#seen[0]?.since ?? 0;
  }

  /** Goes on to the interval between these times. */
  list(from: number, to: number): void {
    [this.#from, this.#to, this.#fresh] = [from, to, []];
    for (let seen = this.#seen[this.#next]; seen && seen.since <= to; seen = this.#seen[++this.#next]) {
      const { topUp, since } = seen;
      // The first listing holds the purchases of years: of those, only what was toppedUp after the reading before is new,
      // and only what was toppedUp lately may be pending.
      const isOfYears = (toppedUp: number) => since === this.#firstListing && (topUp.at ?? 0) <= toppedUp;
      if (since > from && !isOfYears(from)) this.#fresh.push(topUp);
      if (!isOfYears(since - settling)) this.#pending.push(seen);
    }
  }

  /** What is listed by now has been told. */
  forget(): void {
    this.#fresh = [];
    this.#pending = [];
  }

  /** The top-up of just this amount. */
  takeEqual(amount: number): TopUp | undefined {
    const [found] = this.#fresh.filter((topUp) => sameAmount(topUp.amount ?? 0, amount));
    return this.#taken(found ? [found] : [])[0];
  }

  /**
   * The top-ups that tell a rise: of those listed with it the smallest that is no smaller, else all together; none if
   * the rise is more than they are.
   */
  take(rise: number): readonly Gain[] {
    const fresh = this.#fresh.filter(isPurchase);
    const [alone] = fresh.filter(({ amount }) => tells(amount, rise)).toSorted((a, b) => a.amount - b.amount);
    if (alone) return this.#asGains([alone]);
    if (fresh.length > 1 && tells(sumOf(fresh), rise)) return this.#asGains(fresh);
    // A purchase may be listed while it is pending, before its credits are there.
    const earlier = this.#pending
      .filter(({ since }) => since <= this.#from && since >= this.#to - settling)
      .map(({ topUp }) => topUp)
      .filter(isPurchase)
      .find(({ amount }) => tells(amount, rise) && rise >= amount * leastShareOfEarlier);
    return earlier ? this.#asGains([earlier]) : [];
  }

  /** The largest that was listed in this interval, whatever it says of its amount. */
  takeAny(): TopUp | undefined {
    const [found] = this.#fresh.toSorted((a, b) => (b.amount ?? 0) - (a.amount ?? 0));
    return this.#taken(found ? [found] : [])[0];
  }

  /** The intervals with the top-ups that were listed only after the rise that they explain; no amount changes. */
  attachedLate(intervals: readonly Interval[]): readonly Interval[] {
    if (this.#seen.length === 0) return intervals;
    const taken = new Set<TopUp>();
    for (const { gains } of intervals) for (const { topUp } of gains) if (topUp) taken.add(topUp);
    const left = this.#seen.filter(
      ({ topUp, since }) => !taken.has(topUp) && (topUp.at !== undefined || since > this.#firstListing),
    );
    if (left.length === 0) return intervals;
    return intervals.map((interval) => {
      const [gain, ...others] = interval.gains;
      if (gain === undefined || others.length > 0 || interval.tallied || gain.topUp || gain.lot) return interval;
      const found = left.find(
        ({ topUp, since }) =>
          !taken.has(topUp) && sameAmount(topUp.amount ?? 0, gain.amount) && fits(topUp, since, interval),
      )?.topUp;
      if (found === undefined) return interval;
      taken.add(found);
      return { ...interval, gains: [{ ...gain, topUp: found }] };
    });
  }

  #asGains(purchases: readonly Purchase[]): readonly Gain[] {
    return this.#taken(purchases).map((topUp) => ({ amount: topUp.amount, topUp }));
  }

  #taken<T extends TopUp>(found: readonly T[]): readonly T[] {
    if (found.length > 0) {
      const isFree = (topUp: TopUp) => !found.some((one) => one === topUp);
      this.#fresh = this.#fresh.filter(isFree);
      this.#pending = this.#pending.filter(({ topUp }) => isFree(topUp));
    }
    return found;
  }
}

function isPurchase(topUp: TopUp): topUp is Purchase {
  return topUp.amount !== undefined && topUp.amount > 0;
}

function sumOf(purchases: readonly Purchase[]): number {
  return purchases.reduce((total, { amount }) => total + amount, 0);
}

function tells(amount: number, rise: number): boolean {
  return amount >= rise * (1 - 1e-9) && rise >= amount * leastShareLeft;
}

function fits({ at }: TopUp, since: number, { from, to }: Interval): boolean {
  if (since <= to || since - to > settling) return false;
  return at === undefined || (at <= to + day && at >= from - settling);
}
