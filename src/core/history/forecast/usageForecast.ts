import type { RecentUsage } from './usageDays.ts';
import { UsageShape } from './usageShape.ts';

/** How much will be used from now on, by each time. */
export interface UsagePath {
  /** The usage by a time, in milliseconds since 1970; never less than by an earlier one. */
  by(time: number): number;
  /** When so much is used, in milliseconds since 1970; undefined: not within ten years. */
  reaches(amount: number): number | undefined;
}

/** Half-lives of the two means of the past, in days. */
const fastHalfLife = 3;
const slowHalfLife = 28;
/** How long recent usage goes on before the long mean is back, in ordinary days. */
const returning = 7;
/** The squared coefficient of variation of a day of people's usage … */
const peoplesVariation = 4;
/** … and how many days of an account's own count as much. */
const daysOfDoubt = 7;
/** No account is more even than this. */
const leastVariation = 1e-3;
/** Of the variation of a day, how much is chance, which evens out over days, and how much is a change of habits. */
const chance = 0.5;
const habits = 0.4;
/** What is foreseen of so short a time that nothing is foreseen. */
const mostVariation = 3.7;
/** Usage that grows grows by more than it shrinks when it shrinks: the ends of a range lie around up to this much more. */
const mostGrowth = 0.5;
/** In days: ten years. */
const horizon = 3653;
/** How many standard deviations above the mean the upper tenth and fifth of a normal distribution begin. */
const normal = { tenth: 1.2816, fifth: 0.8416 };

/** The usage of a pool from now on: what is expected, and how likely more or less is. */
export class UsageForecast {
  readonly #at: number;
  readonly #shape: UsageShape;
  /** The usage of an ordinary day: the last days', … */
  readonly #fast: number;
  /** … and the last weeks'. */
  readonly #slow: number;
  /** The squared coefficient of variation of a day. */
  readonly #variation: number;
  /** The usage that is to be expected. */
  readonly expected: UsagePath;
  /** By each time there is less usage in one case of ten, … */
  readonly low: UsagePath;
  /** … more in one case of five, … */
  readonly risky: UsagePath;
  /** … and more in one case of ten: from low to high is the likely range. */
  readonly high: UsagePath;

  constructor(at: number, shape: UsageShape, level: { readonly fast: number; readonly slow: number }, variation: number) {
    this.#at = at;
    this.#shape = shape;
    this.#fast = level.fast;
    this.#slow = level.slow;
    this.#variation = variation;
    const quantile = (z: number) => this.#path((days) => this.#mean(days) * this.#factor(days, z));
    this.expected = this.#path((days) => this.#mean(days));
    this.low = quantile(-normal.tenth);
    this.risky = quantile(normal.fifth);
    this.high = quantile(normal.tenth);
  }

  /** Undefined where nothing was used. */
  static of(recent: RecentUsage, at: number): UsageForecast | undefined {
    const shape = UsageShape.of(recent);
    const days = recent.days.map((one) => ({ ...one, length: shape.ofDay(one) })).filter(({ length }) => length > 0);
    const last = days.at(-1)?.date ?? 0;
    const sums = { fast: { used: 0, days: 0 }, slow: { used: 0, days: 0, squares: 0 } };
    for (const { date, used, length } of days) {
      const [fast, slow] = [0.5 ** ((last - date) / fastHalfLife), 0.5 ** ((last - date) / slowHalfLife)];
      sums.fast.used += fast * used;
      sums.fast.days += fast * length;
      sums.slow.used += slow * used;
      sums.slow.days += slow * length;
      sums.slow.squares += (slow * used ** 2) / length;
    }
    const { fast, slow } = sums;
    if (!(slow.used > 0)) return undefined;
    const level = { fast: fast.used / fast.days, slow: slow.used / slow.days };
    const own = Math.max(leastVariation, slow.squares / slow.days / level.slow ** 2 - 1);
    const trust = slow.days / (slow.days + daysOfDoubt);
    return new UsageForecast(at, shape, level, own ** trust * peoplesVariation ** (1 - trust));
  }

  /** The expected usage of the next ordinary days: the last days' goes over into the last weeks'. */
  #mean(days: number): number {
    return this.#slow * days + (this.#fast - this.#slow) * returning * (1 - Math.exp(-days / returning));
  }

  /** A quantile of the usage as a multiple of the expected one: a Gamma distribution, near enough (Wilson and Hilferty). */
  #factor(days: number, z: number): number {
    const variation = Math.min(mostVariation, this.#variation * (chance / days + habits));
    const root = 1 - variation / 9 + (z * Math.sqrt(variation)) / 3;
    return Math.max(0, root) ** 3 * (1 + Math.min(mostGrowth, this.#variation / 2));
  }

  #path(usageIn: (ordinaryDays: number) => number): UsagePath {
    return {
      by: (time) => (time <= this.#at ? 0 : usageIn(this.#shape.between(this.#at, time))),
      reaches: (amount) => {
        if (amount <= 0) return this.#at;
        if (usageIn(horizon) < amount) return undefined;
        let [low, high] = [0, horizon];
        for (let step = 0; step < 48; step += 1) {
          const middle = (low + high) / 2;
          if (usageIn(middle) < amount) low = middle;
          else high = middle;
        }
        return this.#shape.after(this.#at, high);
      },
    };
  }
}
