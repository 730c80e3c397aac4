import type { Plan } from '../../balance.ts';
import { day, hour } from '../../time.ts';
import type { Renewals } from './renewal.ts';
import { latestRenewal, lengthOf, type Rhythm, startOfDay, turnsLater } from './rhythm.ts';
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
  /** How late it may be. */
  readonly grace: number;
}

/** When a turn of a rhythm is: at some time from its start on. Times are milliseconds. */
interface Turns {
  readonly rhythm: Rhythm;
  /** The start of the turn that the others are counted from, since 1970. */
  readonly start: number;
  readonly length: number;
}

/** Rises of one size, and what they bring. */
interface Group {
  readonly rises: readonly Rise[];
  readonly fills: boolean;
}

interface Run extends Turns {
  /** The number of rises in a row, the last one included, that are known well enough. */
  readonly count: number;
  /** The turn of the last rise. */
  readonly turn: number;
  /** The latest time after the start of a turn at which all of them can have come. */
  readonly latest: number;
  /** For how long all of them can have come before that; below 0: they differ by so much. */
  readonly agree: number;
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
  if (!last || (rises.length < 2 && plan?.since === undefined)) return undefined;
  const reference = recent.slice(-3).reduce((best, rise) => (widthOf(rise) <= widthOf(best) ? rise : best), last);
  let best: Run | undefined;
  for (const turns of turnsAround(reference)) {
    const rule = ruleOf(turns.rhythm, rises.length);
    if (widthOf(reference) > rule.widest) continue;
    const run = runOf(recent, turns, rule);
    if (!run) continue;
    const isPlanned = turns.rhythm.kind === 'month' && isOnPlan(last, plan, rule);
    if (run.count + Number(isPlanned) < rule.needed) continue;
    if (!best || run.count > best.count || (run.count === best.count && isCloser(run, best))) best = run;
  }
  return best;
}

/** Of two months' days the one on which all rises can have come at the same time; a month comes before 30 days. */
function isCloser(run: Run, best: Run): boolean {
  return run.rhythm.kind === best.rhythm.kind && run.agree > best.agree;
}

/** The rhythms in which a rise may recur: on each day of the month on which it may have come, after 30 days, 7 or 1. */
function turnsAround({ from, to }: Rise): readonly Turns[] {
  const months: Turns[] = [];
  const first = Math.max(startOfDay(from), startOfDay(to) - 4 * day);
  for (let start = first; start <= to; start += day) {
    const own = new Date(start).getUTCDate();
    const isLast = new Date(start + day).getUTCDate() === 1;
    // What comes on the 31st comes on the last day of a shorter month.
    for (let date = own; date <= (isLast ? 31 : own); date++)
      months.push({ rhythm: { kind: 'month', day: date }, start, length: day });
  }
  const spans = ([30, 7, 1] as const).map(
    (days): Turns => ({ rhythm: { kind: 'days', days }, start: from, length: to - from }),
  );
  return [...months, ...spans];
}

function ruleOf(rhythm: Rhythm, rises: number): Rule {
  const grace = latestRenewal;
  if (rhythm.kind === 'month') return { tolerance: 6 * hour, widest: 4 * day, needed: rises > 2 ? 3 : 2, grace };
  if (rhythm.days === 1) return { tolerance: 2 * hour, widest: 18 * hour, needed: 4, grace: 2 * hour };
  return { tolerance: 12 * hour, widest: rhythm.days === 7 ? 36 * hour : 3 * day, needed: 3, grace };
}

/** The rises in a row that end with the last one. */
function runOf(rises: readonly Rise[], turns: Turns, rule: Rule): Run | undefined {
  let [count, latest, earliest] = [0, turns.length, 0];
  let next: readonly [number, number] | undefined;
  let turn: number | undefined;
  for (const rise of rises.toReversed()) {
    const own = turnsIn(rise, turns, rule.tolerance);
    // Neither twice in one turn nor a turn without it, but for a time without readings.
    if (!own || (next && (own[1] < next[0] - 1 || own[0] >= next[1]))) break;
    turn ??= own[1];
    next = own;
    if (widthOf(rise) > rule.widest) continue;
    count += 1;
    const start = turnsLater(turns.rhythm, turns.start, own[1]);
    latest = Math.min(latest, rise.to - start);
    earliest = Math.max(earliest, rise.from - start);
  }
  if (turn === undefined) return undefined;
  return { ...turns, count, turn, latest: Math.max(0, latest), agree: latest - earliest };
}

/** The first and the last turn that a rise may belong to. */
function turnsIn(rise: Rise, turns: Turns, tolerance: number): readonly [number, number] | undefined {
  const { rhythm, start, length } = turns;
  const about = Math.round((rise.to - start) / lengthOf(rhythm));
  const most = Math.ceil(widthOf(rise) / lengthOf(rhythm)) + 1;
  let found: readonly [number, number] | undefined;
  for (let turn = about + 1; turn >= about - most; turn--) {
    const time = turnsLater(rhythm, start, turn);
    if (time + length < rise.from - tolerance || time > rise.to + tolerance) continue;
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
  const rhythm = { kind: 'month', day: new Date(since).getUTCDate() } as const;
  const turns = { rhythm, start: startOfDay(since), length: day };
  return isAllowance && turnsIn(rise, turns, tolerance) !== undefined;
}

/** The next renewal of a run: the first of its turns that nothing shows to have passed. */
function nextOf(
  run: Run,
  { rises, fills }: Group,
  all: readonly Rise[],
  amountAt: (time: number) => number | undefined,
  now: number,
): Renewals {
  const { rhythm, turn, latest } = run;
  const { tolerance, grace } = ruleOf(rhythm, rises.length);
  const recent = rises.slice(-3);
  const full = roundFrom(Math.max(...recent.map(({ least }) => least)));
  const size = roundFrom(Math.max(...recent.map((rise) => rise.size)));
  const came = (start: number) =>
    all.some(({ from, to }) => to >= start - tolerance && from <= start + run.length + tolerance) ||
    // A pool that is still full doesn't rise.
    (fills && (amountAt(start + latest) ?? 0) >= 0.95 * full);
  for (let next = turn + 1; next <= turn + 1 + mostRises; next++) {
    const start = turnsLater(rhythm, run.start, next);
    const at = start + latest;
    if (at + grace > now && !(start <= now && came(start)))
      return { expected: { at, source: 'seen', every: rhythm, ...(fills ? { amount: full } : { adds: size }) } };
    if (!came(start)) return { missed: { at, source: 'seen', every: rhythm } };
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
