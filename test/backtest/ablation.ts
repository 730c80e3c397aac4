import { memory } from '../../src/core/history/forecast/learning.ts';
import { knownShare, type UsageDay, usageDays, withoutExceptions } from '../../src/core/history/forecast/usageDays.ts';
import {
  type Levels,
  levelsOf,
  peoplesVariation,
  usageForecastBy,
} from '../../src/core/history/forecast/usageForecast.ts';
import { hourShares, UsageShape, usageShapeOf, weekendFactor } from '../../src/core/history/forecast/usageShape.ts';
import { day, hour } from '../../src/core/time.ts';
import { credits } from '../../src/core/unit.ts';
import { type Figures, figuresOf, originOf } from './forecastRows.ts';
import type { Method } from './methods.ts';
import { Meter, type RecordedUsage } from './recordedUsage.ts';
import { lastOfDays, replay } from './replay.ts';
import { type Row, Share, Sizes } from './table.ts';

/** The steps of a forecast, each of which can be another than the extension's. */
interface Steps {
  /** In milliseconds. */
  readonly memory: number;
  readonly days: (days: readonly UsageDay[]) => readonly UsageDay[];
  readonly shape: (days: readonly UsageDay[], unevenness: number) => UsageShape;
  readonly levels: (levels: Levels) => Levels;
}

/** As in the extension. */
const whole: Steps = { memory, days: withoutExceptions, shape: usageShapeOf, levels: (levels) => levels };

const evenHours = new Array<number>(24).fill(1 / 24);

/** The forecast with one part less. */
const variants: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['the whole forecast', ({ usage }) => usage],
  ['without the weekend', made({ shape: (days) => new UsageShape(hourShares(days), 1) })],
  ["without people's weekend at first", made({ shape: (days) => usageShapeOf(days, 0) })],
  ['without the hours of the day', made({ shape: (days, own) => new UsageShape(evenHours, weekendFactor(days, own)) })],
  ['without the mean of the last days', made({ levels: (levels) => ({ ...levels, fast: levels.slow }) })],
  ['without the mean of the last weeks', made({ levels: (levels) => ({ ...levels, slow: levels.fast }) })],
  ['without a limit for a single day', made({ days: (days) => days })],
  ["without the account's own range", made({ levels: (levels) => ({ ...levels, variation: peoplesVariation }) })],
  ["without people's range at first", made({ levels: (levels) => ({ ...levels, variation: levels.own }) })],
  ['with 28 days of memory instead of 91', made({ memory: 28 * day })],
]);

/** The extension's forecast with some steps changed. */
function made(changed: Partial<Steps>): Method {
  const steps = { ...whole, ...changed };
  return ({ keys, at }) => {
    const days = steps.days(usageDays(keys, at - steps.memory));
    const byClock = levelsOf(days, knownShare);
    if (!byClock) return nothing;
    const shape = steps.shape(days, Math.min(1, byClock.own));
    const levels = levelsOf(days, (one) => shape.ofDay(one));
    return levels ? usageForecastBy(steps.levels(levels), shape, at) : nothing;
  };
}

/** Where nothing was used in a shorter memory, nothing is foretold. */
const nothing = (() => {
  const path = { by: () => 0, reaches: () => undefined };
  return { expected: path, low: path, high: path };
})();

/** The heads of the columns of `ablationRows`. */
export const ablationColumns: readonly string[] = [
  'range of 7 days holds',
  'its interval score in days / in logs',
  'run-out range holds, 7 days left',
  'empty before the earliest',
  'run-out 1 / 3 / 7 days ahead, median error',
  'Friday: "ends this weekend"',
  'expected after a drained key, times the truth',
];

/** How good the forecast is without each of its parts. */
export function ablationRows(accounts: readonly RecordedUsage[]): readonly Row[] {
  const { figures } = figuresOf(accounts, variants);
  const drained = afterDrainedKey(accounts);
  return [...figures].map(([what, own]) => ({ what, cells: [...cellsOf(own), drained.get(what)?.median ?? '–'] }));
}

/** What is expected of the next 7 days in the three days after a key was drained, as a multiple of what is used. */
function afterDrainedKey(accounts: readonly RecordedUsage[]): ReadonlyMap<string, Sizes> {
  const times = new Map([...variants.keys()].map((name) => [name, new Sizes()]));
  for (const account of accounts) {
    const middle = (account.start + account.end) / 2;
    const drainedAt = account.awake.find(([from]) => from >= middle)?.[0];
    if (drainedAt === undefined) continue;
    const meter = new Meter(account);
    const drained = new Meter({ ...account, hours: withDrain(meter, drainedAt) });
    const checks = replay(account, (time) => ({
      pools: [{ unit: credits, amount: Math.round((2 * drained.total - drained.by(time)) * 100) / 100 }],
    }));
    for (const check of lastOfDays(checks)) {
      const { at } = check;
      if (at < drainedAt + 2 * hour || at > drainedAt + 3 * day) continue;
      const origin = originOf(check);
      const truth = meter.between(at, at + 7 * day);
      if (!origin || !(truth > 0)) continue;
      for (const [name, method] of variants) times.get(name)?.add(method(origin).expected.by(at + 7 * day) / truth);
    }
  }
  return times;
}

/** The usage with 20 days of it more in one hour. */
function withDrain({ usage, perDay }: Meter, at: number): readonly number[] {
  return usage.hours.with(Math.floor((at - usage.start) / hour), 20 * perDay);
}

function cellsOf({ held, score, logScore, early, date, endsOnWeekend }: Figures): readonly string[] {
  return [
    Share.joined(held.map(({ range }) => range[7])).percent,
    `${score.mean} / ${logScore.mean}`,
    Share.joined(held.map(({ runOutRange }) => runOutRange[7])).percent,
    early[7].percent,
    `${date[1].median} / ${date[3].median} / ${date[7].median}`,
    endsOnWeekend.percent,
  ];
}
