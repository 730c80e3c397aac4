import type { Account } from './account.ts';
import {
  type Attention,
  type AttentionLimits,
  attentionOf,
  attentionReasons,
  compareAttention,
  isFirst,
} from './attention.ts';
import { type AmountPool, hasAmount, type Pool, poolId } from './balance.ts';
import { runsOutAt } from './history/forecast/afterRenewals.ts';
import type { Outlook, PoolOutlook } from './history/forecast/outlook.ts';
import type { LeastInterval } from './provider.ts';
import { isRecent, type LastAmount, type Reading, type ReadingState, readingOf, stateOf } from './reading.ts';
import { staleAfterAt } from './refresh/schedule.ts';
import {
  type Standing,
  standingOf,
  standings,
  type ThresholdSetting,
  type Thresholds,
  thresholdsOf,
} from './standing.ts';
import type { StorageProblem } from './storageProblems.ts';
import { unitKey } from './unit.ts';

/** Everything that the summary depends on. */
export interface SummaryInput {
  readonly accounts: readonly Account[];
  /** False until the accounts have been read from disk: then nothing is claimed about them. */
  readonly loaded: boolean;
  readonly readings: ReadonlyMap<string, Reading>;
  /** The ids of the accounts that are being checked because a person asked for it. */
  readonly refreshing: ReadonlySet<string>;
  readonly thresholds: ThresholdSetting;
  readonly attention: AttentionLimits;
  readonly storageProblems: readonly StorageProblem[];
  /** By account id; undefined until the history has been read. */
  readonly outlooks?: ReadonlyMap<string, Outlook> | undefined;
  /** The host that an account's service is asked at now, by the settings; undefined where that isn't known (yet). */
  hostOf?(account: Account): string | undefined;
  /** The age from which a balance is stale, in milliseconds. */
  readonly staleAfter: number;
  /** How often an account's service may be asked at most. */
  leastIntervalOf?(account: Account): LeastInterval | undefined;
  readonly now: number;
}

/** One pool of an account with everything that is known about it. */
export interface PoolSummary {
  readonly id: string;
  readonly pool: Pool;
  readonly standing: Standing;
  /** The limits that apply to this pool. */
  readonly thresholds: Thresholds;
  /** The last amount that was stated, where the balance doesn't state one. */
  readonly lastAmount: LastAmount | undefined;
  /** Undefined until the history has been read. */
  readonly outlook: PoolOutlook | undefined;
}

/** The hosts between which an endpoint has moved: from the account and the settings, never from a server. */
export interface MovedHosts {
  readonly from: string;
  readonly to: string;
}

/** One account with everything that is known about it. */
export interface AccountSummary {
  readonly account: Account;
  readonly reading: Reading | undefined;
  readonly state: ReadingState;
  /** Its balance is not too old to go by, even if the last check failed. */
  readonly isRecent: boolean;
  /** That of its most pressing pool; unknown without a balance. */
  readonly standing: Standing;
  readonly refreshing: boolean;
  readonly paused: boolean;
  /** Why it needs attention; undefined where it doesn't. */
  readonly attention: Attention | undefined;
  /** In the order of the service; none without a balance. */
  readonly pools: readonly PoolSummary[];
  /** The most pressing pool. */
  readonly main: PoolSummary | undefined;
  /** Undefined until the history has been read. */
  readonly outlook: Outlook | undefined;
  /** Set where the endpoint has moved since the key was entered. */
  readonly moved: MovedHosts | undefined;
}

/** An account whose most pressing pool has a known amount. */
export interface AmountSummary extends AccountSummary {
  readonly reading: Reading & { readonly balanceAt: number };
  readonly main: PoolSummary & { readonly pool: AmountPool };
}

/**
 * The state of all accounts together, but for paused ones: `loading` (accounts not read yet), `none` (no account), `waiting` (no check has
 * ended yet), `failing` (every last check failed), `offline` (every last check failed for want of a network), else
 * `answering`.
 */
export type Condition = 'loading' | 'none' | 'waiting' | 'offline' | 'failing' | 'answering';

