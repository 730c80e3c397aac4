import type { Lot, TopUp } from '../balance.ts';
import type { Failure } from '../failure.ts';
import type { Change } from '../history/changes/changes.ts';
import type { AtRenewal } from '../history/forecast/afterRenewals.ts';
import type { Forecast } from '../history/forecast/forecast.ts';
import type { Learning } from '../history/forecast/learning.ts';
import type { MissedRenewal, Renewal } from '../history/forecast/renewal.ts';
import type { UsageRate } from '../history/forecast/usageRate.ts';
import type { ReadingState } from '../reading.ts';
import type { Standing } from '../standing.ts';
import type { Unit } from '../unit.ts';
import type { DashboardTable } from './dashboardTable.ts';
import type { FutureLine } from './futureLine.ts';
import type { StepLine } from './stepLine.ts';

/** One pool of an account on the dashboard. Plain data: it is posted to a page. Times are milliseconds since 1970. */
export interface DashboardPool {
  readonly id: string;
  readonly label: string;
  /** The name of the service. */
  readonly provider: string;
  readonly state: ReadingState;
  readonly standing: Standing;
  readonly refreshing: boolean;
  readonly balance?: KnownBalance | undefined;
  readonly failure?: Failure | undefined;
  /** Undefined until enough was used to measure it. */
  readonly usageRate?: UsageRate | undefined;
  /** How much of what a usage rate needs is there; undefined once there is one. */
  readonly learning?: Learning | undefined;
  /** When it runs out; undefined where a renewal comes first. */
  readonly forecast?: Pick<Forecast, 'emptyAt' | 'earliest' | 'latest'> | undefined;
  readonly renewal?: Renewal | undefined;
  readonly atRenewal?: AtRenewal | undefined;
  readonly missedRenewal?: MissedRenewal | undefined;
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
