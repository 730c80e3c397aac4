import type { Account } from './account.ts';
import { type Pool, poolId } from './balance.ts';
import { type ThresholdSetting, type Thresholds, thresholdsOf } from './standing.ts';

/** The pool of an account that an alert is for. */
export interface AlertPool {
  readonly account: Account;
  /** Undefined where the account's pools aren't known yet: then for all of them. */
  readonly pool: Pool | undefined;
  /** Whether the account has other pools, too. */
  readonly isOneOfSeveral: boolean;
}

/** Below this amount the pool is low; undefined: no limit is set for it. */
export function lowLimit({ account, pool }: AlertPool, setting: ThresholdSetting): number | undefined {
  const low = pool ? thresholdsOf(account, pool, setting).low : entryOf(setting, nameOf(account))?.low;
  // Below nothing is never.
  return low === undefined || low <= 0 ? undefined : low;
}

/** The thresholds with another low limit for this pool alone; undefined turns it off. All else stays as it is. */
export function withLowLimit(target: AlertPool, setting: ThresholdSetting, low: number | undefined): ThresholdSetting {
  const name = entryName(target, setting);
  const { low: _, ...others } = entryOf(setting, name) ?? {};
  const without = withEntry(setting, name, others);
  if (low !== undefined) return withEntry(setting, name, { ...others, low });
  // An entry for the whole service would count again: only 0 says that this one has no limit.
  return lowLimit(target, without) === undefined ? without : withEntry(setting, name, { ...others, low: 0 });
}

/** The entry that the limit stands in: the most exact one that has it now, else the account's or, of several, the pool's. */
function entryName({ account, pool, isOneOfSeveral }: AlertPool, setting: ThresholdSetting): string {
  const exact = pool && `${nameOf(account)}/${poolId(pool)}`;
  const isExact = exact !== undefined && (isOneOfSeveral || entryOf(setting, exact)?.low !== undefined);
  return isExact ? exact : nameOf(account);
}

/** The account's name in the setting: `mimir-1` is the first account of a service alone. */
function nameOf({ id, provider }: Account): string {
  return id === provider ? `${id}-1` : id;
}

function entryOf(setting: ThresholdSetting, name: string): Thresholds | undefined {
  return Object.hasOwn(setting, name) ? setting[name] : undefined;
}

function withEntry(setting: ThresholdSetting, name: string, entry: Thresholds): ThresholdSetting {
  const { [name]: _, ...others } = setting;
  const isEmpty = Object.values(entry).every((limit) => limit === undefined);
  return isEmpty ? others : { ...setting, [name]: entry };
}
