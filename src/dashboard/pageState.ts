import type { DashboardMessage } from '../core/dashboard/dashboardMessage.ts';
import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';

/** What is on show. */
export interface PageState extends Omit<DashboardMessage, 'pools'> {
  /** By the id of their row. */
  readonly pools: ReadonlyMap<string, DashboardPool>;
}

/** What is on show after a message: pools that it leaves out stay as they were. */
export function withMessage(shown: PageState | undefined, { pools: changed, ...message }: DashboardMessage): PageState {
  const ids = new Set(message.accounts.flatMap(({ rows }) => rows));
  const known = [...(shown?.pools ?? []), ...changed.map((pool) => [pool.id, pool] as const)];
  return { ...message, pools: new Map(known.filter(([id]) => ids.has(id))) };
}