/** The one value from which everything that people see is drawn. */
export interface Summary {
  /** Those that need attention first, the most pressing of them at the top; then the lowest. */
  readonly accounts: readonly AccountSummary[];
  /** The account with the lowest balance of those that may be in the status bar, if any has a known amount. */
  readonly lowest: AmountSummary | undefined;
  readonly condition: Condition;
  /** When the last good balance of any account was read. */
  readonly lastAnswerAt: number | undefined;
  readonly refreshing: boolean;
  readonly storageProblems: readonly StorageProblem[];
  readonly now: number;
}

/** Sums up. Pure: the same input gives the same summary. */
export function summarize(input: SummaryInput): Summary {
  const byBalance = byUrgency(
    input.accounts.map((account) => summarizeAccount(account, input)),
    ({ main }) => main,
  );
  const accounts = byAttention(byBalance);
  const answers = accounts.flatMap(({ reading }) => reading?.balanceAt ?? []);
  return {
    accounts,
    lowest: byBalance.filter(mayBeInStatusBar).find(hasKnownAmount),
    condition: input.loaded ? conditionOf(accounts) : 'loading',
    lastAnswerAt: answers.length > 0 ? Math.max(...answers) : undefined,
    refreshing: accounts.some(({ refreshing }) => refreshing),
    storageProblems: input.storageProblems,
    now: input.now,
  };
}

/** True where the amount of an account's most pressing pool is known. */
export function hasKnownAmount(summary: AccountSummary): summary is AmountSummary {
  return summary.main !== undefined && hasAmount(summary.main.pool) && summary.reading?.balanceAt !== undefined;
}

/** True for an account that the status bar may choose. A paused one isn't checked, so its amount is no news. */
export function mayBeInStatusBar({ account, paused }: AccountSummary): boolean {
  return !paused && account.statusBar !== 'hidden';
}

function summarizeAccount(account: Account, input: SummaryInput): AccountSummary {
  const reading = readingOf(account, input.readings);
  const outlook = input.outlooks?.get(account.id);
  const balance = reading?.balance;
  const pools = (balance?.pools ?? []).map((pool): PoolSummary => {
    const id = poolId(pool);
    const thresholds = thresholdsOf(account, pool, input.thresholds);
    return {
      id,
      pool,
      standing: standingOf(balance ?? {}, pool, thresholds),
      thresholds,
      lastAmount: reading?.lastAmounts?.find((last) => last.pool === id),
      outlook: outlook?.pools.get(id),
    };
  });
  const [main] = byUrgency(pools, (pool) => pool);
  const staleAfter = staleAfterAt(input.leastIntervalOf?.(account), input.staleAfter);
  const recent = isRecent(reading, input.now, staleAfter);
  const paused = account.paused === true;
  return {
    account,
    reading,
    state: stateOf(reading, input.now, staleAfter),
    isRecent: recent,
    paused,
    attention: attentionOf({ reading, isRecent: recent, pools, paused }, input.attention, input.now),
    standing: main?.standing ?? 'unknown',
    refreshing: input.refreshing.has(account.id),
    pools,
    main,
    outlook,
    moved: movedHosts(account, reading, input),
  };
}

function movedHosts(account: Account, reading: Reading | undefined, input: SummaryInput): MovedHosts | undefined {
  const to = reading?.failure?.reason === 'originChanged' ? input.hostOf?.(account) : undefined;
  return to === undefined ? undefined : { from: hostOfOrigin(account.origins[0]), to };
}

