import { outlookOf } from '../../src/core/history/forecast/outlook.ts';
import { usageOf } from '../../src/core/history/forecast/usage.ts';
import { day } from '../../src/core/time.ts';
import { credits } from '../../src/core/unit.ts';
import { halvesOf } from './halves.ts';
import { type Method, methods, type Origin, type Prediction } from './methods.ts';
import { Meter, type RecordedUsage } from './recordedUsage.ts';
import { type Check, lastOfDays, replay } from './replay.ts';
import { type Row, Share, Sizes } from './table.ts';

/** What ranges held of one account: the usage of the next days, and the run-out. */
class Held {
  readonly range = { 7: new Share(), 14: new Share() };
  readonly runOutRange = { 3: new Share(), 7: new Share(), 14: new Share() };
}

/** What is measured for one method. */
export class Figures {
  /** One an account. */
  readonly held: Held[] = [];
  /** How narrow and how right the range of the next 7 days is: its interval score, less is better, in days of usage, … */
  readonly score = new Sizes();
  /** … and in logarithms of them, where twice as much counts the same for little and for much. */
  readonly logScore = new Sizes();
  readonly early = { 3: new Share(), 7: new Share(), 14: new Share() };
  readonly date = { 1: new Sizes(), 3: new Sizes(), 7: new Sizes(), 14: new Sizes() };
  readonly endsOnWeekend = new Share();
  readonly weekendUse = new Sizes();
}

/** Beside the predictions: the truth on the weekends. */
export interface Truth {
  readonly endsOnWeekend: Share;
  readonly weekendUse: Sizes;
}

const spans = [7, 14] as const;
const balances = [3, 7, 14] as const;
const datesAhead = [1, 3, 7, 14] as const;

/** How good the forecasts of each method are on these accounts. */
export function forecastRows(accounts: readonly RecordedUsage[]): readonly Row[] {
  const { figures, truth } = figuresOf(accounts, methods);
  return rowsOf(figures, truth);
}

/** The figures of each method on these accounts: one origin at the end of each day with checks. */
export function figuresOf(
  accounts: readonly RecordedUsage[],
  methods: ReadonlyMap<string, Method>,
): { readonly figures: ReadonlyMap<string, Figures>; readonly truth: Truth } {
  const figures = new Map([...methods.keys()].map((name) => [name, new Figures()]));
  const truth: Truth = { endsOnWeekend: new Share(), weekendUse: new Sizes() };
  for (const account of accounts) {
    const meter = new Meter(account);
    for (const own of figures.values()) own.held.push(new Held());
    for (const check of lastOfDays(withPacks(account, meter))) {
      const origin = originOf(check);
      if (!origin) continue;
      const isFriday = new Date(origin.at).getDay() === 5 && new Date(origin.at).getHours() >= 12;
      if (isFriday) measureTruth(truth, origin.at, meter);
      for (const [name, method] of methods) {
        const own = figures.get(name);
        if (!own) continue;
        const prediction = method(origin);
        measure(own, prediction, origin.at, meter);
        if (isFriday) measureFriday(own, prediction, origin.at, meter);
      }
    }
  }
  return { figures, truth };
}

/** The checks of the account with packs of 30 days that are bought when less than two days are left. */
function withPacks(account: RecordedUsage, meter: Meter): Iterable<Check> {
  let bought = 30 * meter.perDay;
  return replay(account, (time) => {
    const used = meter.by(time);
    while (bought - used < 2 * meter.perDay) bought += 30 * meter.perDay;
    return { pools: [{ unit: credits, amount: Math.round((bought - used) * 100) / 100 }] };
  });
}

/** What is known at a check; undefined without a forecast. */
export function originOf({ history, reading, at }: Check): Origin | undefined {
  const { usage, history: own } = outlookOf(history, reading).pools.get('main') ?? {};
  return usage && own && { at, usage, keys: usageOf(own, at) };
}

