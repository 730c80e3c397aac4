import type { Plan } from '../../balance.ts';
import { day, hour } from '../../time.ts';
import type { Renewals } from './renewal.ts';
import { latestRenewal, lengthOf, type Rhythm, rhythmsAt, turnsLater } from './rhythm.ts';
import { isSameLevel, isSameSize, type Rise } from './rises.ts';

/** A pool that is topped up often must not cost time: so many sizes are looked at, of so many rises. */
const mostGroups = 8;
const mostRises = 400;
/** Older rises than the last of these say nothing about the next. */
const longestRun = 12;

/** How a rhythm is recognized. Times are milliseconds. */
interface Rule {
  /** How far a rise may be off. */
  readonly tolerance: number;
  /** The longest time between two readings that says when a rise was. */
  readonly widest: number;
  /** How many rises in a row are needed. */
  readonly needed: number;
}

/** Rises of one size, and what they bring. */
interface Group {
  readonly rises: readonly Rise[];
  readonly fills: boolean;
}

interface Run {
  readonly rhythm: Rhythm;
  readonly reference: Rise;
  /** The number of rises in a row, the last one included, that are known well enough. */
  readonly length: number;
  /** The turn of the last rise, counted from the reference. */
  readonly turn: number;
}

/**
 * The renewal by rises: of nearly the same size, or to nearly the same amount, that came back a month, 30 days, a week or a
 * day after one another. Two are enough for a month where none of that size came at another time, and one where it came on
 * the date of the plan and brought its allowance; else it takes three, and four for a day. `amountAt` is the amount at a time.
 */
export function renewingRise(
  all: readonly Rise[],
  amountAt: (time: number) => number | undefined,
  plan: Plan | undefined,
  now: number,
): Renewals {
  let missed: Renewals['missed'];
  for (const group of groupsOf(all.slice(-mostRises))) {
    const run = runIn(group, plan);
    if (!run) continue;
    const next = nextOf(run, group, all, amountAt, now);
    if (next.expected) return next;
    missed ??= next.missed;
  }
  return { missed };
}

/** The rises to the amount of the latest one, then those of its size, then those of the latest of another size, … */
function groupsOf(all: readonly Rise[]): readonly Group[] {
  const groups: Group[] = [];
  const grouped = { level: new Set<Rise>(), size: new Set<Rise>() };
  for (let index = all.length - 1; index >= 0 && groups.length < mostGroups; index--) {
    const rise = all[index];
    if (!rise) continue;
    for (const [name, isSame] of [['level', isSameLevel] as const, ['size', isSameSize] as const]) {
      if (grouped[name].has(rise)) continue;
      const rises = all.filter((other) => isSame(other, rise));
      for (const other of rises) grouped[name].add(other);
      groups.push({ rises, fills: name === 'level' });
    }
  }
  return groups;
}

function runIn({ rises }: Group, plan: Plan | undefined): Run | undefined {
  const recent = rises.slice(-longestRun);
  const [last] = recent.slice(-1);
  if (!last) return undefined;
  const latest = recent.slice(-3).toReversed();
  const reference = latest.reduce((best, rise) => (widthOf(rise) < widthOf(best) ? rise : best), last);
  const times = [reference.to, ...latest.map(({ to }) => to)];
  let best: Run | undefined;
  for (const rhythm of rhythmsAt(times)) {
    const rule = ruleOf(rhythm, rises.length);
    if (widthOf(reference) > rule.widest) continue;
    const run = runOf(recent, reference, rhythm, rule);
    const isPlanned = rhythm.kind === 'month' && run !== undefined && isOnPlan(last, plan, rule);
    if (run && run.length + Number(isPlanned) >= rule.needed && run.length > (best?.length ?? 0)) best = run;
  }
  return best;
}

function ruleOf(rhythm: Rhythm, rises: number): Rule {
  if (rhythm.kind === 'month') return { tolerance: 12 * hour, widest: 4 * day, needed: rises > 2 ? 3 : 2 };
  if (rhythm.days === 1) return { tolerance: 2 * hour, widest: 18 * hour, needed: 4 };
  return { tolerance: 12 * hour, widest: rhythm.days === 7 ? 36 * hour : 3 * day, needed: 3 };
}

