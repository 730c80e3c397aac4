import type { Condition } from '../summary.ts';
import type { DashboardAccount } from './dashboardAccount.ts';
import type { Look } from './dashboardModel.ts';
import type { Range } from './range.ts';

/** What the page of the dashboard is told: all accounts by their order, and those of them that have changed. */
export interface DashboardMessage {
  readonly kind: 'show';
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly range: Range;
  readonly condition: Condition;
  readonly order: readonly string[];
  readonly accounts: readonly DashboardAccount[];
}

/** What the page asks for: what to show of a page that knows nothing yet (`fresh`) or something; or a command. */
export type DashboardRequest =
  | ({ readonly kind: 'look'; readonly fresh: boolean } & Look)
  | { readonly kind: 'run'; readonly command: DashboardCommand };

/** The commands that a page may run. */
export const dashboardCommands = ['addAccount'] as const;

export type DashboardCommand = (typeof dashboardCommands)[number];
