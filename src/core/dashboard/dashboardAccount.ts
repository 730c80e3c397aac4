import type { Attention } from '../attention.ts';
import type { Failure } from '../failure.ts';
import type { Provider } from '../provider.ts';
import type { ReadingState } from '../reading.ts';
import type { AccountSummary, MovedHosts, PoolSummary } from '../summary.ts';

/** One account on the dashboard. Plain data: it is posted to a page. Times are milliseconds since 1970. */
export interface DashboardAccount {
  readonly id: string;
  readonly label: string;
  /** The name of the service. */
  readonly provider: string;
  readonly attention?: Attention | undefined;
  readonly paused: boolean;
  readonly refreshing: boolean;
  readonly state: ReadingState;
  /** When the last good balance was read. */
  readonly balanceAt?: number | undefined;
  readonly failure?: Failure | undefined;
  readonly moved?: MovedHosts | undefined;
  /** True where the service has a page to top up. */
  readonly canTopUp: boolean;
  /** The ids of its rows, in the order of the service. */
  readonly rows: readonly string[];
}

/** One row of the dashboard: a pool, or an account without a balance. */
export interface Row {
  readonly id: string;
  readonly summary: AccountSummary;
  readonly pool: PoolSummary | undefined;
}

/** One row for each pool; one for an account without a balance. The row of a single pool has the account's id. */
export function rowsOf(summary: AccountSummary): readonly Row[] {
  const { account, pools, main } = summary;
  if (pools.length < 2) return [{ id: account.id, summary, pool: main }];
  return pools.map((pool) => ({ id: `${account.id}/${pool.id}`, summary, pool }));
}

/** An account as the page shows it. */
export function dashboardAccount(
  summary: AccountSummary,
  provider: Pick<Provider, 'name' | 'pages'> | undefined,
): DashboardAccount {
  const { account, attention, paused, refreshing, state, reading, moved } = summary;
  return {
    id: account.id,
    label: account.label,
    provider: provider?.name ?? account.provider,
    attention,
    paused,
    refreshing,
    state,
    balanceAt: reading?.balanceAt,
    failure: reading?.failure,
    moved,
    canTopUp: provider?.pages.billing !== undefined,
    rows: rowsOf(summary).map(({ id }) => id),
  };
}
