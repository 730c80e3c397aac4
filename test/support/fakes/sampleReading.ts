import type { Reading } from '../../../src/core/reading.ts';
import { credits } from '../../../src/core/unit.ts';

/** What was read of the sample account at a fixed time: 42 credits. Or one that differs from it. */
export function sampleReading(change: Partial<Reading> = {}): Reading {
  const at = Date.UTC(2026, 10, 20, 12);
  return {
    accountId: 'mimir',
    keySetAt: Date.UTC(2026, 0, 1),
    checkedAt: at,
    balance: { pools: [{ unit: credits, amount: 42 }] },
    balanceAt: at,
    failures: 0,
    ...change,
  };
}
