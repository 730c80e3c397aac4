import type { Account } from './account.ts';
import { type Balance, type Pool, poolId } from './balance.ts';

/** The standings of a balance, the most pressing first. */
export const standings = ['blocked', 'empty', 'critical', 'low', 'fine', 'unlimited', 'unknown'] as const;

export type Standing = (typeof standings)[number];

/** Below `low` a pool is low, below `critical` it is critical. In the pool's own unit. */
export interface Thresholds {
  readonly low?: number | undefined;
  readonly critical?: number | undefined;
}

/** The setting `credits.thresholds`: by service, account or pool. */
export type ThresholdSetting = Readonly<Record<string, Thresholds | undefined>>;

/** The standing of a pool. An amount that wasn't stated is unknown, never empty. */
export function standingOf({ usageAllowed }: Pick<Balance, 'usageAllowed'>, pool: Pool, limits: Thresholds): Standing {
  if (usageAllowed === false) return 'blocked';
  if (pool.unlimited) return 'unlimited';
  if (pool.amount === undefined) return 'unknown';
  if (pool.amount <= 0) return 'empty';
  if (limits.critical !== undefined && pool.amount < limits.critical) return 'critical';
  if (limits.low !== undefined && pool.amount < limits.low) return 'low';
  return 'fine';
}

/** True for a standing that needs attention. */
export function isPressing(standing: Standing): boolean {
  return standing === 'blocked' || standing === 'empty' || standing === 'critical' || standing === 'low';
}

/**
 * The thresholds of a pool, limit by limit, from the most exact entry that names it: the account's pool
 * ("hunter-2/searches"), the account ("hunter-2"), the service's pool ("hunter/searches"), the service ("hunter"). The
 * first account of a service has the service's id, so that its own entry is "hunter-1".
 */
export function thresholdsOf({ id, provider }: Account, pool: Pool, setting: ThresholdSetting): Thresholds {
  const account = id === provider ? `${id}-1` : id;
  const names = [account, provider].flatMap((name) => [`${name}/${poolId(pool)}`, name]);
  const entries = names.map((name) => (Object.hasOwn(setting, name) ? setting[name] : undefined));
  const limit = (which: keyof Thresholds) => entries.find((entry) => entry?.[which] !== undefined)?.[which];
  return { low: limit('low'), critical: limit('critical') };
}
