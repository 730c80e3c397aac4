import { day, fromWallClock, hour, wallClock } from '../../time.ts';
import { knownShare, type UsageDay } from './usageDays.ts';

/** The account's own hours of the day count as much as even ones after this many days. */
const daysOfDoubt = 1;
/** Until it is known, people who use much on one day and little on another are taken to use a quarter on weekends, … */
const peoplesWeekend = 0.25;
/** … as surely as this many days of a weekend would show it. */
const weekendDoubt = 1;
/** Days are compared by their usage to this power, so that a single day of much usage doesn't decide. */
const power = 0.5;
/** How fast the weekends of the past fade, in days: half of a weekend's weight after this. */
const halfLife = 28;
const hoursOfWeek = 168;
const daysOfWeek = 7;
/** The history has each hour of a month. */
const hoursRemembered = 28;
/** 1970 began on a Thursday, a week begins on Sunday. */
const firstWeekday = 4;

/**
 * How the usage of an account is spread over the hours of its week. It measures time in `ordinary` days: a working hour is
 * a larger part of one than an hour of the night, and a week has seven.
 */
export class UsageShape {
  /** The ordinary days from the start of a week to each of its hours. */
  readonly #sums: readonly number[];

  /** `byHour`: the share of each hour in a day; `weekend`: how much of an ordinary day a day of the weekend is. */
  constructor(byHour: readonly number[], weekend: number) {
    const week = 2 * weekend + 5;
    const sums = [0];
    for (let index = 0; index < hoursOfWeek; index += 1) {
      const share = ((isWeekend(Math.floor(index / 24)) ? weekend : 1) * daysOfWeek) / week;
      sums.push((sums[index] ?? 0) + share * (byHour[index % 24] ?? 0));
    }
    this.#sums = sums;
  }

  /** The ordinary days between two times, in milliseconds since 1970. */
  between(from: number, to: number): number {
    return this.#by(wallClock(to)) - this.#by(wallClock(from));
  }

  /** The ordinary days of a part of a day, by the user's clock. */
  ofDay({ date, known }: UsageDay): number {
    const at = (hours: number) => this.#by(date * day + hours * hour);
    return known.reduce((sum, [from, to]) => sum + at(to) - at(from), 0);
  }

  /** The time at which so many ordinary days have passed. */
  after(from: number, ordinaryDays: number): number {
    const goal = this.#by(wallClock(from)) + ordinaryDays;
    const week = Math.floor(goal / daysOfWeek);
    const rest = goal - week * daysOfWeek;
    let [low, high] = [0, hoursOfWeek];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] ?? 0) < rest) low = middle;
      else high = middle;
    }
    const [a, b] = [this.#sums[low] ?? 0, this.#sums[high] ?? 0];
    const hours = week * hoursOfWeek - firstWeekday * 24 + low + (b > a ? (rest - a) / (b - a) : 0);
    return Math.max(from, fromWallClock(hours * hour));
  }

  #by(wall: number): number {
    const hours = wall / hour + firstWeekday * 24;
    const week = Math.floor(hours / hoursOfWeek);
    const rest = hours - week * hoursOfWeek;
    const whole = Math.floor(rest);
    const [a, b] = [this.#sums[whole] ?? 0, this.#sums[whole + 1] ?? 0];
    return week * daysOfWeek + a + (rest - whole) * (b - a);
  }
}

/** Learned from recent usage. `unevenness`, from 0 to 1, is how far it is like that of people. */
export function usageShapeOf(days: readonly UsageDay[], unevenness: number): UsageShape {
  return new UsageShape(hourShares(days), weekendFactor(days, unevenness));
}

/** The share of each hour in a day, as far as it is known by now. */
export function hourShares(days: readonly UsageDay[]): readonly number[] {
  const perHour = hourlyRates(days.slice(-hoursRemembered));
  const total = perHour.reduce((sum, rate) => sum + rate, 0);
  const trust = total > 0 ? days.length / (days.length + daysOfDoubt) : 0;
  return perHour.map((rate) => (trust * rate) / (total || 1) + (1 - trust) / 24);
}

/** How fast an account is used in each hour of the day; hours without any reading count as the others do. */
function hourlyRates(days: readonly UsageDay[]): readonly number[] {
  const used = new Array<number>(24).fill(0);
  const known = new Array<number>(24).fill(0);
  for (const one of days) {
    for (let index = 0; index < 24; index += 1) {
      used[index] = (used[index] ?? 0) + (one.byHour[index] ?? 0);
      for (const [from, to] of one.known)
        known[index] = (known[index] ?? 0) + Math.max(0, Math.min(index + 1, to) - Math.max(index, from));
    }
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const mean = sum(used) / sum(known);
  return used.map((amount, index) => ((known[index] ?? 0) > 0 ? amount / (known[index] ?? 1) : mean || 0));
}

/** How much is used on a day of the weekend for each credit of another day, from whole days. `unevenness`: as above. */
export function weekendFactor(days: readonly UsageDay[], unevenness: number): number {
  const last = days.at(-1)?.date ?? 0;
  const sums = { weekend: { used: 0, days: 0 }, week: { used: 0, days: 0 } };
  for (const one of days) {
    const { date, used } = one;
    if (date === last) continue;
    const share = knownShare(one);
    const weight = share * 0.5 ** ((last - date) / halfLife);
    const sum = isWeekend(date + firstWeekday) ? sums.weekend : sums.week;
    sum.used += weight * (used / share) ** power;
    sum.days += weight;
  }
  const { weekend, week } = sums;
  // Where nothing was used yet, or on weekends alone, nothing can be compared.
  if (!(week.used > 0)) return 1;
  const ordinary = week.used / week.days;
  const doubt = weekendDoubt * unevenness;
  const expected = 1 - (1 - peoplesWeekend ** power) * unevenness;
  // Even usage is known by the first day of a weekend.
  const ratio =
    weekend.days + doubt > 0 ? (weekend.used / ordinary + doubt * expected) / (weekend.days + doubt) : expected;
  return ratio ** (1 / power);
}

/** By weekdays counted from a Sunday. */
function isWeekend(weekday: number): boolean {
  const index = weekday % daysOfWeek;
  return index === 0 || index === daysOfWeek - 1;
}