function measure(figures: Figures, { expected, low, high }: Prediction, at: number, meter: Meter): void {
  const { end } = meter.usage;
  const held = figures.held.at(-1);
  if (low && high && held) {
    for (const days of spans) {
      if (at + days * day > end) continue;
      const used = meter.between(at, at + days * day);
      if (days === 7) {
        const [from, to, truth] = [low.by(at + 7 * day), high.by(at + 7 * day), used].map((sum) => sum / meter.perDay);
        figures.score.add(scoreOf(from ?? 0, to ?? 0, truth ?? 0));
        figures.logScore.add(scoreOf(Math.log1p(from ?? 0), Math.log1p(to ?? 0), Math.log1p(truth ?? 0)));
      }
      held.range[days].add(used >= low.by(at + days * day) && used <= high.by(at + days * day));
    }
    for (const days of balances) {
      const amount = days * meter.perDay;
      const truth = meter.usedUpAt(at, amount);
      if (truth === undefined) continue;
      const isEarly = truth < (high.reaches(amount) ?? Number.POSITIVE_INFINITY);
      figures.early[days].add(isEarly);
      held.runOutRange[days].add(!isEarly && truth <= (low.reaches(amount) ?? Number.POSITIVE_INFINITY));
    }
  }
  for (const days of datesAhead) {
    if (at + days * day > end) continue;
    const amount = meter.between(at, at + days * day);
    const truth = amount > 0 ? meter.usedUpAt(at, amount) : undefined;
    if (truth === undefined || truth <= at) continue;
    const error = Math.abs((expected.reaches(amount) ?? Number.POSITIVE_INFINITY) - truth) / (truth - at);
    figures.date[days].add(error);
  }
}

/** The width of a range of four cases of five, and ten times what lies outside of it: guessing wide costs, and so does narrow. */
function scoreOf(low: number, high: number, truth: number): number {
  return high - low + 10 * (Math.max(0, low - truth) + Math.max(0, truth - high));
}

function monday(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 3).getTime();
}

function measureTruth(truth: Truth, at: number, meter: Meter): void {
  if (monday(at) > meter.usage.end) return;
  const used = meter.between(at, monday(at));
  if (!meter.restsAtWeekends) return;
  truth.endsOnWeekend.add(used >= 2 * meter.perWorkday);
  truth.weekendUse.add(used / meter.perDay);
}

function measureFriday(figures: Figures, { expected }: Prediction, at: number, meter: Meter): void {
  if (monday(at) > meter.usage.end) return;
  if (!meter.restsAtWeekends) return;
  figures.endsOnWeekend.add((expected.reaches(2 * meter.perWorkday) ?? Number.POSITIVE_INFINITY) < monday(at));
  figures.weekendUse.add(expected.by(monday(at)) / meter.perDay);
}

function rowsOf(figures: ReadonlyMap<string, Figures>, truth: Truth): readonly Row[] {
  const row = (what: string, text: (own: Figures) => string): Row => ({
    what,
    cells: [...figures.values()].map(text),
  });
  const percents = (...shares: readonly Share[]) => shares.map((share) => share.percent).join(' / ');
  const ranges = spans.map((days) => ({ of: (held: Held) => held.range[days] }));
  const runOuts = balances.map((days) => ({ of: (held: Held) => held.runOutRange[days] }));
  const all = ({ held }: Figures, kinds: typeof ranges) =>
    percents(...kinds.map((kind) => Share.joined(held.map(kind.of))));
  const inHalves = ({ held }: Figures, kinds: typeof ranges) =>
    kinds.map((kind) => halvesOf(held.map(kind.of))).join(' / ');
  return [
    row('likely range holds the usage of the next 7 / 14 days', (own) => all(own, ranges)),
    row('… in nine of ten random halves of the accounts', (own) => inHalves(own, ranges)),
    row('range of the next 7 days, interval score in days / in logs', ({ score, logScore }) =>
      [score.mean, logScore.mean].join(' / '),
    ),
    row('run-out range holds the truth, 3 / 7 / 14 days left', (own) => all(own, runOuts)),
    row('… in nine of ten random halves of the accounts', (own) => inHalves(own, runOuts)),
    row('empty before the earliest, 3 / 7 / 14 days left', ({ early }) => percents(early[3], early[7], early[14])),
    row('run-out 1 / 3 / 7 / 14 days ahead, median relative error', ({ date }) =>
      datesAhead.map((days) => date[days].median).join(' / '),
    ),
    row(`Friday, 2 working days left: "ends this weekend" (truth ${truth.endsOnWeekend.percent})`, (own) =>
      percents(own.endsOnWeekend),
    ),
    row(`weekend usage of those who rest, in days (truth ${truth.weekendUse.mean})`, (own) => own.weekendUse.mean),
  ];
}
