import type { Balance } from './balance.ts';

/** How a balance stands, the most pressing first. */
export const standings = ['blocked', 'empty', 'critical', 'low', 'unknown', 'fine', 'unlimited'] as const;

export type Standing = (typeof standings)[number];

/** Below `low` an account is low, below `critical` it is critical. In the account's own unit. */
export interface Thresholds {
  readonly low?: number | undefined;
  readonly critical?: number | undefined;
}

/** How a balance stands. An amount that was not said is unknown, never empty. */
export function standingOf(balance: Balance | undefined, thresholds: Thresholds): Standing {
  if (balance === undefined) return 'unknown';
  if (balance.usageAllowed === false) return 'blocked';
  if (balance.unlimited) return 'unlimited';
  if (balance.amount === undefined) return 'unknown';
  if (balance.amount <= 0) return 'empty';
  if (thresholds.critical !== undefined && balance.amount < thresholds.critical) return 'critical';
  if (thresholds.low !== undefined && balance.amount < thresholds.low) return 'low';
  return 'fine';
}

/** Whether the standing asks for something to be done. */
export function isPressing(standing: Standing): boolean {
  return standing === 'blocked' || standing === 'empty' || standing === 'critical' || standing === 'low';
}
