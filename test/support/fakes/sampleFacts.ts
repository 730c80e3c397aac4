import type { Account } from '../../../src/core/account.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { SummaryInput } from '../../../src/core/summary.ts';

/** SummaryInput at a fixed time: these accounts, each with its reading if it has one. Or some that differ from them. */
export function sampleFacts(
  known: readonly (readonly [account: Account, reading?: Reading | undefined])[],
  change: Partial<SummaryInput> = {},
): SummaryInput {
  return {
    accounts: known.map(([account]) => account),
    loaded: true,
    readings: new Map(known.flatMap(([{ id }, reading]) => (reading ? [[id, reading] as const] : []))),
    refreshing: new Set(),
    thresholds: {},
    storageProblems: [],
    staleAfter: 1_800_000,
    now: Date.UTC(2026, 10, 20, 12),
    ...change,
  };
}
