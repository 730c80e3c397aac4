import { gainsOf } from './gainsOf.ts';
import { sizeOf, withoutNoise } from './noise.ts';
import type { Point, SeenLot, Series } from './series.ts';
import type { Loss, Step } from './step.ts';
import { TopUps } from './topUps.ts';

const hour = 3_600_000;
/** A service may take a lot away by a job in the night, and may say of the expiry no more than its date. */
const latestLapse = 36 * hour;

/** A lot that held credits when it expired. */
interface Expiry {
  readonly seen: SeenLot;
  readonly at: number;
  readonly held: number;
}

/** What happened between each two neighbouring points, before it is judged what the service took back. */
export function stepsOf(series: Series): readonly Step[] {
  const comeBy = queue(series.lots.filter(({ lot }) => !lot.pending).map((seen) => ({ seen, at: seen.since })));
  const expiredBy = queue(expiriesOf(series.lots));
  const topUps = new TopUps(series.topUps);
  const steps: Step[] = [];
  /** Lots that have expired and are still in the amount. */
  let late: readonly Expiry[] = [];
  for (const [index, b] of series.points.entries()) {
    const a = series.points[index - 1];
    const came = comeBy(b.at);
    const expired = expiredBy(b.at);
    if (a === undefined) continue;
    topUps.list(a.until, b.at);
    if (b.tally) {
      topUps.forget();
      late = [];
      steps.push(talliedStep(a, b));
      continue;
    }
    const down = a.amount - b.amount;
    if (down >= 0 && came.length + expired.length === 0 && !late.some(({ held }) => isWithin(held, down))) {
      // By far the most steps: nothing can have come in, for a fall without a lot that came or went is use.
      steps.push({ ...plainStep(a, b), used: withoutNoise(down, sizeOf(a.amount, b.amount)) });
      continue;
    }
    // One that the service had ceased to list held nothing any more, whatever it held when it was listed last.
    const lapsing = expired.filter(({ seen, at }) => at > a.until && seen.since <= a.until && seen.until >= a.at);
    const held = lapsing.reduce((total, expiry) => total + expiry.held, 0);
    const gains = gainsOf({ a, b, held, came: came.map(({ seen }) => seen), lots: series.lots, topUps });
    const gained = gains.reduce((total, { amount }) => total + amount, 0);
    const size = sizeOf(a.amount, b.amount, gained);
    const fall = withoutNoise(a.amount + gained - b.amount, size);
    late = late.filter(({ at }) => b.at - at <= latestLapse);
    const lapses = lapsing.length > 0 ? lapsesIn(lapsing, fall, size) : wholeLapsesIn(late, fall, size);
    const lapsed = lapses.reduce((total, { amount }) => total + amount, 0);
    steps.push({ ...plainStep(a, b), gains, lapses, used: withoutNoise(fall - lapsed, size) });
    const taken = (seen: SeenLot) => lapses.find(({ lot }) => lot === seen.lot)?.amount ?? 0;
    // After its expiry the credits of a lot are gone, lapsed or used: where the amount fell by less than half of them, the
    // service has not taken them away yet.
    const kept = fall < held / 2 ? lapsing : [];
    late = [...late, ...kept]
      .map((expiry) => ({ ...expiry, held: expiry.held - taken(expiry.seen) }))
      .filter((expiry) => withoutNoise(expiry.held, size) > 0);
  }
  return topUps.attachedLate(steps);
}

function talliedStep(a: Point, b: Point): Step {
  const { used = 0, toppedUp = 0, lapsed = 0, corrected = 0 } = b.tally ?? {};
  const [gains, lapses] = [toppedUp > 0 ? [{ amount: toppedUp }] : [], lapsed > 0 ? [{ amount: lapsed }] : []];
  return { from: a.until, to: b.at, gains, lapses, used, corrected, tallied: true };
}

function plainStep(a: Point, b: Point): Step {
  return { from: a.until, to: b.at, gains: [], lapses: [], used: 0, corrected: 0, tallied: false };
}

function expiriesOf(lots: readonly SeenLot[]): readonly Expiry[] {
  return lots.flatMap((seen) => {
    const { pending, expiresAt, remaining } = seen.lot;
    if (pending || expiresAt === undefined || remaining === undefined || !(remaining > 0)) return [];
    return { seen, at: expiresAt, held: remaining };
  });
}

/** Gives what is due at a time, each once, by time. */
function queue<T extends { readonly at: number }>(items: readonly T[]): (time: number) => readonly T[] {
  const sorted = items.toSorted((a, b) => a.at - b.at);
  let next = 0;
  return (time) => {
    const start = next;
    while ((sorted[next]?.at ?? Number.POSITIVE_INFINITY) <= time) next += 1;
    return next > start ? sorted.slice(start, next) : [];
  };
}

/** What lapsed of a fall at the expiry of these lots: as much as they held and as the amount fell by. */
function lapsesIn(lapsing: readonly Expiry[], fall: number, size: number): readonly Loss[] {
  const lapses: Loss[] = [];
  let rest = fall;
  for (const { seen, held } of lapsing) {
    const amount = Math.min(held, rest);
    if (amount > 0) lapses.push({ amount, lot: seen.lot });
    rest = withoutNoise(rest - amount, size);
  }
  return lapses;
}

/** What lapsed late. Whole lots alone: a smaller fall after an expiry is likelier to be use than a part of a lot. */
function wholeLapsesIn(late: readonly Expiry[], fall: number, size: number): readonly Loss[] {
  const lapses: Loss[] = [];
  let rest = fall;
  for (const { seen, held } of late) {
    if (!isWithin(held, rest)) continue;
    lapses.push({ amount: Math.min(held, rest), lot: seen.lot });
    rest = withoutNoise(rest - held, size);
  }
  return lapses;
}

function isWithin(held: number, fall: number): boolean {
  return held <= fall * (1 + 1e-9);
}
