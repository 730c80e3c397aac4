import type { Tally } from '../../../src/core/history/series.ts';
import { day, dayStart, nextDay } from '../../../src/core/time.ts';
import { seededRandom } from '../fakes/environment.ts';
import { type AccountChange, rounded } from '../simulator/account.ts';
import type { Story } from '../simulator/story.ts';

// All times are milliseconds since 1970.

/** Credits used from the beginning of a story up to a time. It never falls. */
export type Usage = (time: number) => number;

/** Credits that came at once: what there was at the beginning, a top-up, a renewal. */
export interface PlotLot {
  readonly amount: number;
  /** When it came; what came before the beginning of the plot was there at the beginning. */
  readonly from: number;
  /** What is left of it then expires. */
  readonly expiresAt?: number | undefined;
  /** Olostep's name for it, "Top-up" when left out. */
  readonly kind?: string | undefined;
  /** Breeze lists it as a top-up under this id. */
  readonly topUpId?: string | undefined;
  /** Since when the service lists it as pending; not before it came, when left out. */
  readonly pendingFrom?: number | undefined;
}

/** Credits that a service adds by mistake (or takes, below 0) and takes back (or gives back). */
export interface PlotCorrection {
  readonly amount: number;
  readonly from: number;
  readonly until: number;
}

/** What a story is made of. */
export interface Plot extends Pick<Story, 'provider' | 'account' | 'describes'> {
  /** Nothing happens before this time. */
  readonly begin: number;
  /** Credits that one use takes: what is used are multiples of it. */
  readonly step: number;
  readonly usage: Usage;
  /** Used in the order in which they expire, those that never do last. */
  readonly lots: readonly PlotLot[];
  readonly corrections?: readonly PlotCorrection[];
  /** What Olostep says of the subscription. */
  readonly plan?: NonNullable<AccountChange['plan']>;
  /** Olostep goes on listing a lot that has expired, with what was left in it. */
  readonly listsExpired?: boolean;
}

/** What is left of each lot, and what was used since the beginning. */
interface State {
  readonly time: number;
  readonly remaining: ReadonlyMap<PlotLot, number>;
  readonly used: number;
}

/** Makes a story of a plot. */
export function storyOf(plot: Plot): Story {
  const { provider, account, describes, begin } = plot;
  const first: State = { time: begin, remaining: new Map(plot.lots.map((lot) => [lot, lot.amount])), used: 0 };
  // At each time when something comes or expires: in between there is nothing but use.
  const breaks = plot.lots.flatMap(({ from, expiresAt = Infinity }) => [from, expiresAt]);
  const times = [...new Set(breaks)].filter((at) => at > begin && at < Infinity).sort((a, b) => a - b);
  const states = [first];
  for (const time of times) states.push(stateAfter(plot, states.at(-1) ?? first, time));
  const stateAt = (time: number): State => {
    const end = Math.max(begin, time);
    return stateAfter(plot, states.findLast((state) => state.time <= end) ?? first, end);
  };
  return {
    provider,
    account,
    describes,
    left: (time) => amountIn(plot, stateAt(time)),
    at: (time) => changeTo(plot, stateAt(time)),
    happened(from, to) {
      const [before, after] = [tallyOf(plot, stateAt(from)), tallyOf(plot, stateAt(to))];
      return {
        used: rounded(after.used - before.used),
        toppedUp: rounded(after.toppedUp - before.toppedUp),
        expired: rounded(after.expired - before.expired),
        adjusted: rounded(after.adjusted - before.adjusted),
      };
    },
  };
}

/** What is used between two times is taken from the lots that can be used at the first of them. */
function stateAfter(plot: Plot, before: State, time: number): State {
  const remaining = new Map(before.remaining);
  let wanted = rounded(wholeUses(plot, time) - wholeUses(plot, before.time));
  let used = before.used;
  for (const lot of plot.lots.filter((one) => isUsable(one, before.time)).sort(byExpiry)) {
    const take = Math.min(wanted, remaining.get(lot) ?? 0);
    remaining.set(lot, rounded((remaining.get(lot) ?? 0) - take));
    wanted = rounded(wanted - take);
    used = rounded(used + take);
  }
  return { time, remaining, used };
}

function tallyOf({ begin, lots, corrections = [] }: Plot, { time, remaining, used }: State): Tally {
  const sum = <T>(items: readonly T[], amountOf: (item: T) => number) =>
    rounded(items.reduce((total, item) => total + amountOf(item), 0));
  const came = lots.filter(({ from }) => from > begin && from <= time);
  const expired = lots.filter(({ expiresAt = Infinity }) => expiresAt > begin && expiresAt <= time);
  const open = corrections.filter(({ from, until }) => from <= time && time < until);
  return {
    used,
    toppedUp: sum(came, ({ amount }) => amount),
    expired: sum(expired, (lot) => remaining.get(lot) ?? 0),
    adjusted: sum(open, ({ amount }) => amount),
  };
}

