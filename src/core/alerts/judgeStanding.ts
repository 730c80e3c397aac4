import { between, crossed, type FreshFacts, type Judgement, recovered } from './judgement.ts';

/** Whether the service refuses use. */
export function judgeBlocked({ balance: { usageAllowed }, pool: { pool } }: FreshFacts): Judgement {
  if (usageAllowed !== false) return recovered;
  return crossed({ kind: 'blocked', amount: pool.unlimited ? undefined : pool.amount, unit: pool.unit });
}

/** Whether nothing is left. It has recovered when there is enough again that the next use does not empty it. */
export function judgeEmpty({ pool, past }: FreshFacts): Judgement | undefined {
  if (pool.pool.unlimited) return recovered;
  const { amount, unit } = pool.pool;
  if (amount === undefined) return undefined;
  if (amount <= 0) return crossed({ kind: 'empty', amount, unit });
  return amount >= (past?.highest ?? 0) / 100 ? recovered : between('empty');
}

/** Whether the amount is below one of the person's thresholds. It has recovered a tenth above it. */
export function judgeThreshold(kind: 'critical' | 'low', { pool, thresholds }: FreshFacts): Judgement | undefined {
  const limit = thresholds[kind];
  if (limit === undefined || pool.pool.unlimited) return recovered;
  const { amount, unit } = pool.pool;
  if (amount === undefined) return undefined;
  if (amount < limit) return crossed({ kind, amount, unit });
  return amount >= limit + Math.abs(limit) / 10 ? recovered : between(kind);
}
