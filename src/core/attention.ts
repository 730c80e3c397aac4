import { hasAmount, type Pool } from './balance.ts';
import { expiringByDay } from './expiring.ts';
import { runsOutAt } from './history/forecast/afterRenewals.ts';
import type { PoolOutlook } from './history/forecast/outlook.ts';
import type { Reading } from './reading.ts';
import type { Standing } from './standing.ts';

/** The reasons why an account needs attention, the most pressing first. */
export const attentionReasons = ['blocked', 'empty', 'invalidKey', 'runsOut', 'critical', 'low', 'expiring'] as const;

export type AttentionReason = (typeof attentionReasons)[number];

/** The icon of each reason, by VS Code's name for it. */
export const attentionIcons = {
  blocked: 'circle-slash',
  empty: 'error',
  invalidKey: 'key',
  runsOut: 'warning',
  critical: 'warning',
  low: 'warning',
  expiring: 'warning',
} as const satisfies Readonly<Record<AttentionReason, string>>;

/** True for what comes before everything that has some time left: blocked, empty, an invalid key. */
export function isFirst(reason: AttentionReason): boolean {
  return attentionReasons.indexOf(reason) <= attentionReasons.indexOf('invalidKey');
}

/** How a reason is marked: as an error where nothing can be used any more, else as a warning. */
export function severityOf(reason: AttentionReason): 'error' | 'warning' {
  return reason === 'blocked' || reason === 'empty' ? 'error' : 'warning';
}

/** Why an account needs attention: its most pressing reason. Everything that marks or counts accounts reads this. */
export interface Attention {
  readonly reason: AttentionReason;
  /** The id of the pool that the reason is about; undefined for a key. */
  readonly pool?: string | undefined;
  /** When it runs out or expires, in milliseconds since 1970. */
  readonly at?: number | undefined;
}

/** How far ahead attention looks, in milliseconds. */
export interface AttentionLimits {
  readonly runsOut: number;
  readonly expiring: number;
}

interface PoolCase {
  readonly id: string;
  readonly pool: Pool;
  readonly standing: Standing;
  readonly outlook: PoolOutlook | undefined;
}

/** The parts of an account's summary that decide. */
interface AttentionCase {
  readonly reading: Reading | undefined;
  /** Its balance is recent: one failed check doesn't make an empty account fine. */
  readonly isRecent: boolean;
  readonly pools: readonly PoolCase[];
  readonly paused: boolean;
}

/** Why an account needs attention, if it does. An old balance gives no reason, and a paused account none at all. */
export function attentionOf(account: AttentionCase, limits: AttentionLimits, now: number): Attention | undefined {
  const { reading, pools, paused } = account;
  if (!reading || paused) return undefined;
  if (isKeyInvalid(reading)) return { reason: 'invalidKey' };
  if (!account.isRecent) return undefined;
  return pools.flatMap((pool) => reasonsOf(pool, limits, now)).toSorted(compareAttention)[0];
}

/** The more pressing first: by reason, then the sooner one. */
export function compareAttention(a: Attention, b: Attention): number {
  const byReason = attentionReasons.indexOf(a.reason) - attentionReasons.indexOf(b.reason);
  return byReason || (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE);
}

/** Whether the key of an account is invalid, may not read the balance, or is lost. */
export function isKeyInvalid({ failure, failures }: Reading): boolean {
  // A key can be missing for a moment while another window replaces it, and one window may have what another lacks.
  if (failure?.reason === 'keyElsewhere') return false;
  const isAboutKey = failure?.kind === 'unauthorized' || failure?.kind === 'forbidden';
  return isAboutKey && (failure.reason !== 'keyLost' || failures > 1);
}

const byStanding: Partial<Readonly<Record<Standing, AttentionReason>>> = {
  blocked: 'blocked',
  empty: 'empty',
  critical: 'critical',
  low: 'low',
};

function reasonsOf(
  { id, pool, standing, outlook }: PoolCase,
  limits: AttentionLimits,
  now: number,
): readonly Attention[] {
  const reason = byStanding[standing];
  const reasons: Attention[] = reason ? [{ reason, pool: id }] : [];
  if (!hasAmount(pool) || pool.amount <= 0 || !outlook) return reasons;
  const riskyFrom = runsOutAt(outlook, 'riskyFrom');
  if (riskyFrom !== undefined && riskyFrom - now <= limits.runsOut) {
    reasons.push({ reason: 'runsOut', pool: id, at: runsOutAt(outlook) });
  }
  const first = expiringByDay(pool, outlook, now, limits.expiring).find(({ isRaised }) => isRaised);
  if (first) reasons.push({ reason: 'expiring', pool: id, at: first.at });
  return reasons;
}
