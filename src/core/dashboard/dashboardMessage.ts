import type { Condition } from '../summary.ts';
import type { Look } from './dashboardModel.ts';
import type { DashboardPool } from './dashboardPool.ts';
import type { Range } from './range.ts';

/** The state of the page: the order of all pools, and those that have changed. */
export interface DashboardMessage {
  readonly kind: 'show';
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly range: Range;
  readonly condition: Condition;
  readonly order: readonly string[];
  readonly pools: readonly DashboardPool[];
}

/** A request of the page: what it shows (`fresh`: it knows nothing yet), or a command to run. */
export type DashboardRequest =
  | ({ readonly kind: 'look'; readonly fresh: boolean } & Look)
  | { readonly kind: 'run'; readonly command: DashboardCommand };

/** The commands that a page may run. */
export const dashboardCommands = ['addAccount'] as const;

export type DashboardCommand = (typeof dashboardCommands)[number];
