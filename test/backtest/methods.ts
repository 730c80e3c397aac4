import type { KeyUsage } from '../../src/core/history/forecast/usage.ts';
import type { UsageForecast, UsagePath } from '../../src/core/history/forecast/usageForecast.ts';
import { day } from '../../src/core/time.ts';
import { seededRandom } from '../support/fakes/environment.ts';
import { usageRateFrom } from './releasedUsageRate.ts';

/** What a method says about the usage to come; a method without a range has no `low` and `high`. */
export interface Prediction {
  readonly expected: UsagePath;
  readonly low?: UsagePath;
  readonly high?: UsagePath;
}

/** Where a prediction is made: what is known there. */
export interface Origin {
  readonly at: number;
  readonly usage: UsageForecast;
  readonly keys: readonly KeyUsage[];
}

/** A way to foretell usage. */
export type Method = (origin: Origin) => Prediction;

const horizon = 400;

/** The methods that are compared, the extension's own first. */
export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['Credits', ({ usage }) => usage],
  ['0.1.0', released],
  ['linear 7 d', (origin) => linear(origin, 7)],
  ['linear 24 h', (origin) => linear(origin, 1)],
  ['EWMA', (origin) => ({ expected: steady(fading(origin, 7), origin.at) })],
  ['weekday mean', weekdayMean],
  ['bootstrap', bootstrap],
]);

function released({ keys, at }: Origin): Prediction {
  const rate = usageRateFrom(keys, at);
  return {
    expected: steady(rate?.perDay ?? 0, at),
    low: steady(rate?.low ?? 0, at),
    high: steady(rate?.high ?? 0, at),
  };
}

/** The mean of the last days goes on. */
export function linear(origin: Origin, days: number): Prediction {
  return { expected: steady(meanOf(origin, days), origin.at) };
}

/** The same usage every day. */
function steady(perDay: number, at: number): UsagePath {
  return {
    by: (time) => (perDay * Math.max(0, time - at)) / day,
    reaches: (amount) => (perDay > 0 ? at + (amount / perDay) * day : undefined),
  };
}

function meanOf({ keys, at }: Origin, days: number): number {
  const from = Math.max(at - days * day, keys[0]?.from ?? at);
  return (usedBetween(keys, from, at) / Math.max(at - from, day / 24)) * day;
}

function usedBetween(keys: readonly KeyUsage[], from: number, to: number): number {
  let sum = 0;
  for (const { usage } of keys)
    for (const charge of usage) {
      const length = charge.to - charge.from;
      if (length <= 0) sum += charge.to > from && charge.to <= to ? charge.amount : 0;
      else sum += (charge.amount * Math.max(0, Math.min(charge.to, to) - Math.max(charge.from, from))) / length;
    }
  return sum;
}

/** The usage of the days before, the latest first; the first reading's day isn't whole. */
function daysBefore({ keys, at }: Origin, most: number): readonly number[] {
  const first = keys[0]?.from ?? at;
  const days: number[] = [];
  for (let index = 0; index < most && (index === 0 || at - (index + 1) * day >= first); index += 1)
    days.push(usedBetween(keys, at - (index + 1) * day, at - index * day));
  return days;
}

function fading(origin: Origin, halfLife: number): number {
  let [sum, weight] = [0, 0];
  for (const [index, used] of daysBefore(origin, 91).entries()) {
    sum += 0.5 ** (index / halfLife) * used;
    weight += 0.5 ** (index / halfLife);
  }
  return sum / weight;
}

/** A usage by whole days from now on. */
function byDays(at: number, perDay: readonly number[]): UsagePath {
  const sums = [0];
  for (const used of perDay) sums.push((sums.at(-1) ?? 0) + used);
  return {
    by: (time) => {
      const days = Math.min(perDay.length, Math.max(0, (time - at) / day));
      const whole = Math.floor(days);
      return (sums[whole] ?? 0) + (days - whole) * (perDay[whole] ?? 0);
    },
    reaches: (amount) => {
      const index = sums.findIndex((sum) => sum >= amount);
      if (index < 0) return undefined;
      if (index === 0) return at;
      return at + (index - 1 + (amount - (sums[index - 1] ?? 0)) / (perDay[index - 1] ?? 1)) * day;
    },
  };
}

/** The days of the past that fall on the weekday of a day to come, or all where there are none. */
function likeDay(before: readonly number[], ahead: number): readonly number[] {
  const same = before.filter((_, index) => (index + 1 + ahead) % 7 === 0);
  return same.length > 0 ? same : before;
}

function weekdayMean(origin: Origin): Prediction {
  const before = daysBefore(origin, 28);
  const days = Array.from({ length: horizon }, (_, ahead) => {
    const like = likeDay(before, ahead);
    return like.reduce((sum, used) => sum + used, 0) / like.length;
  });
  return { expected: byDays(origin.at, days) };
}

/** Days of the past drawn at random for the same weekdays: its middle and its ends are those of 50 drawn futures. */
function bootstrap(origin: Origin): Prediction {
  const random = seededRandom(Math.floor(origin.at / day));
  const before = daysBefore(origin, 28);
  const length = 120;
  const likes = Array.from({ length: 7 }, (_, ahead) => likeDay(before, ahead));
  const futures = Array.from({ length: 50 }, () => {
    let sum = 0;
    return Array.from({ length }, (_, ahead) => {
      const like = likes[ahead % 7] ?? before;
      sum += like[Math.floor(random() * like.length)] ?? 0;
      return sum;
    });
  });
  const sorted = Array.from({ length }, (_, ahead) =>
    new Float64Array(futures.map((future) => future[ahead] ?? 0)).sort(),
  );
  const quantile = (share: number) => {
    const sums = sorted.map((one) => one[Math.floor(share * one.length)] ?? 0);
    return byDays(
      origin.at,
      sums.map((sum, index) => Math.max(0, sum - (sums[index - 1] ?? 0))),
    );
  };
  return { expected: quantile(0.5), low: quantile(0.1), high: quantile(0.9) };
}
