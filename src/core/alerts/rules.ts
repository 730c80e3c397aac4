import { isKeyInvalid } from '../attention.ts';
import { expiringByDay } from '../expiring.ts';
import type { Failure } from '../failure.ts';
import { runsOutAt } from '../history/forecast/afterRenewals.ts';
import type { Reading } from '../reading.ts';
import type { AccountSummary, PoolSummary } from '../summary.ts';
import { day, hour } from '../time.ts';
import type { Unit } from '../unit.ts';
import type { AlertFacts, AlertKind } from './alert.ts';
import type { AlertSettings } from './alertSettings.ts';
import { recentUsage } from './recentUsage.ts';

/** A rule of an account, or of each of its pools. */
export type Rule =
  | { readonly of: 'account'; check(account: AccountCase): RuleResult }
  | { readonly of: 'pool'; check(pool: PoolCase): RuleResult };

/** An account that was checked. */
export interface AccountCase {
  readonly summary: AccountSummary;
  readonly reading: Reading;
  readonly settings: AlertSettings;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A pool whose amount is known and fresh. */
export interface PoolCase extends AccountCase {
  readonly pool: PoolSummary;
  /** The pool's own. */
  readonly amount: number;
  readonly unit: Unit;
}

/** The alerts of a rule that are raised or near their limit: all its others are cleared. Undefined: it can't say. */
export type RuleResult = readonly RuleAlert[] | undefined;

/** Raised with these facts; or `near`: not raised, but too close to the limit to be shown again after the next raise. */
export interface RuleAlert {
  readonly facts: AlertFacts | 'near';
  /** Days since 1970 in UTC, where the rule can raise an alert a day. */
  readonly day?: number | undefined;
}

const cleared: RuleResult = [];
const near: RuleResult = [{ facts: 'near' }];
const raised = (facts: AlertFacts): RuleResult => [{ facts }];

/** A check that failed longer ago than this says nothing about now. */
const failureIsRecent = 2 * hour;
/** A few failures are no outage: the first check after a sleep often has no network yet. */
const failuresOfOutage = 3;
/** A low amount has recovered this share of its threshold above it, an empty one at this share of what it held. */
const recoveryMargin = { threshold: 0.1, highest: 0.01 };
/** A runway has recovered at this many times the days that are set. */
const longEnough = 1.25;
/** A burst is so many times the usual of an hour and of six, and over below half of it. */
const burstTimes = { 1: 10, 6: 5 };
/** A burst of more than the busiest hour; from so many times the usual on, that one may have been an exception. */
const unlikeAny = 40;
/** The share of the amount that a burst of an hour and of six uses at least. */
const burstShare = { 1: 0.2, 6: 0.25 };

/** One rule a kind. Pure: the same account, settings and time give the same result. */
export const rules: Readonly<Record<AlertKind, Rule>> = {
  /** The service refuses usage. */
  blocked: {
    of: 'account',
    check({ summary: { state, pools, main }, reading: { balance } }) {
      if (state !== 'known' || !main) return undefined;
      if (balance?.usageAllowed !== false) return cleared;
      const { amount, unit, unlimited } = main.pool;
      return raised({ kind: 'blocked', amount: unlimited || pools.length > 1 ? undefined : amount, unit });
    },
  },

  /** Nothing is left. It clears when there is enough again that the next charge doesn't empty it. */
  empty: {
    of: 'pool',
    check({ pool: { outlook }, amount, unit, reading: { balanceAt } }) {
      if (amount <= 0) return raised({ kind: 'empty', amount, unit });
      const highest = outlook && balanceAt !== undefined ? recentUsage(outlook, unit, balanceAt).highest : 0;
      return amount >= highest * recoveryMargin.highest ? cleared : near;
    },
  },

  critical: { of: 'pool', check: (pool) => belowThreshold('critical', pool) },
  low: { of: 'pool', check: (pool) => belowThreshold('low', pool) },

  /** The last check failed because of the key. A failure of another kind says nothing about the key. */
  invalidKey: {
    of: 'account',
    check(account) {
      const { reading } = account;
      if (!saysSomethingNow(account)) return undefined;
      if (!reading.failure) return cleared;
      return isKeyInvalid(reading) ? raised({ kind: 'invalidKey', failure: reading.failure }) : near;
    },
  },

  /** Checks have failed for the hours that are set, for another reason than the key. */
  unreachable: {
    of: 'account',
    check(account) {
      const { reading, settings, now } = account;
      if (settings.unreachable === false || !saysSomethingNow(account)) return undefined;
      const { failure, failures, balanceAt, keySetAt } = reading;
      if (!failure) return cleared;
      const isLong = now - (balanceAt ?? keySetAt) > settings.unreachable * hour && failures >= failuresOfOutage;
      return isLong && !isAboutKey(failure) ? raised({ kind: 'unreachable', failure, balanceAt }) : near;
    },
  },

  /** In the last hour or six many times the usual was used, more than in any of four weeks, and enough to matter. */
  burst: {
    of: 'pool',
    check({ pool: { outlook }, amount, unit, reading: { balanceAt } }) {
      if (balanceAt === undefined || !outlook) return undefined;
      const { latest } = recentUsage(outlook, unit, balanceAt);
      if (!latest) return near;
      const burst = latest.find(({ hours, used, usual, most }) => {
        const least = burstShare[hours] * (Math.max(0, amount) + used);
        const isUnlike = used > most || (hours === 1 && used >= unlikeAny * usual);
        return used >= burstTimes[hours] * usual && isUnlike && used >= least;
      });
      if (burst) return raised({ kind: 'burst', used: burst.used, usual: burst.usual, hours: burst.hours, unit });
      return latest.every(({ hours, used, usual }) => used < (burstTimes[hours] / 2) * usual) ? cleared : near;
    },
  },

  /** It is likely enough that nothing is left within the days that are set, before the amount is renewed. */
  runway: {
    of: 'pool',
    check({ pool: { outlook }, amount, unit, settings, now }) {
      if (settings.runway === false || !outlook) return undefined;
      const { forecast, filledAt } = outlook;
      // Each top-up and renewal is a new beginning.
      const date = filledAt === undefined ? undefined : Math.floor(filledAt / day);
      const nearOnDate: RuleResult = [{ facts: 'near', day: date }];
      // An empty pool has another alert; and until there is a forecast, nothing is over and nothing is new.
      if (amount <= 0 || !forecast) return nearOnDate;
      const riskyFrom = runsOutAt(outlook, 'riskyFrom');
      if (riskyFrom === undefined) return cleared;
      const left = riskyFrom - now;
      if (left >= longEnough * settings.runway * day) return cleared;
      if (left > settings.runway * day) return nearOnDate;
      const { emptyAt } = forecast;
      return [{ facts: { kind: 'runway', amount, unit, riskyFrom, emptyAt }, day: date }];
    },
  },

  /** Lots that expire within the days that are set take a good part of the balance with them: an alert a day. */
  expiring: {
    of: 'pool',
    check({ pool: { pool, outlook }, amount, unit, settings, now }) {
      if (settings.expiring === false || !outlook) return undefined;
      if (amount <= 0) return cleared;
      const forecast = outlook.forecast !== undefined;
      return expiringByDay({ ...pool, amount }, outlook, now, settings.expiring * day).map(
        ({ day: date, isRaised, amount: expiring, allocated, at }): RuleAlert => ({
          facts: isRaised ? { kind: 'expiring', amount: expiring, allocated, unit, at, forecast } : 'near',
          day: date,
        }),
      );
    },
  },
};

function isAboutKey(failure: Failure | undefined): boolean {
  return failure?.kind === 'unauthorized' || failure?.kind === 'forbidden';
}

/** Whether the last check is recent: an answer while it is fresh, a failure for two hours. */
function saysSomethingNow({ summary, reading, now }: AccountCase): boolean {
  if (summary.state === 'known') return true;
  return reading.failure !== undefined && now >= reading.checkedAt && now - reading.checkedAt <= failureIsRecent;
}

/** Below a threshold of the settings. It clears a tenth above it. */
function belowThreshold(kind: 'critical' | 'low', { pool, amount, unit }: PoolCase): RuleResult {
  const threshold = pool.thresholds[kind];
  if (threshold === undefined) return cleared;
  if (amount < threshold) return raised({ kind, amount, unit });
  return amount >= threshold + Math.abs(threshold) * recoveryMargin.threshold ? cleared : near;
}
