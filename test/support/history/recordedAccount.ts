import type { Balance, Lot, TopUp } from '../../../src/core/balance.ts';
import { credits } from '../../../src/core/unit.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The kind of an account of a recorded year: how it is filled, and what its service lists. */
export type RecordedKind = 'steady' | 'bursts' | 'lots' | 'topUps' | 'quiet';

/** An account at a service that is used through a year. Used in working hours mostly, and now and then at night. */
export class RecordedAccount {
  readonly #kind: RecordedKind;
  readonly #random: () => number;
  #lots: readonly Lot[];
  #topUps: readonly TopUp[] = [];
  #amount: number;
  #busyUntil = 0;
  #last: Balance | undefined;

  constructor(kind: RecordedKind, random: () => number, start: number) {
    this.#kind = kind;
    this.#random = random;
    this.#amount = 5000 + Math.floor(random() * 5000);
    this.#lots = [0, 1, 2, 3].map((index) => lotOf('Top-up', 1000, start + (20 + 30 * index) * day));
  }

  /** What its service says at this time, in milliseconds since 1970. Asked by time. */
  balanceAt(time: number): Balance {
    const expired = this.#expire(time);
    const spent = this.#spend(this.#wantAt(time));
    const filled = this.#fill(time);
    if (this.#last && !expired && !spent && !filled) return this.#last;
    this.#last = this.#balance();
    return this.#last;
  }

  #balance(): Balance {
    if (this.#kind === 'lots') {
      const amount = this.#lots.reduce((total, { remaining = 0 }) => total + remaining, 0);
      return { pools: [{ unit: credits, amount, lots: this.#lots }] };
    }
    return {
      pools: [{ unit: credits, amount: this.#amount, topUps: this.#kind === 'topUps' ? this.#topUps : undefined }],
    };
  }

  /** How much is used until the next reading: whole credits, but for the services that count finer. */
  #wantAt(time: number): number {
    const hours = new Date(time).getUTCHours();
    const isWork = hours >= 8 && hours < 19 && new Date(time).getUTCDay() % 6 !== 0;
    if (this.#kind === 'bursts') {
      if (time > this.#busyUntil && this.#random() < 0.003) this.#busyUntil = time + this.#random() * 3 * hour;
      return time <= this.#busyUntil ? 1 + Math.floor(this.#random() * 60) : 0;
    }
    const chance = this.#kind === 'quiet' ? 0.02 : isWork ? 0.7 : 0.05;
    if (this.#random() >= chance) return 0;
    return this.#kind === 'steady' ? Math.round(this.#random() * 500) / 100 : 1 + Math.floor(this.#random() * 4);
  }

  #spend(want: number): boolean {
    if (want === 0) return false;
    if (this.#kind !== 'lots') {
      // To the hundredth, as the service says it.
      this.#amount = Math.max(0, Math.round((this.#amount - want) * 100) / 100);
      return true;
    }
    let rest = want;
    this.#lots = this.#lots.map((lot) => {
      const taken = Math.min(rest, lot.remaining ?? 0);
      rest -= taken;
      return taken > 0 ? { ...lot, remaining: (lot.remaining ?? 0) - taken } : lot;
    });
    return true;
  }

  #expire(time: number): boolean {
    const left = this.#lots.filter(({ expiresAt = 0 }) => expiresAt > time);
    const isLess = left.length < this.#lots.length;
    this.#lots = left;
    return isLess && this.#kind === 'lots';
  }

  #fill(time: number): boolean {
    if (this.#kind === 'lots') {
      if (this.#lots.length >= 4) return false;
      const fresh = Array.from({ length: this.#random() < 0.5 ? 1 : 3 }, (_, index) =>
        lotOf(index === 0 ? 'Subscription' : 'Top-up', 1000 + 500 * index, time + (30 + 20 * index) * day),
      );
      this.#lots = [...this.#lots, ...fresh].toSorted((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0));
      return true;
    }
    if (this.#amount >= 500) return false;
    this.#amount += 5000;
    const topUp = { id: `top-up-${this.#topUps.length}`, amount: 5000, status: 'completed', at: time };
    this.#topUps = [topUp, ...this.#topUps];
    return true;
  }
}

function lotOf(kind: string, allocated: number, expiresAt: number): Lot {
  return { kind, allocated, remaining: allocated, expiresAt, pending: false };
}
