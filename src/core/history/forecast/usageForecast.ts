import { knownShare, type UsageDay } from './usageDays.ts';
import { type UsageShape, usageShapeOf } from './usageShape.ts';

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
export const peoplesVariation = 4;
/** … and how many days of an account's own count as much. */
const daysOfDoubt = 7;
/** No account is more even than this. */
const leastVariation = 1e-3;
/** Of the variation of a day, how much is chance, which evens out over days, and how much is a change of habits. */
const chance = 0.5;
const habits = 0.4;
/** What is said of so short a time that nothing can be foreseen. */
const mostVariation = 3.7;
/** Usage that grows grows by more than it shrinks when it shrinks: the ends of a range lie around up to this much more. */
const mostGrowth = 1;
/** In days: ten years. */
const horizon = 3653;
/** How many standard deviations above the mean the upper tenth and fifth of a normal distribution begin. */
const normal = { tenth: 1.2816, fifth: 0.8416 };

/** The usage of a day of length one. */
export interface Levels {
  /** The mean of the last days, … */
  readonly fast: number;
  /** … and of the last weeks. */
  readonly slow: number;
  /** The squared coefficient of variation of a day, as it was, … */
  readonly own: number;
  /** … and with that of people as far as it isn't known yet. */
  readonly variation: number;
}

/** The usage of a pool from now on: what is expected, and how likely more or less is. */
export interface UsageForecast {
  readonly expected: UsagePath;
  /** By each time less is used in one case of ten, … */
  readonly low: UsagePath;
  /** … more in one case of five, … */
  readonly risky: UsagePath;
  /** … and more in one case of ten: the likely range is from low to high. */
  readonly high: UsagePath;
}

/** The usage from a time on, in milliseconds since 1970, by the days before; undefined where nothing was used. */
export function usageForecastOf(days: readonly UsageDay[], at: number): UsageForecast | undefined {
  const byClock = levelsOf(days, knownShare);
  if (!byClock) return undefined;
  const shape = usageShapeOf(days, Math.min(1, byClock.own));
  const levels = levelsOf(days, (one) => shape.ofDay(one));
  return levels && usageForecastBy(levels, shape, at);
}

/** The usage from a time on, in milliseconds since 1970, by how much is used and how that is spread over a week. */
export function usageForecastBy(levels: Levels, shape: UsageShape, at: number): UsageForecast {
  const quantile = (z: number) =>
    usagePath(shape, at, (days) => meanIn(days, levels) * quantileFactor(days, z, levels));
  return {
    expected: usagePath(shape, at, (days) => meanIn(days, levels)),
    low: quantile(-normal.tenth),
    risky: quantile(normal.fifth),
    high: quantile(normal.tenth),
  };
}

/** The expected usage of the next ordinary days: the last days' goes over into the last weeks'. */
function meanIn(days: number, { fast, slow }: Levels): number {
  return slow * days + (fast - slow) * returning * (1 - Math.exp(-days / returning));
}

/** A quantile of the usage as a multiple of the expected one: a Gamma distribution, near enough (Wilson and Hilferty). */
function quantileFactor(days: number, z: number, { variation }: Levels): number {
  const overall = Math.min(mostVariation, variation * (chance / days + habits));
  const root = 1 - overall / 9 + (z * Math.sqrt(overall)) / 3;
  return Math.max(0, root) ** 3 * (1 + Math.min(mostGrowth, variation / 2));
}

function usagePath(shape: UsageShape, at: number, usageIn: (ordinaryDays: number) => number): UsagePath {
  return {
    by: (time) => (time <= at ? 0 : usageIn(shape.between(at, time))),
    reaches: (amount) => {
      if (amount <= 0) return at;
      if (usageIn(horizon) < amount) return undefined;
      let [low, high] = [0, horizon];
      for (let step = 0; step < 48; step += 1) {
        const middle = (low + high) / 2;
        if (usageIn(middle) < amount) low = middle;
        else high = middle;
      }
      return shape.after(at, high);
    },
  };
}

/** The levels of days as long as `lengthOf` says; undefined where nothing was used. */
export function levelsOf(days: readonly UsageDay[], lengthOf: (day: UsageDay) => number): Levels | undefined {
  const last = days.at(-1)?.date ?? 0;
  const sums = { fast: { used: 0, days: 0 }, slow: { used: 0, days: 0, squares: 0 } };
  for (const one of days) {
    const { date, used } = one;
    const length = lengthOf(one);
    if (!(length > 0)) continue;
    const [fast, slow] = [0.5 ** ((last - date) / fastHalfLife), 0.5 ** ((last - date) / slowHalfLife)];
    sums.fast.used += fast * used;
    sums.fast.days += fast * length;
    sums.slow.used += slow * used;
    sums.slow.days += slow * length;
    sums.slow.squares += (slow * used ** 2) / length;
  }
  const { fast, slow } = sums;
  if (!(slow.used > 0)) return undefined;
  const mean = slow.used / slow.days;
  const own = Math.max(leastVariation, slow.squares / slow.days / mean ** 2 - 1);
  const trust = slow.days / (slow.days + daysOfDoubt);
  return { fast: fast.used / fast.days, slow: mean, own, variation: own ** trust * peoplesVariation ** (1 - trust) };
}
