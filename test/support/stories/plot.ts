import type { Tally } from '../../../src/core/history/record/series.ts';
import { tidy } from '../simulator/account.ts';
import type { AccountChange } from '../simulator/accountChange.ts';
import type { Story } from './story.ts';
import type { Use } from './use.ts';

/** Credits that came at once: what there was at the beginning, a purchase, a renewal. Times are in ms since 1970. */
export interface PlotLot {
  readonly amount: number;
  /** When it came; what came before the beginning of the plot was there at the beginning. */
  readonly from: number;
  /** What is left of it expires then. */
  readonly expiresAt?: number | undefined;
  /** Olostep's name for it, "Top-up" when left out. */
  readonly kind?: string | undefined;
  /** Breeze lists it as a top-up under this id. */
  readonly topUpId?: string | undefined;
  /** Since when the service lists it as pending; it does not before it came, when left out. */
  readonly pendingFrom?: number | undefined;
}

/** Credits that a service adds by mistake (or takes, below 0) and takes back (or gives back). Times are in ms since 1970. */
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
  readonly use: Use;
  /** Used in the order in which they expire, those that never do last. */
  readonly lots: readonly PlotLot[];
  readonly corrections?: readonly PlotCorrection[] | undefined;
  /** What Olostep says of the subscription. */
  readonly plan?: Extract<AccountChange, { provider: 'olostep' }>['plan'];
  /** Olostep goes on to list a lot that has expired, with what was left in it. */
  readonly listsExpired?: boolean | undefined;
}

/** What is left of each lot, and what went on since the beginning. */
interface State {
  readonly time: number;
  readonly remaining: ReadonlyMap<PlotLot, number>;
  readonly used: number;
}

/** Makes a story of a plot. */
export function storyOf(plot: Plot): Story {
  const { provider, account, describes } = plot;
  const states = statesAtBreaks(plot);
  const stateAt = (time: number): State => {
    const end = Math.max(plot.begin, time);
    return stateAfter(plot, states.findLast((state) => state.time <= end) ?? beginning(plot), end);
  };
  return {
    provider,
    account,
    describes,
    left: (time) => amountIn(plot, stateAt(time)),
    at: (time) => said(plot, stateAt(time)),
    happened(from, to) {
      const [before, after] = [tallyOf(plot, stateAt(from)), tallyOf(plot, stateAt(to))];
      return {
        used: tidy(after.used - before.used),
        toppedUp: tidy(after.toppedUp - before.toppedUp),
        expired: tidy(after.expired - before.expired),
        adjusted: tidy(after.adjusted - before.adjusted),
      };
    },
  };
}

function beginning({ begin, lots }: Plot): State {
  return { time: begin, remaining: new Map(lots.map((lot) => [lot, lot.amount])), used: 0 };
}

/** At the beginning and at each time when something comes or expires: in between there is nothing but use. */
function statesAtBreaks(plot: Plot): readonly State[] {
  const breaks = plot.lots.flatMap(({ from, expiresAt = Infinity }) => [from, expiresAt]);
  const times = [...new Set(breaks)].filter((at) => at > plot.begin && at < Infinity).sort((a, b) => a - b);
  const states = [beginning(plot)];
  for (const time of times) states.push(stateAfter(plot, states.at(-1) ?? beginning(plot), time));
  return states;
}

/** What is used between two times is taken from the lots that can be used at the first of them. */
function stateAfter(plot: Plot, before: State, time: number): State {
  const remaining = new Map(before.remaining);
  let wanted = tidy(wholeUses(plot, time) - wholeUses(plot, before.time));
  let used = before.used;
  for (const lot of plot.lots.filter((one) => isUsable(one, before.time)).sort(byExpiry)) {
    const take = Math.min(wanted, remaining.get(lot) ?? 0);
    remaining.set(lot, tidy((remaining.get(lot) ?? 0) - take));
    wanted = tidy(wanted - take);
    used = tidy(used + take);
  }
  return { time, remaining, used };
}

function tallyOf({ begin, lots, corrections = [] }: Plot, { time, remaining, used }: State): Tally {
  const came = lots.filter(({ from }) => from > begin && from <= time);
  const expired = lots.filter(({ expiresAt = Infinity }) => expiresAt > begin && expiresAt <= time);
  const open = corrections.filter(({ from, until }) => from <= time && time < until);
  return {
    used,
    toppedUp: tidy(came.reduce((sum, { amount }) => sum + amount, 0)),
    expired: tidy(expired.reduce((sum, lot) => sum + (remaining.get(lot) ?? 0), 0)),
    adjusted: tidy(open.reduce((sum, { amount }) => sum + amount, 0)),
  };
}

function amountIn(plot: Plot, state: State): number {
  const usable = plot.lots.filter((lot) => isUsable(lot, state.time));
  const left = usable.reduce((sum, lot) => sum + (state.remaining.get(lot) ?? 0), 0);
  const amount = tidy(left + tallyOf(plot, state).adjusted);
  if (amount < 0) throw new Error(`A correction takes more than there is: ${plot.describes}`);
  return amount;
}

function wholeUses({ use, step }: Plot, time: number): number {
  return tidy(Math.floor(tidy(use(time) / step)) * step);
}

function isUsable({ from, expiresAt = Infinity }: PlotLot, time: number): boolean {
  return from <= time && time < expiresAt;
}

function byExpiry({ expiresAt: one = Infinity, from }: PlotLot, { expiresAt: other = Infinity, from: since }: PlotLot) {
  return one === other ? from - since : one - other;
}

function said(plot: Plot, state: State): AccountChange {
  const { provider, lots } = plot;
  const balance = amountIn(plot, state);
  switch (provider) {
    case 'breeze':
      return { provider, balance, topups: lots.flatMap((lot) => topUpOf(lot, state.time)).reverse() };
    case 'olostep':
      return {
        provider,
        balance,
        lots: lots.flatMap((lot) => listedLot(lot, state, plot.listsExpired)),
        ...(plot.plan ? { plan: plot.plan } : {}),
      };
    case 'bloom':
      return { provider, balance, unlimited: false };
    default:
      return { provider, balance };
  }
}

function topUpOf({ topUpId, amount, from, pendingFrom = from }: PlotLot, time: number) {
  if (topUpId === undefined || pendingFrom > time) return [];
  const status = from > time ? 'pending' : 'completed';
  return [{ topup_id: topUpId, amount, status, created_at: new Date(pendingFrom).toISOString() }];
}

function listedLot(lot: PlotLot, { time, remaining }: State, listsExpired = false) {
  const { from, expiresAt = Date.UTC(2099, 0), kind = 'Top-up', amount, pendingFrom = from } = lot;
  if (pendingFrom > time || (expiresAt <= time && !listsExpired)) return [];
  return [
    {
      purchase_kind: from > time ? 'Pending' : kind,
      allocated_units: amount,
      remaining_units: remaining.get(lot) ?? 0,
      // Olostep says whole seconds.
      expiry_date: Math.floor(expiresAt / 1000),
    },
  ];
}
