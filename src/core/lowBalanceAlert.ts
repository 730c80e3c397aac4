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

/**
 * The thresholds as they were typed, with another low limit for this pool alone; undefined turns it off. All else stays as
 * it is, also what can't be used.
 */
export function withLowLimit(
  target: AlertPool,
  setting: ThresholdSetting,
  low: number | undefined,
  typed: unknown,
): Readonly<Record<string, unknown>> {
  const name = entryName(target, setting);
  const without = { ...setting, [name]: { ...entryOf(setting, name), low: undefined } };
  // An entry for the whole service would count again: only 0 says that this one has no limit.
  const off = lowLimit(target, without) === undefined ? undefined : 0;
  return withLow(recordOf(typed), name, low ?? off);
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

function withLow(
  entries: Readonly<Record<string, unknown>>,
  name: string,
  low: number | undefined,
): Readonly<Record<string, unknown>> {
  const entry = recordOf(Object.hasOwn(entries, name) ? entries[name] : undefined);
  // In their places: a person reads them in this order.
  if (low !== undefined) return { ...entries, [name]: { ...entry, low } };
  const { low: _, ...others } = entry;
  if (Object.keys(others).length > 0) return { ...entries, [name]: others };
  const { [name]: __, ...otherEntries } = entries;
  return otherEntries;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
