import type { Account } from './account.ts';
import type { Thresholds } from './standing.ts';

/** The thresholds of an account, limit by limit: what its own entry leaves open is its service's. */
export function thresholdsOf(
  { id, provider }: Account,
  thresholds: Readonly<Record<string, Thresholds | undefined>>,
): Thresholds {
  const [own, service] = [thresholds[id], thresholds[provider]];
  return { low: own?.low ?? service?.low, critical: own?.critical ?? service?.critical };
}
