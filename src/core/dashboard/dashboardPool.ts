import type { Lot, TopUp } from '../balance.ts';
import type { Change } from '../history/changes/changes.ts';
import type { AtRenewal } from '../history/forecast/afterRenewals.ts';
import type { Forecast } from '../history/forecast/forecast.ts';
import type { Learning } from '../history/forecast/learning.ts';
import type { MissedRenewal, Renewal } from '../history/forecast/renewal.ts';
import type { UsageRate } from '../history/forecast/usageRate.ts';
import type { Unit } from '../unit.ts';
import type { DashboardTable } from './dashboardTable.ts';
import type { FutureLine } from './futureLine.ts';
import type { StepLine } from './stepLine.ts';

/** One pool of an account on the dashboard. Plain data: it is posted to a page. Times are milliseconds since 1970. */
export interface DashboardPool {
  /** That of its row. */
  readonly id: string;
  /** "Mimir", or "Hunter: Searches" where the account has several pools. */
  readonly label: string;
  /** "Searches"; undefined for a single pool. */
  readonly name?: string | undefined;
  /** The name of the service. */
  readonly provider: string;
  readonly balance?: KnownBalance | undefined;
  /** Undefined until enough was used to measure it. */
  readonly usageRate?: UsageRate | undefined;
  /** How much of what a usage rate needs is there; undefined once there is one. */
  readonly learning?: Learning | undefined;
  /** When it runs out; undefined where a renewal comes first. */
  readonly forecast?: Pick<Forecast, 'emptyAt' | 'earliest' | 'latest'> | undefined;
  readonly renewal?: Renewal | undefined;
  readonly atRenewal?: AtRenewal | undefined;
  readonly missedRenewal?: MissedRenewal | undefined;
  /** What will be unused when the next lot expires. */
  readonly nextExpiry?: { readonly amount: number; readonly at: number } | undefined;
  /** The balance over the range in a few steps, each line with a key of its own; undefined until the history has been read. */
  readonly trend?: readonly StepLine[] | undefined;
  /** Only where the row is open. */
  readonly details?: PoolDetails | undefined;
}

/** Everything about a pool that is seen below its row. */
export interface PoolDetails {
  readonly lots: readonly DashboardLot[];
  /** As the service lists them. */
  readonly topUps: readonly TopUp[];
  /** Undefined until the history has been read. */
  readonly past?: Past | undefined;
  readonly future?: FutureLine | undefined;
  /** Only where the page asked for it. */
  readonly table?: DashboardTable | undefined;
}

/** The last good balance. */
export interface KnownBalance {
  readonly amount?: number | undefined;
  readonly unit: Unit;
  readonly unlimited?: boolean | undefined;
  readonly at: number;
  /** The last amount that was said, where the balance does not say one. */
  readonly last?: { readonly amount: number; readonly unit: Unit; readonly at: number } | undefined;
}

export interface DashboardLot extends Lot {
  /** How much is forecast to be left in it when it expires. */
  readonly unused?: number | undefined;
}

/** The readings of an account within the range, in one unit. */
export interface Past {
  /** Of the last reading; undefined while there is none. */
  readonly unit?: Unit | undefined;
  /** Each with a key of its own, by time; what is read with two keys is not joined. */
  readonly lines: readonly StepLine[];
  /** What came, expired and was adjusted, by time. */
  readonly marks: readonly Mark[];
  /** The last reading of all that said an amount. */
  readonly lastAt?: number | undefined;
  /** What amounts counted before: they cannot be drawn beside the others. */
  readonly otherUnits: readonly string[];
}

export interface Mark {
  readonly kind: Exclude<Change['kind'], 'used'>;
  readonly amount: number;
  /** The last reading before it, … */
  readonly from: number;
  /** … and the first after it. */
  readonly at: number;
  /** The whole amount after it. */
  readonly level: number;
  /** The kind of the lot that came or expired. */
  readonly lot?: string | undefined;
}