/** The rises in a row that end with the last one. */
function runOf(rises: readonly Rise[], reference: Rise, rhythm: Rhythm, rule: Rule): Run | undefined {
  const turnsOf = (rise: Rise) => turnsIn(rise, reference, rhythm, rule.tolerance);
  const [last] = rises.slice(-1).map(turnsOf);
  if (!last) return undefined;
  let length = 0;
  let next: readonly [number, number] | undefined;
  for (const rise of rises.toReversed()) {
    const turns = turnsOf(rise);
    // Neither twice in one turn nor a turn without it, but for a time without readings.
    if (!turns || (next && (turns[1] < next[0] - 1 || turns[0] >= next[1]))) break;
    if (widthOf(rise) <= rule.widest) length += 1;
    next = turns;
  }
  return { rhythm, reference, length, turn: last[1] };
}

/** The first and the last turn of a rhythm that a rise may belong to, counted from the reference. */
function turnsIn(
  rise: Rise,
  reference: Rise,
  rhythm: Rhythm,
  tolerance: number,
): readonly [number, number] | undefined {
  const slack = tolerance + widthOf(reference);
  const about = Math.round((rise.to - reference.to) / lengthOf(rhythm));
  let found: readonly [number, number] | undefined;
  const most = Math.ceil(widthOf(rise) / lengthOf(rhythm)) + 1;
  for (let turn = about + 1; turn >= about - most; turn--) {
    const time = turnsLater(rhythm, reference.to, turn);
    if (time < rise.from - tolerance || time > rise.to + slack) continue;
    found = [turn, found?.[1] ?? turn];
  }
  return found;
}

/** Whether a rise came in the month's turn of the day since which there is a plan, and brought what the plan allows. */
function isOnPlan(rise: Rise, plan: Plan | undefined, { tolerance, widest }: Rule): boolean {
  const { since, allowance } = plan ?? {};
  if (plan?.name === undefined || since === undefined || allowance === undefined) return false;
  if (since > rise.from || widthOf(rise) > widest) return false;
  const isAllowance =
    isSameSize(rise, { ...rise, size: allowance }) || isSameLevel(rise, { ...rise, least: allowance, most: allowance });
  const started: Rise = { ...rise, from: since, to: since };
  const rhythm = { kind: 'month', day: new Date(since).getUTCDate() } as const;
  return isAllowance && turnsIn(rise, started, rhythm, tolerance) !== undefined;
}

/** The next renewal of a run: the first of its turns that nothing shows to have passed. */
function nextOf(
  { rhythm, reference, turn }: Run,
  { rises, fills }: Group,
  all: readonly Rise[],
  amountAt: (time: number) => number | undefined,
  now: number,
): Renewals {
  const { tolerance } = ruleOf(rhythm, rises.length);
  const recent = rises.slice(-3);
  const full = roundFrom(Math.max(...recent.map(({ least }) => least)));
  const size = roundFrom(Math.max(...recent.map((rise) => rise.size)));
  const grace = Math.min(latestRenewal, tolerance);
  const came = (time: number) =>
    all.some(({ from, to }) => from - tolerance <= time && time <= to + tolerance && to > time - tolerance) ||
    // A pool that is still full doesn't rise.
    (fills && (amountAt(time) ?? 0) >= 0.95 * full);
  for (let next = turn + 1; next <= turn + 1 + mostRises; next++) {
    const at = turnsLater(rhythm, reference.to, next);
    if (at + grace > now && !(at <= now && came(at)))
      return { expected: { at, source: 'seen', every: rhythm, ...(fills ? { amount: full } : { adds: size }) } };
    if (!came(at)) return { missed: { at, source: 'seen', every: rhythm } };
  }
  return {};
}

/** Services fill up to round amounts, and a little is used before it is seen: the round one that is up to 1 % more. */
function roundFrom(amount: number): number {
  for (const digits of [1, 2]) {
    const unit = 10 ** (Math.floor(Math.log10(amount)) + 1 - digits);
    const round = Math.ceil(amount / unit - 1e-9) * unit;
    if (round <= amount * 1.01) return round;
  }
  return amount;
}

function widthOf({ from, to }: Rise): number {
  return to - from;
}
