import type { Condition } from '../summary.ts';
import type { DashboardAccount } from './dashboardAccount.ts';
import type { DashboardPool } from './dashboardPool.ts';
import type { Look } from './look.ts';
import type { Range } from './range.ts';

/**
 * The state of the page: all accounts in their order, and the pools that have changed. An account is shown once the page
 * has all its pools.
 */
export interface DashboardMessage {
  readonly kind: 'show';
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly range: Range;
  /** True while amounts are hidden. */
  readonly private: boolean;
  readonly condition: Condition;
  readonly accounts: readonly DashboardAccount[];
  readonly pools: readonly DashboardPool[];
}

/** A request of the page: what it shows (`fresh`: it knows nothing yet), or a command to run. */
export type DashboardRequest =
  | ({ readonly kind: 'look'; readonly fresh: boolean } & Look)
  | { readonly kind: 'run'; readonly command: PageCommand }
  | { readonly kind: 'run'; readonly command: AccountCommand; readonly accountId: string };

/** The commands that a page may run. */
export const pageCommands = ['addAccount', 'refresh', 'export', 'settings'] as const;

export type PageCommand = (typeof pageCommands)[number];

/** The commands that a page may run for one of the accounts that it shows. */
export const accountCommands = ['topUp', 'refreshAccount', 'setAlert', 'replaceKey'] as const;

export type AccountCommand = (typeof accountCommands)[number];