function amountIn(plot: Plot, state: State): number {
  const usable = plot.lots.filter((lot) => isUsable(lot, state.time));
  const left = usable.reduce((sum, lot) => sum + (state.remaining.get(lot) ?? 0), 0);
  const amount = rounded(left + tallyOf(plot, state).adjusted);
  if (amount < 0) throw new Error(`A correction takes more than there is: ${plot.describes}`);
  return amount;
}

function wholeUses({ usage, step }: Plot, time: number): number {
  return rounded(Math.floor(rounded(usage(time) / step)) * step);
}

function isUsable({ from, expiresAt = Infinity }: PlotLot, time: number): boolean {
  return from <= time && time < expiresAt;
}

function byExpiry(a: PlotLot, b: PlotLot): number {
  const [first = Infinity, second = Infinity] = [a.expiresAt, b.expiresAt];
  return first === second ? a.from - b.from : first - second;
}

function changeTo(plot: Plot, { time, remaining, ...state }: State): AccountChange {
  const { provider, lots, plan, listsExpired = false } = plot;
  const balance = amountIn(plot, { time, remaining, ...state });
  const listed = lots.filter(({ pendingFrom, from }) => (pendingFrom ?? from) <= time);
  if (provider === 'breeze') {
    const topups = listed.flatMap(({ topUpId, amount, from, pendingFrom = from }) => {
      const status = from > time ? 'pending' : 'completed';
      const created = new Date(pendingFrom).toISOString();
      return topUpId === undefined ? [] : [{ topup_id: topUpId, amount, status, created_at: created }];
    });
    return { provider, balance, topups: topups.reverse() };
  }
  if (provider !== 'olostep') return { provider, balance };
  const olostepLots = listed
    .filter(({ expiresAt = Infinity }) => listsExpired || expiresAt > time)
    .map((lot) => ({
      purchase_kind: lot.from > time ? 'Pending' : (lot.kind ?? 'Top-up'),
      allocated_units: lot.amount,
      remaining_units: remaining.get(lot) ?? 0,
      expiry_date: Math.floor((lot.expiresAt ?? Date.UTC(2099, 0)) / 1000),
    }));
  return { provider, balance, lots: olostepLots, ...(plan ? { plan } : {}) };
}

/** The same at every hour, day and night, from `from` on and no further than `to`. */
export function evenUsage({ from, to = Infinity, perDay }: { from: number; to?: number; perDay: number }): Usage {
  return (time) => (Math.max(0, Math.min(time, to) - from) / day) * perDay;
}

/** Several at once. */
export function allUsages(...usages: readonly Usage[]): Usage {
  return (time) => usages.reduce((sum, usage) => sum + usage(time), 0);
}

interface WorkingDay {
  readonly start: number;
  /** Credits used on all days before it. */
  readonly before: number;
  readonly amount: number;
  /** When work is done, as pairs of times. */
  readonly spans: readonly (readonly [number, number])[];
}

/**
 * From about nine to about six on the days from Monday to Friday, with an hour at noon: `perDay` credits on a usual
 * working day, more or less by chance. Nights and weekends are idle. Days are those of the process's time zone.
 */
export function workingUsage({ from, perDay, seed = 1 }: { from: number; perDay: number; seed?: number }): Usage {
  // Grown as far as it is asked for; each day is the same whichever is asked for first.
  const days: WorkingDay[] = [{ start: dayStart(from), before: 0, ...workingDay(dayStart(from), perDay, seed) }];
  const dayOf = (time: number): WorkingDay => {
    let last = days.at(-1) as WorkingDay;
    for (let next = nextDay(last.start); next <= time; next = nextDay(next)) {
      last = { start: next, before: last.before + last.amount, ...workingDay(next, perDay, seed) };
      days.push(last);
    }
    let index = Math.min(days.length - 1, Math.max(0, Math.round((time - dayStart(from)) / day)));
    while (index > 0 && (days[index]?.start ?? 0) > time) index -= 1;
    return days[index] ?? last;
  };
  const usedAt: Usage = (time) => {
    const { before, amount, spans } = dayOf(time);
    const whole = spans.reduce((sum, [begin, end]) => sum + end - begin, 0);
    const done = spans.reduce((sum, [begin, end]) => sum + Math.min(end, Math.max(begin, time)) - begin, 0);
    return before + (amount * done) / whole;
  };
  const earlier = usedAt(from);
  return (time) => (time <= from ? 0 : usedAt(time) - earlier);
}

function workingDay(start: number, perDay: number, seed: number): Pick<WorkingDay, 'amount' | 'spans'> {
  const date = new Date(start);
  const [year, month, dayOfMonth, weekday] = [date.getFullYear(), date.getMonth(), date.getDate(), date.getDay()];
  const random = seededRandom(seed * 1_000_003 + year * 372 + month * 31 + dayOfMonth);
  const [begin, end, share] = [8.75 + random() / 2, 17.5 + random(), 0.6 + 0.8 * random()];
  const at = (hours: number) => new Date(year, month, dayOfMonth, 0, Math.round(hours * 60)).getTime();
  const spans = [
    [at(begin), at(12)],
    [at(13), at(end)],
  ] as const;
  return { amount: weekday === 0 || weekday === 6 ? 0 : perDay * share, spans };
}