/** "api.example.com" of "https://api.example.com". */
function hostOfOrigin(origin: string): string {
  return origin.replace(/^https?:\/\//, '');
}

/** The accounts that need attention first: what is blocked, empty, or has an invalid key, then by the time left. */
function byAttention(accounts: readonly AccountSummary[]): readonly AccountSummary[] {
  const last = attentionReasons.length;
  const rankOf = ({ attention, paused }: AccountSummary) => {
    if (!attention) return paused ? last + 2 : last + 1;
    return isFirst(attention.reason) ? attentionReasons.indexOf(attention.reason) : last;
  };
  return accounts.toSorted((a, b) => {
    const byRank = rankOf(a) - rankOf(b);
    if (byRank !== 0 || !a.attention || !b.attention || rankOf(a) < last) return byRank;
    const timeOf = ({ attention, main }: AccountSummary) =>
      attention?.at ?? runsOutAt(main?.outlook) ?? Number.MAX_VALUE;
    return timeOf(a) - timeOf(b) || compareAttention(a.attention, b.attention);
  });
}

/**
 * The most pressing first: by standing, then within one unit by amount. Units stand by their lowest pool, because their
 * numbers can't be compared: first those that run out before they are renewed, by time; then by the share that is left.
 */
function byUrgency<T>(items: readonly T[], poolOf: (item: T) => PoolSummary | undefined): readonly T[] {
  const lowest = new Map<string, PoolSummary>();
  const groupOf = ({ standing, pool }: PoolSummary) => `${standing} ${unitKey(pool.unit)}`;
  for (const item of items) {
    const pool = poolOf(item);
    if (!pool || !hasAmount(pool.pool)) continue;
    const known = lowest.get(groupOf(pool));
    if (!known || compareInUnit(pool, known) < 0) lowest.set(groupOf(pool), pool);
  }
  return items.toSorted((a, b) => {
    const [poolA, poolB] = [poolOf(a), poolOf(b)];
    const rank = (pool: PoolSummary | undefined) => standings.indexOf(pool?.standing ?? 'unknown');
    if (rank(poolA) !== rank(poolB)) return rank(poolA) - rank(poolB);
    const [known, other] = [poolA && hasAmount(poolA.pool), poolB && hasAmount(poolB.pool)];
    // Without an amount (blocked, unknown) they come last, or the order would depend on where they were before.
    if (!poolA || !poolB || !known || !other) return Number(other ?? false) - Number(known ?? false);
    const [groupA, groupB] = [groupOf(poolA), groupOf(poolB)];
    if (groupA === groupB) return compareInUnit(poolA, poolB);
    return compareUnits(lowest.get(groupA) ?? poolA, lowest.get(groupB) ?? poolB);
  });
}

/** By amount; of two that are equal, as if their units were unlike. */
function compareInUnit(a: PoolSummary, b: PoolSummary): number {
  return (a.pool.amount ?? 0) - (b.pool.amount ?? 0) || compareByTime(a, b);
}

function compareUnits(a: PoolSummary, b: PoolSummary): number {
  const [unitA, unitB] = [a.pool.unit, b.pool.unit];
  const byTime = compareByTime(a, b);
  if (byTime !== 0) return byTime;
  // Nothing is known that could be compared: money comes first, because anyone can read its numbers.
  if (unitA.kind !== unitB.kind) return unitA.kind === 'currency' ? -1 : 1;
  return unitKey(unitA) < unitKey(unitB) ? -1 : 1;
}

/** The one that runs out first; of two that don't, the smaller share left. */
function compareByTime(a: PoolSummary, b: PoolSummary): number {
  const endOf = ({ outlook }: PoolSummary) => runsOutAt(outlook) ?? Number.MAX_VALUE;
  return endOf(a) - endOf(b) || shareLeft(a) - shareLeft(b);
}

/** The share that is left of the allowance, or of what the pool held after its last top-up; 1 where neither is known. */
function shareLeft({ pool, outlook }: PoolSummary): number {
  const full = pool.allowance ?? outlook?.renewal?.amount ?? outlook?.fullAmount;
  return pool.amount !== undefined && full !== undefined && full > 0 ? pool.amount / full : 1;
}

function conditionOf(accounts: readonly AccountSummary[]): Condition {
  if (accounts.length === 0) return 'none';
  const active = accounts.filter(({ paused }) => !paused);
  if (active.length === 0) return 'answering';
  const failures = active.map(({ reading }) => reading?.failure);
  if (failures.every((failure) => failure?.kind === 'offline')) return 'offline';
  if (failures.every((failure) => failure !== undefined)) return 'failing';
  return active.every(({ state }) => state === 'never') ? 'waiting' : 'answering';
}
